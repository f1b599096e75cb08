"""In how many areas a deficiency has come back."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Recurring
from indicators.registry import indicator
from indicators.windows import Days, Months
from tables.core import Finding, Inspection

_SEEN_TWICE = {"inspection": [{"event_date": "T-20m"}, {"event_date": "T-4m"}]}
_MEDICATION = {"area": "medication", "severity": 2}


@indicator(
    label="Återkommande brist på samma område",
    question="Har brist på samma område konstaterats igen, minst 60 dagar senare?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "areas": Recurring(
            Finding,
            where={"severity": (2, 3, 4), "counts": (True,)},
            by="area",
            apart=Days(60),
            last=Months(36),
        ),
        "inspections": Count(Inspection, last=Months(36)),
    },
    unknown=(("inspections", Missing.NOT_OBSERVED, 2),),
    legal=("sol_28_9", "lss_26f"),
    reason="antal områden där brist har konstaterats två gånger, med minst 60 dagar emellan, på 36 månader: {value}.",
    usual="{median}",
    explanations=("Bristerna kan gälla skilda förhållanden inom samma område.",),
    cleared_by="En inspektion utan brist på området; äldre brister lämnar fönstret efter 36 månader.",
    cases=(
        Case(
            "medication in 2024-05 and again in 2025-11",
            "ordinary",
            {
                "inspection": [{"event_date": "2024-05-14"}, {"event_date": "2025-11-03"}],
                "finding": [
                    {**_MEDICATION, "event_date": "2024-05-14"},
                    {**_MEDICATION, "event_date": "2025-11-03"},
                ],
            },
            1.0,
        ),
        Case(
            "two areas, once each",
            "ordinary",
            {
                **_SEEN_TWICE,
                "finding": [
                    {**_MEDICATION, "event_date": "T-20m"},
                    {"area": "staffing", "event_date": "T-4m"},
                ],
            },
            0.0,
        ),
        Case(
            "severity 1 does not count",
            "ordinary",
            {
                **_SEEN_TWICE,
                "finding": [
                    {**_MEDICATION, "event_date": "T-20m"},
                    {**_MEDICATION, "event_date": "T-4m", "severity": 1, "points": 0},
                ],
            },
            0.0,
        ),
        Case("never inspected", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case(
            "inspected once: nothing can have come back",
            "nothing_known",
            {"inspection": [{"event_date": "T-4m"}], "finding": [{**_MEDICATION, "event_date": "T-4m"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "60 days apart is twice, 59 days is not, and 36 months back is outside",
            "window_edge",
            {
                **_SEEN_TWICE,
                "finding": [
                    {**_MEDICATION, "event_date": "T-100d"},
                    {**_MEDICATION, "event_date": "T-40d"},
                    {"area": "staffing", "event_date": "T-100d"},
                    {"area": "staffing", "event_date": "T-41d"},
                    {"area": "premises", "event_date": "T-36m"},
                    {"area": "premises", "event_date": "T-40d"},
                ],
            },
            1.0,
        ),
        Case(
            "the first one annulled, another known after the day",
            "late_or_cleared",
            {
                **_SEEN_TWICE,
                "finding": [
                    {**_MEDICATION, "event_date": "T-20m", "counts": False, "effect": "annulled"},
                    {**_MEDICATION, "event_date": "T-4m"},
                    {"area": "staffing", "event_date": "T-20m"},
                    {"area": "staffing", "event_date": "T-4m", "known_from": "T+1d"},
                ],
            },
            0.0,
        ),
    ),
)
def sup_repeat_area_36m(areas: pl.Expr) -> pl.Expr:
    """A fault that returns after it has been pointed out says that its cause remains."""
    return areas
