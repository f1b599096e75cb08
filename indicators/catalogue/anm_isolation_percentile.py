"""How unlike its peers an activity is over all other indicators. Context: says that, never why."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Unit, Unknown
from indicators.measures import Isolation
from indicators.registry import indicator


@indicator(
    label="Avvikelseindex",
    question="Hur olik är verksamheten jämförbara verksamheter, över alla andra indikatorer?",
    levels=(Level.ACTIVITY,),
    unit=Unit.PERCENTILE,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.ALL,
    measures={"share_less_unlike": Isolation()},
    legal=("ivo_2",),
    reason="skiljer sig mer från de jämförbara än {value} av dem gör.",
    usual="{median}",
    explanations=("Att vara olik andra säger inget om orsaken och är inget fel.",),
    cleared_by="Uppgiften är bakgrund och räknas aldrig i poängen.",
    cases=(
        Case(
            "the second of four hundred",
            "ordinary",
            {},
            0.995,
            peers={"share_less_unlike": 1 - 2 / 400},
        ),
        Case(
            "no other indicator is known: nothing to be unlike in",
            "nothing_known",
            {},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "the most unlike of four hundred is never the whole",
            "window_edge",
            {},
            0.9975,
            peers={"share_less_unlike": 1 - 1 / 400},
        ),
        Case(
            "what becomes known after the day says nothing",
            "late_or_cleared",
            {"report": [{"kind": "tip", "event_date": "T-1d", "known_from": "T+1d"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
    ),
)
def anm_isolation_percentile(share_less_unlike: pl.Expr) -> pl.Expr:
    """Finds what no indicator was made for, for exploration only: it cannot be explained, so it never counts."""
    return share_less_unlike
