"""Attached files, sent one at a time before what they belong to, and named there by their digest."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from sources.intake.attachments import store
from sources.intake.contract import Refused
from sources.intake.tokens import Signed
from web.site.intake.bearer import signed
from web.site.problems import Problem

_PART = 1 << 18
_TOO_LARGE = "too_large"


@signed
def attachment(request: HttpRequest, sender: Signed) -> HttpResponseBase:
    """Keep a file; the token's digest is the file's."""
    told = settings.CONFIGURATION
    try:
        kept = store(
            told.home,
            _parts(request),
            name="",
            declared_type=request.content_type or "",
            scan_command=told.scan_command,
            expected=sender.sha256,
        )
    except Refused as refused:
        is_large = any(one.rule == _TOO_LARGE for one in refused.faults)
        raise Problem(413 if is_large else 422, "Filen kan inte tas emot.", refused.faults) from None
    answer = {"sha256": kept.sha256, "size": kept.size, "media_type": kept.media_type, "state": kept.state}
    return JsonResponse(answer, status=201)


def _parts(request: HttpRequest) -> Iterator[bytes]:
    while part := request.read(_PART):
        yield part
