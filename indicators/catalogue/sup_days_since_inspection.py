"""How long ago an activity was last inspected on site. Context: never a risk."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Unit, Unknown
from indicators.measures import Count, DaysSince
from indicators.registry import indicator
from tables.core import Inspection

_ON_SITE = {"on_site": (True,)}


@indicator(
    label="Dagar sedan inspektion på plats",
    question="Hur länge sedan är det som någon inspekterade på plats?",
    levels=(Level.ACTIVITY,),
    unit=Unit.DAYS,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.ALL,
    measures={
        "days": DaysSince(Inspection, where=_ON_SITE),
        "visits": Count(Inspection, where=_ON_SITE),
    },
    unknown=(("visits", Missing.NOT_OBSERVED),),
    legal=("sof_16_1",),
    reason="antal dagar sedan den senaste inspektionen på plats: {value}.",
    usual="{median}",
    explanations=("Inspektionsmyndighetens egna val styr detta, inte verksamheten.",),
    cleared_by="En inspektion på plats.",
    cases=(
        Case(
            "last visit 2024-09-30",
            "ordinary",
            {"inspection": [{"event_date": "2024-09-30"}, {"event_date": "2023-01-10"}]},
            547.0,
            as_of="2026-03-31",
        ),
        Case("never inspected", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case("inspected the same day", "window_edge", {"inspection": [{"event_date": "T"}]}, 0.0),
        Case(
            "a desk inspection, and a visit not yet registered",
            "late_or_cleared",
            {
                "inspection": [
                    {"event_date": "T-300d"},
                    {"event_date": "T-10d", "on_site": False},
                    {"event_date": "T-5d", "known_from": "T+3d"},
                ]
            },
            300.0,
        ),
    ),
)
def sup_days_since_inspection(days: pl.Expr) -> pl.Expr:
    """How exposed to detection an activity has been; as a risk it would reward or punish being unwatched."""
    return days
