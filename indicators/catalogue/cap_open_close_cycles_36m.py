"""How many of an actor's activities ended soon after they had opened."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivitySpan

_SHORT = {"is_short": True, "valid_from": "T-30m", "valid_to": "T-18m"}


@indicator(
    label="Öppna–stäng-cykler",
    question="Har aktören startat verksamheter som upphörde eller bytte ägare inom ett och ett halvt år?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={
        "cycles": Count(
            ActivitySpan, where={"is_short": (True,), "needs_permit": (True,)}, date="valid_to", last=Months(36)
        ),
    },
    legal=("sof_15_7", "sof_15_14"),
    limits=("L7",),
    reason="antal verksamheter som upphörde eller gick över till en annan aktör inom 18 månader från starten, de "
    "senaste 36 månaderna: {value}.",
    usual="{median}",
    explanations=(
        "Ett tillfälligt uppdrag, till exempel på entreprenad under en begränsad tid.",
        "Efterfrågan kan ha uteblivit.",
    ),
    cleared_by="Varje sådan verksamhet lämnar fönstret 36 månader efter att den upphörde.",
    cases=(
        Case(
            "two activities, a year each",
            "ordinary",
            {"activity_span": [_SHORT, {**_SHORT, "valid_from": "T-16m", "valid_to": "T-4m"}]},
            2.0,
        ),
        Case(
            "one that ran for long, and one that needed no permit",
            "ordinary",
            {
                "activity_span": [
                    {"valid_from": "T-60m", "valid_to": "T-4m", "is_short": False},
                    {**_SHORT, "needs_permit": False},
                ]
            },
            0.0,
        ),
        Case("none closed", "nothing_known", {}, 0.0),
        Case(
            "ended exactly 36 months ago is outside, the day after is inside",
            "window_edge",
            {
                "activity_span": [
                    {**_SHORT, "valid_from": "T-48m", "valid_to": "T-36m"},
                    {**_SHORT, "valid_from": "T-48m", "valid_to": "T-36m+1d"},
                ]
            },
            1.0,
        ),
        Case(
            "an end that became known after the day",
            "late_or_cleared",
            {
                "activity_span": [
                    {"valid_from": "T-8m", "is_short": False, "known_to": "T+1d"},
                    {**_SHORT, "valid_from": "T-8m", "valid_to": "T-1m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def cap_open_close_cycles_36m(cycles: pl.Expr) -> pl.Expr:
    """Units that live shortly are gone before supervision comes, and leave no trace of it on the actor."""
    return cycles
