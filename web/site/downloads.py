"""Files that leave the page: saved, never opened in the browser, named without anybody's number, counted in the log."""

import re

from django.http import HttpResponse

from web.site import run
from web.site.request import PageRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def attachment(request: PageRequest, content: bytes, what: str, kind: str, rows: int = 0) -> HttpResponse:
    """A file to save, as `tillsynsradar-<what>-<day>-<run>.<ending>`.

    Args:
        request: the request that asked; the log gets the number of rows.
        content: the file.
        what: what it is, in small plain letters; never a name or a number of anybody.
        kind: `XLSX` or `PDF`.
        rows: how many rows it holds.

    Raises:
        ValueError: `what` holds other signs than small letters, digits and hyphens.
    """
    if not _PLAIN.fullmatch(what):
        raise ValueError(f"{what!r} cannot stand in the name of a file")
    request.entry.rows = rows
    told = run.status()
    ending = {XLSX: "xlsx", PDF: "pdf"}[kind]
    about = f"-{told.day}-{told.short_id}" if told else ""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="tillsynsradar-{what}{about}.{ending}"'
    return response
