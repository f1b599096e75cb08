"""The style sheet, the script and the icon of the page: the files of this package and no library's."""

from pathlib import Path

from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

FOLDER = Path(__file__).parent / "static"


class OwnFiles(FileSystemFinder):
    """Finds what lies in `web/site/static`."""

    def __init__(self) -> None:
        self.locations = [("", str(FOLDER))]
        storage = FileSystemStorage(location=FOLDER)
        storage.prefix = ""  # type: ignore[attr-defined]  # the library's own finder sets it the same way
        self.storages = {str(FOLDER): storage}
