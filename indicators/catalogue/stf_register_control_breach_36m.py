"""Deficiencies in how an activity checks its staff against the registers."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Finding, Inspection

_SEEN = {"inspection": [{"event_date": "T-4m"}]}
_BREACH = {"area": "staff_register_control", "severity": 2, "event_date": "T-4m"}


@indicator(
    label="Brister i registerkontroll av personal",
    question="Har tillsynen funnit att personal inte har kontrollerats mot registren?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.REGISTER_CONTROL,
    measures={
        "breaches": Count(
            Finding,
            where={"area": ("staff_register_control",), "severity": (2, 3, 4), "counts": (True,)},
            last=Months(36),
        ),
        "inspections": Count(Inspection, last=Months(36)),
    },
    shows=("breaches", "inspections"),
    unknown=(("inspections", Missing.NOT_OBSERVED),),
    legal=("sol_28_13", "lss_26i"),
    limits=("L1",),
    reason="antal konstaterade brister i registerkontrollen av personal de senaste 36 månaderna: {value}.",
    usual="{median}",
    explanations=("Kontrollen kan vara gjord men inte dokumenterad.",),
    cleared_by="En ny inspektion där kontrollen är gjord; bristen lämnar fönstret efter 36 månader.",
    cases=(
        Case("one breach", "ordinary", {**_SEEN, "finding": [_BREACH]}, 1.0),
        Case(
            "a slight one, and one in another area, are not counted",
            "ordinary",
            {**_SEEN, "finding": [{**_BREACH, "severity": 1}, {**_BREACH, "area": "staffing"}]},
            0.0,
        ),
        Case("never inspected", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case("inspected, nothing found", "nothing_known", _SEEN, 0.0),
        Case(
            "a form where the law demands no such control",
            "nothing_known",
            {**_SEEN, "activity_version": [{"form_code": "SABO"}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "exactly 36 months back is outside, the day after is inside",
            "window_edge",
            {
                **_SEEN,
                "finding": [{**_BREACH, "event_date": "T-36m"}, {**_BREACH, "event_date": "T-36m+1d"}],
            },
            1.0,
        ),
        Case(
            "a decision annulled, and one finding not yet known",
            "late_or_cleared",
            {
                **_SEEN,
                "finding": [{**_BREACH, "counts": False}, {**_BREACH, "known_from": "T+1d"}],
            },
            0.0,
        ),
    ),
)
def stf_register_control_breach_36m(breaches: pl.Expr) -> pl.Expr:
    """Who works with children, or with people who need support, shall have been checked: neglect can end a permit."""
    return breaches
