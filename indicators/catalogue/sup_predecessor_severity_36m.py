"""Points for deficiencies found at the activities that this one goes on from."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import AgedSum, Count, CountAt, OfActor
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion, Predecessor, PredecessorEvent

_STEPS = ((Months(12), 3), (Months(24), 2), (Months(36), 1))
_GONE = {"predecessor": [{"event_date": "T-3m"}]}
_SEEN = {"kind": "inspection", "event_id": "I1", "event_date": "T-8m", "points": 0}
_FOUND = {"kind": "finding", "event_id": "B1", "event_date": "T-4m", "severity": 3, "points": 20}
_OTHER_HOME = {"activity_version": [{"activity_id": home} for home in ("V1", "V3")]}


@indicator(
    label="Brister hos föregångaren, 36 mån",
    question="Hur allvarliga brister har tillsynen funnit i den verksamhet som den här fortsätter?",
    levels=(Level.ACTIVITY,),
    unit=Unit.POINTS,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.ALL,
    measures={
        "others_points": AgedSum(
            PredecessorEvent,
            where={"kind": ("finding",), "same_actor": (False,)},
            column="points",
            steps=_STEPS,
            over=6,
        ),
        "own_points": AgedSum(
            PredecessorEvent,
            where={"kind": ("finding",), "same_actor": (True,)},
            column="points",
            steps=_STEPS,
            over=6,
        ),
        "inspections": Count(PredecessorEvent, where={"kind": ("inspection",)}, last=Months(36)),
        "predecessors": Count(Predecessor),
        "activities": OfActor(CountAt(ActivityVersion, where={"is_open": (True,)})),
    },
    undefined=Missing.NOT_OBSERVED,
    legal=("sol_28_9", "lss_26f"),
    limits=("L7",),
    reason="{value} poäng för brister som har konstaterats de senaste 36 månaderna i en verksamhet som den här "
    "fortsätter.",
    usual="{median} poäng",
    explanations=(
        "En ny ägare kan ha tagit över för att rätta till bristerna.",
        "Lokalen kan ha gått vidare till någon som inte har med den tidigare verksamheten att göra; då kan sambandet "
        "avvisas.",
        "Bristerna kan vara åtgärdade sedan inspektionen.",
    ),
    cleared_by="Att sambandet med föregångaren avvisas eller att ett beslut upphävs; poängen minskar med åldern och "
    "lämnar fönstret efter 36 månader.",
    cases=(
        Case(
            "severity 3 scope 1 four months ago, severity 2 scope 3 twenty months ago, at the home it goes on from",
            "ordinary",
            {
                **_GONE,
                "predecessor_event": [
                    _SEEN,
                    _FOUND,
                    {**_FOUND, "event_id": "B2", "event_date": "T-20m", "severity": 2, "points": 16},
                ],
            },
            20 / 2 + 16 / 3,
        ),
        Case("goes on from none", "nothing_known", {}, 0.0),
        Case("goes on from one that was never inspected", "nothing_known", _GONE, Unknown(Missing.NOT_OBSERVED)),
        Case(
            "the same actor, with no other home: what was found is counted here",
            "ordinary",
            {**_GONE, "predecessor_event": [_SEEN, {**_FOUND, "same_actor": True}]},
            10.0,
        ),
        Case(
            "the same actor, with another home: what was found is counted among the actor's other activities",
            "ordinary",
            {**_OTHER_HOME, **_GONE, "predecessor_event": [_SEEN, {**_FOUND, "same_actor": True}]},
            0.0,
        ),
        Case(
            "exactly 12 months old weighs a third, exactly 36 months nothing",
            "window_edge",
            {
                **_GONE,
                "predecessor_event": [
                    _SEEN,
                    {**_FOUND, "event_date": "T-12m"},
                    {**_FOUND, "event_id": "B2", "event_date": "T-36m", "points": 150},
                ],
            },
            20 / 3,
        ),
        Case(
            "a decision annulled, a link rejected, and one not yet known",
            "late_or_cleared",
            {
                "predecessor": [{"event_date": "T-3m", "known_to": "T-1m"}],
                "predecessor_event": [
                    _SEEN,
                    {**_FOUND, "known_to": "T"},
                    {**_FOUND, "event_id": "B2", "known_from": "T+1d"},
                ],
            },
            0.0,
        ),
    ),
)
def sup_predecessor_severity_36m(
    others_points: pl.Expr, own_points: pl.Expr, inspections: pl.Expr, predecessors: pl.Expr, activities: pl.Expr
) -> pl.Expr:
    """A new registration starts with a clean sheet; what was found before it says as much as it did.

    Findings weigh as in `sup_severity_points_36m`. What the same actor ran before is counted here only while it has no
    other open activity: otherwise `sup_sister_severity_24m` holds it, and no finding counts twice.
    """
    is_counted_there = activities.fill_null(0) > 1
    points = others_points + pl.when(is_counted_there).then(0.0).otherwise(own_points)
    return pl.when((predecessors.fill_null(0) == 0) | (inspections.fill_null(0) > 0)).then(points)
