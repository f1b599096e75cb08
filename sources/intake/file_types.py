"""What an attached file is, by its contents; its name and what the sender says of it decide nothing."""

import zipfile
from pathlib import Path

PLAIN = "text/plain"
#: What may be attached → the ending it is shown with.
ALLOWED = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    PLAIN: ".txt",
}
#: The part that every file of the kind has.
_PARTS = {"word/document.xml": list(ALLOWED)[3], "xl/workbook.xml": list(ALLOWED)[4]}
_MACROS = "vbaProject.bin"
_ARCHIVE = b"PK\x03\x04"
#: How files of the other kinds begin.
_BEGIN = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def type_of(path: Path) -> str | None:
    """The type of a file, when it is one that may be attached; an office document with macros may not."""
    with path.open("rb") as stream:
        head = stream.read(max(map(len, _BEGIN)))
    if head.startswith(_ARCHIVE):
        return _of_archive(path)
    found = next((kind for begin, kind in _BEGIN.items() if head.startswith(begin)), None)
    return found or (PLAIN if _is_text(path) else None)


def _of_archive(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if any(name.endswith(_MACROS) for name in names):
        return None
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def _is_text(path: Path) -> bool:
    """Whether the whole is UTF-8 without control characters other than breaks and tabs."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(ord(one) < 32 and one not in "\r\n\t" for one in text)
