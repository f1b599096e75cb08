"""Points for deficiencies in the other activities of the actor that runs this one."""

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
from indicators.measures import AgedSum, CountAt, DaysSince, Distinct, OfActor
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivitySpan, ActivityVersion, Finding, Inspection

#: How many activities the peers' mean weighs as.
_PRIOR_ACTIVITIES = 2
#: The points of `sup_severity_points_36m`.
_POINTS = AgedSum(
    Finding,
    where={"counts": (True,)},
    column="points",
    steps=((Months(12), 3), (Months(24), 2), (Months(36), 1)),
    over=6,
)
_INSPECTED = Distinct(Inspection, by="activity_id", last=Months(36))

_PEERS = {"m": 6.0}
_HOMES = {"activity_version": [{"activity_id": home} for home in ("V1", "V3", "V4", "V5")]}
_VISITS = {"inspection": [{"activity_id": home, "event_date": "T-4m"} for home in ("V3", "V4", "V5")]}


@indicator(
    label="Brister i aktörens andra verksamheter",
    question="Hur allvarliga brister har tillsynen funnit i aktörens andra verksamheter?",
    levels=(Level.ACTIVITY,),
    unit=Unit.POINTS,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.ALL,
    measures={
        "all_points": OfActor(_POINTS),
        "own_points": _POINTS,
        "all_inspected": OfActor(_INSPECTED),
        "own_inspected": _INSPECTED,
        "days_since_visit": DaysSince(Inspection),
        "days_since_takeover": DaysSince(ActivitySpan, date="valid_from", ends="valid_to"),
        "activities": OfActor(CountAt(ActivityVersion, where={"is_open": (True,)})),
    },
    estimate=Estimate(Shrinkage.POOLED_MEAN, counted="own_points", out_of="own_inspected", fallback=(6.0,)),
    unknown=(("activities", Missing.NOT_APPLICABLE, 2),),
    undefined=Missing.NOT_OBSERVED,
    legal=("sol_28_9", "lss_26f"),
    limits=("L7",),
    reason="aktörens andra inspekterade verksamheter har i medeltal {value} bristpoäng, vägt mot jämförbara.",
    usual="{median} poäng",
    explanations=(
        "Verksamheterna kan ha egen ledning och egna rutiner.",
        "Bristerna kan vara åtgärdade sedan inspektionen.",
    ),
    cleared_by="Nya inspektioner utan brister i de andra verksamheterna; poängen lämnar fönstret efter 36 månader.",
    cases=(
        Case(
            "three others with 30, 0 and 12 points, 6 on average among peers",
            "ordinary",
            {
                **_HOMES,
                **_VISITS,
                "finding": [
                    *({"activity_id": "V3", "event_date": "T-4m", "severity": 3, "points": 20} for _ in range(3)),
                    {"activity_id": "V5", "event_date": "T-4m", "severity": 3, "points": 20},
                    {"activity_id": "V5", "event_date": "T-4m", "severity": 2, "points": 4},
                ],
            },
            54 / 5,
            peers=_PEERS,
        ),
        Case(
            "what was found in the activity itself is left out",
            "ordinary",
            {
                **_HOMES,
                "inspection": [
                    {"activity_id": "V1", "event_date": "T-4m"},
                    {"activity_id": "V3", "event_date": "T-4m"},
                ],
                "finding": [
                    {"activity_id": "V1", "event_date": "T-4m", "severity": 4, "points": 150},
                    {"activity_id": "V3", "event_date": "T-4m", "severity": 3, "points": 20},
                ],
            },
            (10 + 12) / 3,
            peers=_PEERS,
        ),
        Case("an actor with one activity", "nothing_known", {}, Unknown(Missing.NOT_APPLICABLE), peers=_PEERS),
        Case(
            "only the activity itself has been inspected",
            "nothing_known",
            {**_HOMES, "inspection": [{"activity_id": "V1", "event_date": "T-4m"}]},
            Unknown(Missing.NOT_OBSERVED),
            peers=_PEERS,
        ),
        Case(
            "exactly 12 months old weighs a third, exactly 36 months nothing",
            "window_edge",
            {
                **_HOMES,
                **_VISITS,
                "finding": [
                    {"activity_id": "V3", "event_date": "T-12m", "severity": 3, "points": 45},
                    {"activity_id": "V4", "event_date": "T-36m", "severity": 4, "points": 150},
                ],
            },
            (15 + 12) / 5,
            peers=_PEERS,
        ),
        Case(
            "taken over: what was found under the one before is not the actor's",
            "ordinary",
            {
                **_HOMES,
                "activity_span": [
                    {"actor_id": "5560000092", "valid_from": "T-80m", "valid_to": "T-12m"},
                    {"valid_from": "T-12m"},
                ],
                "inspection": [
                    {"activity_id": "V1", "event_date": "T-30m", "actor_id": "5560000092"},
                    {"activity_id": "V3", "event_date": "T-4m"},
                ],
                "finding": [
                    {"event_date": "T-30m", "actor_id": "5560000092", "severity": 4, "points": 150},
                    {"activity_id": "V3", "event_date": "T-4m", "severity": 3, "points": 20},
                ],
            },
            (10 + 12) / 3,
            peers=_PEERS,
        ),
        Case(
            "a decision annulled, and a finding not yet known",
            "late_or_cleared",
            {
                **_HOMES,
                **_VISITS,
                "finding": [
                    {"activity_id": "V3", "event_date": "T-4m", "severity": 4, "points": 50, "counts": False},
                    {"activity_id": "V4", "event_date": "T-4m", "severity": 4, "points": 50, "known_from": "T+1d"},
                ],
            },
            12 / 5,
            peers=_PEERS,
        ),
    ),
)
def sup_sister_severity_24m(
    all_points: pl.Expr,
    own_points: pl.Expr,
    all_inspected: pl.Expr,
    own_inspected: pl.Expr,
    days_since_visit: pl.Expr,
    days_since_takeover: pl.Expr,
    m: pl.Expr,
) -> pl.Expr:
    """Common management, common routines: what was found in one home of a chain says something about the others."""
    is_of_another = days_since_visit > days_since_takeover
    own = pl.when(is_of_another).then(0.0).otherwise(own_points)
    visited = pl.when(is_of_another).then(0.0).otherwise(own_inspected)
    others, inspected = (all_points - own).clip(lower_bound=0.0), all_inspected - visited
    mean = (others + _PRIOR_ACTIVITIES * m) / (inspected + _PRIOR_ACTIVITIES)
    return pl.when(inspected > 0).then(mean)
