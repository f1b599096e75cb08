"""Reports that question whether a permit holder is suitable, fading after a year."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import DecayedCount
from indicators.registry import indicator
from tables.core import Report

_ROW = {"kind": "municipal_report", "is_unsuitable": True, "activity_id": None}


@indicator(
    label="Anmälan om olämplig tillståndshavare",
    question="Har kommuner eller myndigheter ifrågasatt om tillståndshavaren är lämplig?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={
        "reports": DecayedCount(
            Report,
            where={
                "kind": ("municipal_report", "authority_signal"),
                "is_unsuitable": (True,),
                "counts": (True,),
            },
        ),
    },
    legal=("sol_27_7", "lss_15", "sfb_110_42a"),
    limits=("L1",),
    reason="kommuner eller myndigheter har anmält tillståndshavaren som olämplig, vägt antal {value} på 24 månader.",
    usual="{median}",
    explanations=("En anmälan är en uppgift som inte behöver vara prövad.",),
    cleared_by="Att anmälan avslutas utan åtgärd eller avförs; annars avtar den efter ett år och försvinner efter två.",
    cases=(
        Case("one, 456 days old", "ordinary", {"report": [{**_ROW, "event_date": "T-456d"}]}, 274 / 365),
        Case(
            "from an authority",
            "ordinary",
            {"report": [{**_ROW, "kind": "authority_signal", "sender_agency": "FK", "event_date": "T-30d"}]},
            1.0,
        ),
        Case(
            "a tip with the same ground is a tip",
            "ordinary",
            {"report": [{**_ROW, "kind": "tip", "event_date": "T-30d"}]},
            0.0,
        ),
        Case("no report", "nothing_known", {}, 0.0),
        Case(
            "365 days old weighs one, 366 a little less, 730 nothing",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-365d"},
                    {**_ROW, "event_date": "T-366d"},
                    {**_ROW, "event_date": "T-730d"},
                ]
            },
            1 + 364 / 365,
        ),
        Case(
            "a cleared one, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-30d", "counts": False, "state": "cleared"},
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def rep_unsuitable_24m(reports: pl.Expr) -> pl.Expr:
    """Municipalities and Försäkringskassan must report what speaks against a permit holder."""
    return reports
