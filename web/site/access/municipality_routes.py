"""The addresses of the municipalities' own pages.

What they show is about the municipality of who asks, but for two: what those who place people may see of any activity,
and what the municipality has been told of others' reports.
"""

from typing import Any

from web.site.access.roles import Role
from web.site.access.route import FORM, POST, Limit, Route, Surface

_OWN = "web.site.municipality"
_MUNICIPALITY = frozenset({Role.MUNICIPALITY})


def _page(name: str, path: str, view: str, action: str = "municipality", **more: Any) -> Route:
    faced = frozenset({Surface.MUNICIPALITY})
    return Route(name, f"kommun/{path}", f"{_OWN}.{view}", _MUNICIPALITY, action, surfaces=faced, **more)


def _sending(name: str, path: str, view: str, **more: Any) -> Route:
    return _page(name, path, view, "submit", **{"methods": FORM, "limit": Limit.SUBMISSION, **more})


def _draft(name: str, path: str, view: str, **more: Any) -> Route:
    return _page(name, f"rapporter/utkast/<draft:draft_id>/{path}", view, "draft", **{"methods": FORM, **more})


MUNICIPALITIES = (
    _page("municipality", "", "overview.overview", label="Översikt"),
    _page("own_activities", "verksamheter/", "activities.activities", label="Verksamheter"),
    _sending("confirm", "verksamheter/bekrafta/", "activities.confirm", methods=POST),
    _page("own_activity", "verksamheter/<activity:activity_id>/", "activity.activity", "own_activity"),
    _sending("notify", "verksamheter/<activity:activity_id>/anmal/<slug:kind>/", "notifying.notify", takes_files=True),
    _sending("notify_new", "verksamheter/ny/", "notifying.notify_new", takes_files=True),
    _page("own_reports", "rapporter/", "reports.reports", label="Rapporter om brister"),
    _page("report_new", "rapporter/ny/", "drafting.begin", "draft", methods=FORM, limit=Limit.SUBMISSION),
    _draft("report_draft", "", "drafting.draft"),
    _draft("report_files", "bilagor/", "draft_files.files", limit=Limit.SUBMISSION, takes_files=True),
    _draft("report_drop", "ta-bort/", "drafting.drop", methods=POST),
    _sending("report_send", "rapporter/utkast/<draft:draft_id>/granska/", "sending.review"),
    _page("own_report", "rapporter/<report:report_id>/", "reports.report", "own_report"),
    _sending("complete", "rapporter/<report:report_id>/komplettera/", "completing.complete", takes_files=True),
    _page("sent", "skickat/", "receipts.sent_list", label="Skickat"),
    _page("receipt", "skickat/<receipt:receipt_id>/", "receipts.receipt", "receipt"),
    _page("comparison", "jamforelse/", "comparison.comparison", label="Jämförelse"),
    _page("ledger", "ansvar/", "ledger.ledger", label="Ansvar"),
    _page(
        "placing",
        "placeringsstod/",
        "seeking.seeking",
        "placing",
        methods=FORM,
        limit=Limit.SEARCH,
        label="Placeringsstöd",
    ),
    _page("placing_activity", "placeringsstod/<activity:activity_id>/", "seeking.activity", "placing_activity"),
    _page("notices", "underrattelser/", "notices.notices", "notices", label="Underrättelser"),
    _page("municipality_help", "hjalp/", "explained.explained", label="Hjälp"),
)
