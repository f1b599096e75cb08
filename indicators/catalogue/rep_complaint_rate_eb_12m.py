"""Complaints about an activity against what similar activities get in the same quarters."""

import polars as pl

from indicators.definition import Case, Direction, Estimate, Level, Scope, Shrinkage, Target, Unit
from indicators.measures import PeerExpected, SpacedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

_COMPLAINT = {"kind": ("complaint",), "counts": (True,)}
#: Sent back to the municipality, and not yet heard of again.
_RETURNED = {"state": ("returned_to_municipality",)}

_ROW = {"kind": "complaint", "sender_type": "user_or_relative"}
_PEERS = {"kappa": 2.5, "expected": 3.0}


@indicator(
    label="Klagomål i förhållande till förväntat",
    question="Kommer det fler klagomål om verksamheten än om liknande verksamheter?",
    levels=(Level.ACTIVITY,),
    unit=Unit.RATIO,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "complaints": SpacedCount(Report, where=_COMPLAINT, last=Months(12), halved=_RETURNED),
        "expected": PeerExpected(Report, where=_COMPLAINT, last=Months(12), halved=_RETURNED),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="complaints", out_of="expected", fallback=(2.0,)),
    legal=("ivo_2",),
    limits=("L2",),
    reason="antal klagomål på tolv månader: {y}, väntat {exposure}.",
    usual="kvoten {median}",
    explanations=("Verksamheten kan ha en rutin för att upplysa om rätten att klaga.",),
    cleared_by="Att klagomålen avslutas utan åtgärd; annars lämnar de fönstret efter tolv månader.",
    cases=(
        Case(
            "four complaints where three were expected",
            "ordinary",
            {"report": [{**_ROW, "event_date": f"T-{months}m"} for months in (1, 4, 7, 10)]},
            6.5 / 5.5,
            peers=_PEERS,
        ),
        Case(
            "sent back to the municipality: half until it is known what came of it",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-1m"},
                    {**_ROW, "event_date": "T-4m", "state": "returned_to_municipality"},
                ]
            },
            4.0 / 5.5,
            peers=_PEERS,
        ),
        Case("no complaints", "nothing_known", {}, 2.5 / 5.5, peers=_PEERS),
        Case(
            "exactly twelve months back is outside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-12m"}, {**_ROW, "event_date": "T-12m+1d"}]},
            3.5 / 5.5,
            peers=_PEERS,
        ),
        Case(
            "one sender twice within 30 days counts once",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-80d", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                    {**_ROW, "event_date": "T-51d", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                ]
            },
            3.5 / 5.5,
            peers=_PEERS,
        ),
        Case(
            "one closed without action, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-30d", "counts": False, "state": "closed_no_action"},
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            2.5 / 5.5,
            peers=_PEERS,
        ),
    ),
)
def rep_complaint_rate_eb_12m(complaints: pl.Expr, expected: pl.Expr, kappa: pl.Expr) -> pl.Expr:
    """What users and relatives complain of, next to how much similar activities are complained of."""
    return (kappa + complaints) / (kappa + expected)
