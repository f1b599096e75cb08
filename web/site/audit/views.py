"""The auditor's page."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from web.site.audit import anchor
from web.site.audit.log import prove
from web.site.audit.models import LookupRecord
from web.site.audit.reading import LogFilter, rows_of
from web.site.request import PageRequest


def log(request: PageRequest) -> HttpResponse:
    """The log, the newest rows first, by what the auditor looks for."""
    form = LogFilter(request.POST or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows, following = rows_of(asked)
    request.entry.rows = len(rows)
    shown = {"form": form, "rows": rows, "following": following, "head": _head(), "is_filtered": any(asked.values())}
    if "prove" in request.POST:
        shown["verdict"] = prove()
    return render(request, "page/log.html", shown)


def _head() -> dict[str, object]:
    """The last row and the last anchor, and whether they are the same; the whole is proved when the auditor asks."""
    last = LookupRecord.objects.order_by("-number").first()
    kept = anchor.last(settings.CONFIGURATION.anchor_file)
    agree = last is not None and kept is not None and (last.number, last.digest) == (kept.number, kept.digest)
    return {"record": last, "anchor": kept, "agree": agree}
