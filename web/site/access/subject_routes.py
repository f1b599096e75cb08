"""The rows of the table of routes about one actor or activity."""

from web.site.access.roles import CASEWORKERS, Role
from web.site.access.route import FORM, POST, Route
from web.site.subject.divisions import of_activity, of_actor, of_value

_VIEWS = "web.site.pages"
_INSPECTORS = frozenset({Role.INSPECTOR})

SUBJECTS = (
    Route("actor", "aktor/<actor:actor_id>/", f"{_VIEWS}.subject.actor", CASEWORKERS, "actor", has_purpose=True),
    Route(
        "activity",
        "verksamhet/<activity:activity_id>/",
        f"{_VIEWS}.subject.activity",
        CASEWORKERS,
        "activity",
        has_purpose=True,
    ),
    Route(
        "actor_rows",
        "aktor/<actor:actor_id>/rader/<slug:indicator_id>/",
        f"{_VIEWS}.rows_behind.of_actor",
        CASEWORKERS,
        "evidence",
        has_purpose=True,
    ),
    Route(
        "activity_rows",
        "verksamhet/<activity:activity_id>/rader/<slug:indicator_id>/",
        f"{_VIEWS}.rows_behind.of_activity",
        CASEWORKERS,
        "evidence",
        has_purpose=True,
    ),
    Route(
        "municipality_rows",
        "kommun/<slug:code>/rader/<slug:indicator_id>/",
        f"{_VIEWS}.rows_behind.of_municipality",
        CASEWORKERS,
        "evidence",
        has_purpose=True,
    ),
    Route(
        "assess_actor",
        "aktor/<actor:actor_id>/bedomning/",
        f"{_VIEWS}.assessment.of_actor",
        _INSPECTORS,
        "record",
        has_purpose=True,
        region_of=of_actor,
        methods=POST,
    ),
    Route(
        "assess_activity",
        "verksamhet/<activity:activity_id>/bedomning/",
        f"{_VIEWS}.assessment.of_activity",
        _INSPECTORS,
        "record",
        has_purpose=True,
        region_of=of_activity,
        methods=POST,
    ),
    Route(
        "object",
        "verksamhet/<activity:activity_id>/invandning/<slug:indicator_id>/",
        f"{_VIEWS}.objection.record",
        _INSPECTORS,
        "record",
        has_purpose=True,
        region_of=of_value,
        methods=FORM,
    ),
)
