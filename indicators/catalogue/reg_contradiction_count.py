"""How many of the register's facts about an activity contradict each other."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import CountAt
from indicators.registry import indicator
from tables.code_lists import code_list
from tables.core import ActivityFault

#: Rules across fields. Limits of the permit, company facts and duplicates have indicators of their own.
_CONTRADICTIONS = tuple(code_list("register_rules").filter(pl.col("kind") == "contradiction")["code"])


@indicator(
    label="Antal motsägelser i registret",
    question="Säger uppgifterna i registret emot varandra?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.REGISTER, Target.CRIME),
    scope=Scope.ALL,
    measures={"contradictions": CountAt(ActivityFault, where={"rule": _CONTRADICTIONS})},
    legal=("sof_15_11",),
    reason="antal motsägelser mellan uppgifterna i registret: {value}.",
    usual="{median}",
    explanations=("En uppgift kan vara felskriven, eller en ändring införd bara på ett ställe.",),
    cleared_by="Att uppgiften rättas i registret.",
    cases=(
        Case(
            "a reversed age span, and active after closure",
            "ordinary",
            {
                "activity_fault": [
                    {"rule": "age_span_reversed", "valid_from": "T-3m"},
                    {"rule": "active_after_closure", "valid_from": "T-1m"},
                ]
            },
            2.0,
        ),
        Case("nothing that contradicts", "nothing_known", {}, 0.0),
        Case(
            "places over the permit and a possible duplicate are counted elsewhere",
            "ordinary",
            {"activity_fault": [{"rule": "places_over_permit"}, {"rule": "possible_duplicate"}]},
            0.0,
        ),
        Case(
            "one from the same day counts, one corrected the same day does not",
            "window_edge",
            {
                "activity_fault": [
                    {"rule": "active_during_stop", "valid_from": "T"},
                    {"rule": "two_open_versions", "valid_from": "T-6m", "valid_to": "T"},
                ]
            },
            1.0,
        ),
        Case(
            "one found after the day, and one that a correction took back",
            "late_or_cleared",
            {
                "activity_fault": [
                    {"rule": "permit_not_stated", "valid_from": "T-3m", "known_from": "T+1d"},
                    {"rule": "age_span_reversed", "valid_from": "T-3m", "known_to": "T-1m"},
                ]
            },
            0.0,
        ),
    ),
)
def reg_contradiction_count(contradictions: pl.Expr) -> pl.Expr:
    """Facts that cannot all be true make the register a poor basis, whoever made the mistake."""
    return contradictions
