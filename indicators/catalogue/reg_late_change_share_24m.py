"""How large a share of the notifications with a statutory deadline came too late."""

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
from tables.core import Notification

_DUE = (True, False)
_PRIOR = {"a": 1.0, "b": 9.0}


@indicator(
    label="Andel för sent anmälda ändringar",
    question="Hur stor andel av ändringarna anmäldes för sent?",
    levels=(Level.ACTIVITY, Level.MUNICIPALITY),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.REGISTER,),
    scope=Scope.ALL,
    measures={
        "late": Count(Notification, where={"is_late": (True,)}, last=Months(24)),
        "n": Count(Notification, where={"is_late": _DUE}, last=Months(24)),
    },
    estimate=Estimate(Shrinkage.BETA_BINOMIAL, counted="late", out_of="n", fallback=(1.0, 9.0)),
    unknown=(("n", Missing.NOT_OBSERVED),),
    legal=("sol_26_2", "lss_23"),
    limits=("L6",),
    reason="{y} av {exposure} ändringar på 24 månader anmäldes efter sista dag.",
    usual="{median}",
    explanations=("Ändringen kan ha anmälts i tid men registrerats sent.",),
    cleared_by="Att kommande ändringar anmäls i tid; äldre lämnar fönstret efter 24 månader.",
    cases=(
        Case(
            "three of four were late",
            "ordinary",
            {
                "notification": [
                    {"event_date": "T-20m", "is_late": True},
                    {"event_date": "T-9m", "is_late": True},
                    {"event_date": "T-5m", "is_late": True},
                    {"event_date": "T-2m", "is_late": False},
                ]
            },
            4 / 14,
            peers=_PRIOR,
        ),
        Case("nothing to notify", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED), peers=_PRIOR),
        Case(
            "a change where no duty held is not counted",
            "ordinary",
            {"notification": [{"event_date": "T-2m", "is_late": None, "deadline": None}]},
            Unknown(Missing.NOT_OBSERVED),
            peers=_PRIOR,
        ),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {
                "notification": [
                    {"event_date": "T-24m", "is_late": True},
                    {"event_date": "T-24m+1d", "is_late": False},
                ]
            },
            1 / 11,
            peers=_PRIOR,
        ),
        Case(
            "a late notification not yet registered",
            "late_or_cleared",
            {
                "notification": [
                    {"event_date": "T-2m", "is_late": False},
                    {"event_date": "T-3m", "is_late": True, "known_from": "T+1d"},
                ]
            },
            1 / 11,
            peers=_PRIOR,
        ),
    ),
)
def reg_late_change_share_24m(late: pl.Expr, n: pl.Expr, a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """Changes shall be notified within the time the law gives; a pattern of late ones makes the register unreliable."""
    return (a + late) / (a + b + n)
