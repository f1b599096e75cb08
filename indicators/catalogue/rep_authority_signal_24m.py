"""From how many other authorities there have been signals about an actor, fading after a year."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import DecayedDistinct
from indicators.registry import indicator
from tables.core import Report

_ROW = {"kind": "authority_signal", "sender_type": "authority", "activity_id": None}


@indicator(
    label="Signal från annan myndighet",
    question="Har andra myndigheter hört av sig om aktören, och hur nyligen?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={
        "agencies": DecayedDistinct(
            Report, where={"kind": ("authority_signal",), "counts": (True,)}, by="sender_agency"
        ),
    },
    legal=("sfb_110_42a", "ivo_2a"),
    limits=("L5",),
    reason="andra myndigheter har lämnat uppgifter om aktören, vägt antal {value} på 24 månader.",
    usual="{median}",
    explanations=("En uppgift från en myndighet är inte prövad här.",),
    cleared_by="Att signalen avslutas eller avförs; annars avtar den efter ett år och försvinner efter två.",
    cases=(
        Case(
            "Försäkringskassan 60 days ago, Skatteverket 608 days ago",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-60d", "sender_agency": "FK"},
                    {**_ROW, "event_date": "T-608d", "sender_agency": "SKV"},
                ]
            },
            1 + 122 / 365,
        ),
        Case(
            "several signals from one authority count once, by the latest",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-60d", "sender_agency": "FK"},
                    {**_ROW, "event_date": "T-300d", "sender_agency": "FK"},
                    {**_ROW, "event_date": "T-608d", "sender_agency": "FK"},
                ]
            },
            1.0,
        ),
        Case("no signals", "nothing_known", {}, 0.0),
        Case(
            "365 days old weighs one, 366 a little less, 730 nothing",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-365d", "sender_agency": "FK"},
                    {**_ROW, "event_date": "T-366d", "sender_agency": "SKV"},
                    {**_ROW, "event_date": "T-730d", "sender_agency": "KFM"},
                ]
            },
            1 + 364 / 365,
        ),
        Case(
            "a cleared one, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {
                        **_ROW,
                        "event_date": "T-60d",
                        "sender_agency": "FK",
                        "counts": False,
                        "state": "cleared",
                    },
                    {**_ROW, "event_date": "T-1d", "sender_agency": "SKV", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def rep_authority_signal_24m(agencies: pl.Expr) -> pl.Expr:
    """Authorities see different sides of an actor; two of them agreeing says more than one writing twice."""
    return agencies
