"""How many activities an actor has opened in a year, against how many it ran before."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count, CountAt
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivitySpan

_WITH_PERMIT = {"needs_permit": (True,)}
_OLD = {"valid_from": "T-40m"}


@indicator(
    label="Nystartade verksamheter",
    question="Hur många verksamheter har aktören startat på ett år, i förhållande till hur många den drev?",
    levels=(Level.ACTOR,),
    unit=Unit.RATE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.PERMIT,
    one_sided=True,
    measures={
        "opened": Count(ActivitySpan, where=_WITH_PERMIT, date="valid_from", last=Months(12)),
        "before": CountAt(ActivitySpan, where=_WITH_PERMIT, ago=Months(12)),
    },
    shows=("opened", "before"),
    reason="antal verksamheter som har startats eller tagits över på tolv månader: {y}; för tolv månader sedan drevs "
    "{exposure} (kvot {value}).",
    usual="kvoten {median}",
    explanations=("En upphandling som har vunnits, eller ett förvärv.",),
    cleared_by="Att inga fler verksamheter startas; varje start lämnar fönstret efter tolv månader.",
    cases=(
        Case(
            "four new ones, three before",
            "ordinary",
            {"activity_span": [*([_OLD] * 3), *({"valid_from": f"T-{months}m"} for months in (1, 4, 7, 11))]},
            1.0,
        ),
        Case(
            "a new one that closed again still counts, one that needs no permit does not",
            "ordinary",
            {
                "activity_span": [
                    {"valid_from": "T-9m", "valid_to": "T-2m", "is_short": True},
                    {"valid_from": "T-9m", "needs_permit": False},
                ]
            },
            1.0,
        ),
        Case("none opened", "nothing_known", {}, 0.0),
        Case(
            "started exactly twelve months ago: run a year ago, not new",
            "window_edge",
            {"activity_span": [{"valid_from": "T-12m"}]},
            0.0,
        ),
        Case(
            "started the day after that: new, not run a year ago",
            "window_edge",
            {"activity_span": [{"valid_from": "T-12m+1d"}]},
            1.0,
        ),
        Case(
            "a start that became known after the day",
            "late_or_cleared",
            {"activity_span": [_OLD, {"valid_from": "T-2m", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def cap_activities_opened_12m(opened: pl.Expr, before: pl.Expr) -> pl.Expr:
    """Control lags behind growth, in the actor's own house as well as at the inspectorate."""
    return opened / (1 + before)
