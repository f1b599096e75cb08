"""Points for the deficiencies that inspections have found, by severity, scope and age."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import AgedSum, Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Finding, Inspection

_SEEN = {"inspection": [{"event_date": "T-4m"}]}


@indicator(
    label="Viktade bristpoäng, 36 mån",
    question="Hur allvarliga brister har tillsynen funnit de senaste tre åren?",
    levels=(Level.ACTIVITY,),
    unit=Unit.POINTS,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "points": AgedSum(
            Finding,
            where={"counts": (True,)},
            column="points",
            steps=((Months(12), 3), (Months(24), 2), (Months(36), 1)),
            over=6,
        ),
        "inspections": Count(Inspection, last=Months(36)),
    },
    unknown=(("inspections", Missing.NOT_OBSERVED),),
    legal=("sol_28_9", "lss_26f"),
    reason="{value} poäng för konstaterade brister vid inspektioner de senaste 36 månaderna.",
    usual="{median} poäng",
    explanations=("Bristerna kan vara åtgärdade sedan inspektionen.",),
    cleared_by="En ny inspektion utan brister; poängen minskar med åldern och lämnar fönstret efter 36 månader.",
    cases=(
        Case(
            "severity 3 scope 1 four months ago, severity 2 scope 3 twenty months ago",
            "ordinary",
            {
                **_SEEN,
                "finding": [
                    {"event_date": "T-4m", "severity": 3, "scope": 1, "points": 20},
                    {"event_date": "T-20m", "severity": 2, "scope": 3, "points": 16},
                ],
            },
            20 / 2 + 16 / 3,
        ),
        Case("never inspected", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case("inspected, nothing found", "ordinary", _SEEN, 0.0),
        Case(
            "exactly 12 months old weighs a third, exactly 36 months nothing",
            "window_edge",
            {
                **_SEEN,
                "finding": [{"event_date": "T-12m", "points": 20}, {"event_date": "T-36m", "points": 150}],
            },
            20 / 3,
        ),
        Case(
            "the region's responsibility, a decision annulled, and one not yet known",
            "late_or_cleared",
            {
                **_SEEN,
                "finding": [
                    {"event_date": "T-4m", "points": 50, "responsible_principal": "region", "counts": False},
                    {"event_date": "T-4m", "points": 50, "known_to": "T"},
                    {"event_date": "T-4m", "points": 50, "known_from": "T+1d"},
                ],
            },
            0.0,
        ),
    ),
)
def sup_severity_points_36m(points: pl.Expr) -> pl.Expr:
    """What inspectors have seen on the spot says most, and says less as it ages."""
    return points
