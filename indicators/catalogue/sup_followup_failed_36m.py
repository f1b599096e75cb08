"""How large a share of the measures that were followed up had not been carried out, or had no effect."""

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
from tables.core import Measure

_CHECKED = ("effect", "done", "not_done", "no_effect")
_PRIOR = {"a": 1.0, "b": 4.0}


@indicator(
    label="Uppföljning: brist kvarstår",
    question="Hur stor andel av åtgärderna var inte gjorda, eller utan effekt, när de följdes upp?",
    levels=(Level.ACTIVITY,),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "failed": Count(Measure, where={"result": ("not_done", "no_effect")}, last=Months(36)),
        "checked": Count(Measure, where={"result": _CHECKED}, last=Months(36)),
    },
    estimate=Estimate(Shrinkage.BETA_BINOMIAL, counted="failed", out_of="checked", fallback=(1.0, 4.0)),
    unknown=(("checked", Missing.NOT_OBSERVED),),
    legal=("sol_28_9", "lss_26f"),
    reason="{y} av {exposure} uppföljda åtgärder på 36 månader var inte gjorda eller utan effekt.",
    usual="{median}",
    explanations=("Åtgärden kan ha blivit klar efter uppföljningen.",),
    cleared_by="En ny uppföljning som visar effekt; äldre lämnar fönstret efter 36 månader.",
    cases=(
        Case(
            "two of three: one not done, one without effect",
            "ordinary",
            {
                "measure": [
                    {"event_date": "T-20m", "result": "not_done"},
                    {"event_date": "T-9m", "result": "no_effect"},
                    {"event_date": "T-2m", "result": "effect"},
                ]
            },
            0.375,
            peers=_PRIOR,
        ),
        Case("no measures", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED), peers=_PRIOR),
        Case(
            "a measure that has not been checked says nothing",
            "nothing_known",
            {"measure": [{"event_date": None, "planned_at": "T-3m", "known_from": "T-6m"}]},
            Unknown(Missing.NOT_OBSERVED),
            peers=_PRIOR,
        ),
        Case(
            "exactly 36 months back is outside, the day after is inside",
            "window_edge",
            {
                "measure": [
                    {"event_date": "T-36m", "result": "not_done"},
                    {"event_date": "T-36m+1d", "result": "done"},
                ]
            },
            1 / 6,
            peers=_PRIOR,
        ),
        Case(
            "a result that was corrected, and one known after the day",
            "late_or_cleared",
            {
                "measure": [
                    {"event_date": "T-3m", "result": "not_done", "known_from": "T-3m", "known_to": "T-1m"},
                    {"event_date": "T-3m", "result": "done", "known_from": "T-1m"},
                    {"event_date": "T-3d", "result": "no_effect", "known_from": "T+1d"},
                ]
            },
            1 / 6,
            peers=_PRIOR,
        ),
    ),
)
def sup_followup_failed_36m(failed: pl.Expr, checked: pl.Expr, a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """A plan of action is worth what the follow-up shows of it."""
    return (a + failed) / (a + b + checked)
