"""The addresses of the lists, of what waits, and of plans; a part of the table of routes."""

from web.site.access.roles import READERS, Role
from web.site.access.route import FORM, POST, Limit, Route
from web.site.access.written import division_of_case

_LISTS, _DESK = "web.site.pages.lists", "web.site.desk.views"
_INSPECTORS = frozenset({Role.INSPECTOR})

RANKED = (
    Route("list", "lista/", f"{_LISTS}.ranked.ranked", READERS, "list", methods=FORM, label="Tillsynslista"),
    Route("list_export", "lista/uttag/", f"{_LISTS}.export.export", READERS, "export", limit=Limit.EXPORT),
    Route("save_view", "lista/spara/", f"{_DESK}.save_view", READERS, methods=POST),
    Route("drop_view", "lista/glom/", f"{_DESK}.drop_view", READERS, methods=POST),
    Route("take", "lista/ta/", f"{_DESK}.take", _INSPECTORS, "take", methods=POST),
)
WORK = (
    Route("work", "arbetslista/", f"{_LISTS}.waiting.rules", READERS, "work", label="Arbetslista"),
    Route("watch", "arbetslista/bevaka/", f"{_LISTS}.waiting.watched", READERS, "work"),
    Route("duty", "arbetslista/obligatoriska/", f"{_LISTS}.duty.duty", READERS, "work"),
    Route("permits", "tillstand/", f"{_LISTS}.waiting.permits", READERS, "permits", label="Tillstånd"),
    Route("plans", "planer/", f"{_LISTS}.plan_pages.plans", READERS, "plan", label="Planer"),
    Route("random", "planer/slumpurval/", f"{_LISTS}.plan_pages.random_arm", READERS, "plan"),
    Route("plan", "planer/<plan:plan_id>/", f"{_LISTS}.plan_pages.plan", READERS, "plan"),
    Route(
        "record",
        "planer/<plan:plan_id>/<activity:activity_id>/",
        f"{_LISTS}.outcome.record",
        _INSPECTORS,
        "record",
        has_purpose=True,
        region_of=division_of_case,
        methods=FORM,
    ),
)
