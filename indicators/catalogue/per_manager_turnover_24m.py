"""How often an activity changes its manager."""

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
from indicators.formulas import shrunk_rate
from indicators.measures import Count, HeldDays
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion, ManagerPeriod

_YEAR = 365
#: Less than half a year in operation says nothing of how often managers change.
_FEWEST_DAYS = 182
#: One change in two years.
_PRIOR = {"shape": 1.0, "rate": 2.0 * _YEAR}
_CHANGE = {"is_change": True}


@indicator(
    label="Byten av föreståndare",
    question="Hur ofta byter verksamheten föreståndare?",
    levels=(Level.ACTIVITY,),
    unit=Unit.RATE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.MANAGER,
    measures={
        "changes": Count(ManagerPeriod, where={"is_change": (True,)}, date="valid_from", last=Months(24)),
        "days": HeldDays(ActivityVersion, where={"operating_status": ("active",)}, last=Months(24)),
    },
    estimate=Estimate(
        Shrinkage.GAMMA_RATE, counted="changes", out_of="days", fallback=(_PRIOR["shape"], _PRIOR["rate"])
    ),
    unknown=(("days", Missing.NOT_OBSERVED, _FEWEST_DAYS),),
    legal=("sof_4_2", "sof_5_2", "sof_6_2"),
    limits=("L1",),
    reason="antal byten av föreståndare: {y} (dagar i drift: {exposure}), {value} per år vägt mot jämförbara.",
    usual="{median} per år",
    explanations=("Pension, ledighet eller en tillförordnad föreståndare under en vakans.",),
    cleared_by="Att föreståndaren är densamma; varje byte lämnar fönstret efter 24 månader.",
    cases=(
        Case(
            "three changes in two years in operation, one expected in two years",
            "ordinary",
            {"manager_period": [{**_CHANGE, "valid_from": f"T-{months}m"} for months in (4, 11, 19)]},
            1.0,
            peers=_PRIOR,
        ),
        Case(
            "the first manager and a vacancy are no changes",
            "ordinary",
            {
                "manager_period": [
                    {"is_change": False, "valid_from": "T-20m"},
                    {"is_change": False, "has_manager": False, "manager_key": None, "valid_from": "T-6m"},
                ]
            },
            365 / (730 + 730),
            peers=_PRIOR,
        ),
        Case("no changes known", "nothing_known", {}, 365 / (730 + 730), peers=_PRIOR),
        Case(
            "in operation for 181 days: too short to say",
            "nothing_known",
            {"activity_version": [{"valid_from": "T-180d"}], "manager_period": [{**_CHANGE, "valid_from": "T-1m"}]},
            Unknown(Missing.NOT_OBSERVED),
            peers=_PRIOR,
        ),
        Case(
            "in operation for 182 days: long enough",
            "window_edge",
            {"activity_version": [{"valid_from": "T-181d"}], "manager_period": [{**_CHANGE, "valid_from": "T-1m"}]},
            2 * 365 / (730 + 182),
            peers=_PRIOR,
        ),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {
                "manager_period": [
                    {**_CHANGE, "valid_from": "T-24m"},
                    {**_CHANGE, "valid_from": "T-24m+1d"},
                ]
            },
            2 * 365 / (730 + 730),
            peers=_PRIOR,
        ),
        Case(
            "a change that became known after the day",
            "late_or_cleared",
            {"manager_period": [{**_CHANGE, "valid_from": "T-3m", "known_from": "T+1d"}]},
            365 / (730 + 730),
            peers=_PRIOR,
        ),
    ),
)
def per_manager_turnover_24m(changes: pl.Expr, days: pl.Expr, shape: pl.Expr, rate: pl.Expr) -> pl.Expr:
    """Where managers come and go, staff do too, and homes with much turnover have been found to give poorer care."""
    return _YEAR * shrunk_rate(shape, rate, changes, days)
