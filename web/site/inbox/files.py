"""An attached file, as it came: to be saved, never shown by the browser or opened here."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404

from sources.intake import attachments
from sources.intake.contract import Attaching
from sources.intake.file_types import ALLOWED
from sources.intake.scanning import CLEAN
from web.site.inbox import officer
from web.site.inbox.report import found
from web.site.municipality import sent
from web.site.request import PageRequest


def file(request: PageRequest, report_id: str, digest: str) -> FileResponse:
    """One file of a report, once it has been found clean.

    Raises:
        Http404: the report has no such file.
        PermissionDenied: the file has not been checked for malware.
    """
    one, _ = found(report_id)
    parts = [one, *sent.completions(officer.everything(), report_id)] if one else []
    digests = {sha for part in parts if isinstance(part.content, Attaching) for sha in part.content.attachments}
    kept = attachments.find(settings.CONFIGURATION.home, digest) if digest in digests else None
    if kept is None:
        raise Http404
    if kept.state != CLEAN:
        raise PermissionDenied
    request.entry.rows = 1
    path = settings.CONFIGURATION.home / attachments.ATTACHMENTS / digest
    name = f"tillsynsradar-bilaga-{digest[:12]}{ALLOWED[kept.media_type]}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
