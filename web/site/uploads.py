"""How files that are sent to the page are received: on disk, only where an address takes them, and only so much.

The library reads a form before any view is asked, so what may not be sent is refused here, before it is read.
"""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from sources.intake.attachments import LARGEST
from sources.intake.contract import MOST_ATTACHMENTS
from web.site.access.routes import BY_NAME

if TYPE_CHECKING:
    from web.site.request import PageRequest

#: What stands around the files of a form: fields, names and boundaries.
_AROUND = 1_000_000
MOST_BYTES = LARGEST * MOST_ATTACHMENTS + _AROUND


class ToDisk(TemporaryFileUploadHandler):
    """Writes each file to a temporary one of the server's own; nothing is kept in memory."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - the library calls it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse before the form is read.

        Raises:
            PermissionDenied: the address takes no files, or the one who sends may not open it.
            RequestDataTooBig: it is more than the address takes.
        """
        del input_data, META, boundary, encoding
        if content_length > MOST_BYTES:
            raise RequestDataTooBig
        if content_length > _AROUND and not self._is_taken():
            raise PermissionDenied

    def _is_taken(self) -> bool:
        asked = cast("PageRequest", self.request)
        route = BY_NAME.get(asked.resolver_match.view_name or "") if asked.resolver_match else None
        if route is None or not route.takes_files or not asked.user.is_authenticated:
            return False
        return not route.refuses(asked.user.current_role)
