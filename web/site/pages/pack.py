"""`Underlag`: a dated pack, as a PDF, of exactly what was relied on about one activity or actor."""

from django.http import Http404, HttpResponse

from web.pack.contents import Printed, pack
from web.pack.pdf import pdf
from web.reading import data_status, value_page
from web.site import clock, run
from web.site.downloads import PDF, attachment
from web.site.purpose.chosen import chosen
from web.site.request import PageRequest
from web.site.subject.opened import opened


def actor_pack(request: PageRequest, actor_id: str) -> HttpResponse:
    """The pack about an actor."""
    return _pack(request, "actor", actor_id)


def activity_pack(request: PageRequest, activity_id: str) -> HttpResponse:
    """The pack about an activity."""
    return _pack(request, "activity", activity_id)


def _pack(request: PageRequest, kind: str, subject_id: str) -> HttpResponse:
    store = run.reading()
    page = opened(store, kind, subject_id)
    document = pack(
        page.lookup,
        data_status(store),
        lambda indicator, entity: value_page(store, indicator, entity),
        _printed(request),
        page.n_activities,
    )
    return attachment(request, pdf(document), "underlag", PDF, rows=len(page.lookup.activities))


def _printed(request: PageRequest) -> Printed:
    purpose, now = chosen(request), clock.now()
    if purpose is None:
        raise Http404
    return Printed(
        by=request.user.get_full_name() or request.user.get_username(),
        role=str(request.user.role_label),
        purpose=purpose.label,
        case_number=purpose.case_number,
        at=(now.year, now.month, now.day, now.hour, now.minute, now.second),
    )
