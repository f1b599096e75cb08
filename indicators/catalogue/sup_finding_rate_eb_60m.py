"""How large a share of the inspections of an activity showed a deficiency, drawn towards its peers."""

import polars as pl

from indicators.definition import (
    Case,
    Direction,
    Estimate,
    Level,
    Missing,
    Scope,
    Shrinkage,
    Target,
    Unit,
    Unknown,
)
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Inspection

_PRIOR = {"a": 2.0, "b": 6.0}
_DEFICIENT = {"has_deficiency": True}


@indicator(
    label="Andel inspektioner med brist (krympt)",
    question="Hur stor andel av inspektionerna visade en brist?",
    levels=(Level.ACTIVITY,),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "deficient": Count(Inspection, where={"has_deficiency": (True,)}, last=Months(60)),
        "inspections": Count(Inspection, last=Months(60)),
    },
    estimate=Estimate(Shrinkage.BETA_BINOMIAL, counted="deficient", out_of="inspections", fallback=(2.0, 6.0)),
    unknown=(("inspections", Missing.NOT_OBSERVED),),
    legal=("sol_28_9", "lss_26f"),
    reason="{y} av {exposure} inspektioner på 60 månader visade brist.",
    usual="{median}",
    explanations=("Verksamheten kan ha inspekterats för att en brist redan var känd.",),
    cleared_by="Inspektioner utan brist; äldre inspektioner lämnar fönstret efter 60 månader.",
    cases=(
        Case(
            "two of three showed a deficiency",
            "ordinary",
            {
                "inspection": [
                    {"event_date": "T-50m", **_DEFICIENT},
                    {"event_date": "T-30m", **_DEFICIENT},
                    {"event_date": "T-6m"},
                ]
            },
            4 / 11,
            peers=_PRIOR,
        ),
        Case("never inspected", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED), peers=_PRIOR),
        Case(
            "one inspection that showed none",
            "ordinary",
            {"inspection": [{"event_date": "T-6m"}]},
            2 / 9,
            peers=_PRIOR,
        ),
        Case(
            "exactly 60 months back is outside, the day after is inside",
            "window_edge",
            {
                "inspection": [
                    {"event_date": "T-60m", **_DEFICIENT},
                    {"event_date": "T-60m+1d", **_DEFICIENT},
                ]
            },
            3 / 9,
            peers=_PRIOR,
        ),
        Case(
            "the decision on one was annulled, another is known after the day",
            "late_or_cleared",
            {
                "inspection": [
                    {"event_date": "T-9m", **_DEFICIENT, "known_from": "T-9m", "known_to": "T-1m"},
                    {"event_date": "T-9m", "known_from": "T-1m"},
                    {"event_date": "T-3d", **_DEFICIENT, "known_from": "T+1d"},
                ]
            },
            2 / 9,
            peers=_PRIOR,
        ),
    ),
)
def sup_finding_rate_eb_60m(deficient: pl.Expr, inspections: pl.Expr, a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """How often a visit finds something; few visits say little, and are drawn towards what is usual."""
    return (a + deficient) / (a + b + inspections)
