"""How late the yearly inspection of a home for children is. Context: the duty is the inspectorate's own."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Unit
from indicators.measures import Count, DaysSince, DaysSinceFirst
from indicators.registry import indicator
from tables.code_lists import code_list
from tables.core import ActivityVersion, Inspection

_YEAR = 365
_YEARLY = {"origin": ("yearly_duty",)}
_FORMS = tuple(code_list("forms").filter(pl.col("for_children") == "1")["code"])


@indicator(
    label="Årlig inspektion försenad",
    question="Hur många dagar för sen är myndighetens årliga inspektion?",
    levels=(Level.ACTIVITY,),
    unit=Unit.DAYS,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.CHILDREN,
    measures={
        "since_visit": DaysSince(Inspection, where=_YEARLY),
        "visits": Count(Inspection, where=_YEARLY),
        "since_start": DaysSinceFirst(
            ActivityVersion, where={"is_open": (True,), "form_code": _FORMS}, date="valid_from"
        ),
    },
    legal=("sof_16_1",),
    limits=("L6",),
    reason="antal dagar som den årliga inspektionen är försenad: {value}.",
    usual="{median}",
    explanations=(
        "Det är inspektionsmyndighetens egen skyldighet, inte verksamhetens.",
        "Hemmets lägsta ålder kan saknas i registret; det räknas då bland hem för barn.",
    ),
    cleared_by="En inspektion inom frekvenstillsynen.",
    cases=(
        Case(
            "400 days since the last one",
            "ordinary",
            {"inspection": [{"event_date": "T-400d", "origin": "yearly_duty"}]},
            35.0,
        ),
        Case(
            "an inspection for another reason is not the yearly one",
            "ordinary",
            {
                "inspection": [
                    {"event_date": "T-400d", "origin": "yearly_duty"},
                    {"event_date": "T-30d", "origin": "complaint"},
                ]
            },
            35.0,
        ),
        Case(
            "never inspected: counted from when it opened",
            "nothing_known",
            {"activity_version": [{"valid_from": "T-465d"}]},
            100.0,
        ),
        Case("opened half a year ago", "ordinary", {"activity_version": [{"valid_from": "T-6m"}]}, 0.0),
        Case(
            "365 days since is not late",
            "window_edge",
            {"inspection": [{"event_date": "T-365d", "origin": "yearly_duty"}]},
            0.0,
        ),
        Case(
            "366 days since is a day late",
            "window_edge",
            {"inspection": [{"event_date": "T-366d", "origin": "yearly_duty"}]},
            1.0,
        ),
        Case(
            "an inspection that was registered after the day",
            "late_or_cleared",
            {
                "inspection": [
                    {"event_date": "T-400d", "origin": "yearly_duty"},
                    {"event_date": "T-3d", "origin": "yearly_duty", "known_from": "T+1d"},
                ]
            },
            35.0,
        ),
    ),
)
def duty_frequency_inspection_overdue(since_visit: pl.Expr, visits: pl.Expr, since_start: pl.Expr) -> pl.Expr:
    """Homes for children are to be inspected at least once a year, whatever the risk; this feeds the work list."""
    since = pl.when(visits > 0).then(since_visit).otherwise(since_start)
    return (since - _YEAR).clip(lower_bound=0.0)
