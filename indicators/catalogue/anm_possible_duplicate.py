"""Whether an open activity looks like another one."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import CountAt
from indicators.registry import indicator
from tables.core import ActivityFault


@indicator(
    label="Möjlig dubblett",
    question="Finns samma verksamhet två gånger i registret?",
    levels=(Level.ACTIVITY,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.REGISTER, Target.CRIME),
    scope=Scope.ALL,
    measures={"likenesses": CountAt(ActivityFault, where={"rule": ("possible_duplicate",)})},
    legal=("sof_15_11",),
    limits=("L3",),
    reason="en annan öppen verksamhet av samma form står på samma adress.",
    usual="ingen sådan uppgift",
    explanations=(
        "Två hem kan ligga i samma hus.",
        "Ett övertagande kan vara anmält utan att den gamla uppgiften har stängts.",
    ),
    cleared_by="Att den ena stängs i registret, eller att adress eller form rättas.",
    cases=(
        Case(
            "the same group home under the old company and the new",
            "ordinary",
            {"activity_fault": [{"rule": "possible_duplicate", "valid_from": "T-4m"}]},
            1.0,
        ),
        Case("no other like it", "nothing_known", {}, 0.0),
        Case(
            "a contradiction within the entry is counted elsewhere",
            "ordinary",
            {"activity_fault": [{"rule": "two_open_versions"}]},
            0.0,
        ),
        Case(
            "the other closed the same day",
            "window_edge",
            {"activity_fault": [{"rule": "possible_duplicate", "valid_from": "T-4m", "valid_to": "T"}]},
            0.0,
        ),
        Case(
            "from the same day",
            "window_edge",
            {"activity_fault": [{"rule": "possible_duplicate", "valid_from": "T"}]},
            1.0,
        ),
        Case(
            "found after the day, and taken back by a correction",
            "late_or_cleared",
            {
                "activity_fault": [
                    {"rule": "possible_duplicate", "valid_from": "T-4m", "known_from": "T+1d"},
                    {"rule": "possible_duplicate", "valid_from": "T-9m", "known_to": "T-1m"},
                ]
            },
            0.0,
        ),
    ),
)
def anm_possible_duplicate(likenesses: pl.Expr) -> pl.Expr:
    """Two entries for one home can hide that somebody else has taken over."""
    return (likenesses > 0).cast(pl.Float64)
