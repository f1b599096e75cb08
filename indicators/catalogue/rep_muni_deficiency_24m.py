"""Municipalities' reports of serious deficiencies, fading after a year."""

import datetime as dt

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import DecayedCount
from indicators.registry import indicator
from tables.core import Report

_SERIOUS = {"kind": "municipal_report", "is_serious_deficiency": True, "counts": True}


@indicator(
    label="Kommunala anmälningar om allvarliga brister",
    question="Har kommuner anmält allvarliga brister, och hur nyligen?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.PERMIT,
    measures={
        "reports": DecayedCount(
            Report,
            where={"kind": ("municipal_report",), "is_serious_deficiency": (True,), "counts": (True,)},
            else_actor=True,
        ),
    },
    since=dt.date(2026, 1, 1),
    since_except=("LSS2",),
    legal=("sol_27_7", "lss_15"),
    reason="kommuner har anmält allvarliga brister, vägt antal {value} på 24 månader.",
    usual="{median}",
    explanations=("En anmälan är en uppgift som inte behöver vara prövad.",),
    cleared_by="Att anmälan avslutas utan åtgärd eller avförs; annars avtar den efter ett år och försvinner efter två.",
    cases=(
        Case(
            "two reports, 180 and 547 days old",
            "ordinary",
            {"report": [{**_SERIOUS, "event_date": "T-180d"}, {**_SERIOUS, "event_date": "T-547d"}]},
            1 + 183 / 365,
        ),
        Case("no report", "nothing_known", {}, 0.0),
        Case(
            "before the duty of 2026 silence says nothing",
            "nothing_known",
            {},
            Unknown(Missing.SOURCE_GAP),
            as_of="2025-12-31",
        ),
        Case(
            "365 days old weighs one, 366 a little less, 730 nothing",
            "window_edge",
            {
                "report": [
                    {**_SERIOUS, "event_date": "T-365d"},
                    {**_SERIOUS, "event_date": "T-366d"},
                    {**_SERIOUS, "event_date": "T-730d"},
                ]
            },
            1 + 364 / 365,
        ),
        Case(
            "a cleared one, one not yet known, and one that names only the company",
            "late_or_cleared",
            {
                "report": [
                    {**_SERIOUS, "event_date": "T-30d", "counts": False, "state": "cleared"},
                    {**_SERIOUS, "event_date": "T-1d", "known_from": "T+1d"},
                    {**_SERIOUS, "event_date": "T-20d", "activity_id": None},
                ]
            },
            1.0,
        ),
    ),
)
def rep_muni_deficiency_24m(reports: pl.Expr) -> pl.Expr:
    """Municipalities follow their residents' care up close, and since 2026 must report what they see."""
    return reports
