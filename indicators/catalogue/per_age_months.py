"""How long ago an actor got its first permit. Background only."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Unit, Unknown
from indicators.measures import MonthsSinceFirst
from indicators.registry import indicator
from tables.core import Permit


@indicator(
    label="Tillståndets ålder",
    question="Hur länge har aktören haft tillstånd?",
    levels=(Level.ACTOR,),
    unit=Unit.MONTHS,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.PERMIT,
    measures={"months": MonthsSinceFirst(Permit)},
    legal=("sol_26_1", "lss_23"),
    reason="antal månader sedan det första tillståndet beviljades: {value}.",
    usual="{median}",
    explanations=("Alla aktörer har en gång varit nya: åldern säger inget om hur verksamheten sköts.",),
    cleared_by="Visas som bakgrund och ger aldrig poäng.",
    cases=(
        Case(
            "first permit in June 2023, seen in March 2026",
            "ordinary",
            {"permit": [{"event_date": "2023-06-15"}]},
            33.0,
        ),
        Case(
            "the earliest of two permits decides, also when it has ended",
            "ordinary",
            {
                "permit": [
                    {"event_date": "2019-01-10", "valid_from": "2019-01-10", "valid_to": "2022-01-01"},
                    {"event_date": "2023-06-15", "valid_from": "2023-06-15"},
                ]
            },
            86.0,
        ),
        Case("no permit yet", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case(
            "granted on the last day of the month before: one month by the calendar",
            "window_edge",
            {"permit": [{"event_date": "2026-02-28"}]},
            1.0,
            as_of="2026-03-01",
        ),
        Case("granted today", "window_edge", {"permit": [{"event_date": "T"}]}, 0.0),
        Case(
            "a permit that was registered after the day",
            "late_or_cleared",
            {"permit": [{"event_date": "T-2m", "known_from": "T+1d"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
    ),
)
def per_age_months(months: pl.Expr) -> pl.Expr:
    """To divide comparisons and draw random samples by. Newness is no conduct: it would shut the door on newcomers."""
    return months
