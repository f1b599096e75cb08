"""For how long an activity that must have a manager has had none."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import DaysSince
from indicators.registry import indicator
from tables.core import ManagerPeriod

_NOBODY = {"has_manager": False, "manager_key": None}


@indicator(
    label="Föreståndare saknas",
    question="Hur länge har verksamheten varit utan föreståndare?",
    levels=(Level.ACTIVITY,),
    unit=Unit.DAYS,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.MANAGER,
    measures={
        "days": DaysSince(ManagerPeriod, where={"has_manager": (False,)}, date="valid_from", ends="valid_to"),
    },
    legal=("sof_4_2", "sof_5_2", "sof_6_2"),
    limits=("L1",),
    reason="antal dagar utan anmäld föreståndare: {value}.",
    usual="{median}",
    explanations=(
        "En ny föreståndare kan vara på plats men inte anmäld.",
        "Rekrytering efter en avgång tar tid.",
        "Verksamheten kan vila eller inte ha startat.",
    ),
    cleared_by="Att en föreståndare anmäls.",
    cases=(
        Case(
            "the manager ended on 2026-01-10",
            "ordinary",
            {
                "manager_period": [
                    {"valid_from": "T-30m", "valid_to": "2026-01-10"},
                    {**_NOBODY, "valid_from": "2026-01-10"},
                ]
            },
            60.0,
            as_of="2026-03-11",
        ),
        Case(
            "a gap that has been filled",
            "ordinary",
            {
                "manager_period": [
                    {**_NOBODY, "valid_from": "T-9m", "valid_to": "T-7m"},
                    {"valid_from": "T-7m"},
                ]
            },
            0.0,
        ),
        Case("nothing known: no gap", "nothing_known", {}, 0.0),
        Case(
            "home care needs no manager",
            "nothing_known",
            {"activity_version": [{"form_code": "HTJ"}], "manager_period": [{**_NOBODY, "valid_from": "T-9m"}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "a new manager from today",
            "window_edge",
            {"manager_period": [{**_NOBODY, "valid_from": "T-2m", "valid_to": "T"}, {"valid_from": "T"}]},
            0.0,
        ),
        Case(
            "a new manager from tomorrow",
            "window_edge",
            {"manager_period": [{**_NOBODY, "valid_from": "T-31d", "valid_to": "T+1d"}, {"valid_from": "T+1d"}]},
            31.0,
        ),
        Case(
            "the end became known after the day",
            "late_or_cleared",
            {
                "manager_period": [
                    {"valid_from": "T-30m", "known_to": "T+1d"},
                    {**_NOBODY, "valid_from": "T-2m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def stf_manager_absent(days: pl.Expr) -> pl.Expr:
    """The law demands a manager; the longer a home is without, the less there is anyone to answer for the care."""
    return days.fill_null(0.0)
