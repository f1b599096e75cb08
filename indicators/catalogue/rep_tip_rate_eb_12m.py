"""Tips about an activity against what similar activities get in the same quarters."""

import polars as pl

from indicators.definition import Case, Direction, Estimate, Level, Scope, Shrinkage, Target, Unit
from indicators.measures import PeerExpected, SpacedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

_TIP = {"kind": ("tip",), "counts": (True,)}
_ROW = {"kind": "tip", "counts": True}
_PEERS = {"kappa": 2.0, "expected": 0.5}


@indicator(
    label="Tips i förhållande till förväntat",
    question="Kommer det fler tips om verksamheten än om liknande verksamheter?",
    levels=(Level.ACTIVITY,),
    unit=Unit.RATIO,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "tips": SpacedCount(Report, where=_TIP, last=Months(12)),
        "expected": PeerExpected(Report, where=_TIP, last=Months(12)),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="tips", out_of="expected", fallback=(2.0,)),
    legal=("ivo_2",),
    limits=("L2",),
    reason="antal tips på tolv månader: {y}, väntat {exposure}.",
    usual="kvoten {median}",
    explanations=("Flera tips kan gälla samma händelse eller vara samordnade.",),
    cleared_by="Att tipsen avslutas utan åtgärd; annars lämnar de fönstret efter tolv månader.",
    cases=(
        Case(
            "three tips where half a one was expected",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-1m"},
                    {**_ROW, "event_date": "T-4m"},
                    {**_ROW, "event_date": "T-8m"},
                ]
            },
            2.0,
            peers=_PEERS,
        ),
        Case("no tips", "nothing_known", {}, 2 / 2.5, peers=_PEERS),
        Case(
            "exactly twelve months back is outside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-12m"}, {**_ROW, "event_date": "T-12m+1d"}]},
            3 / 2.5,
            peers=_PEERS,
        ),
        Case(
            "one sender twice within 30 days counts once, after 30 days again",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-80d", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                    {**_ROW, "event_date": "T-60d", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                    {**_ROW, "event_date": "T-50d", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                ]
            },
            4 / 2.5,
            peers=_PEERS,
        ),
        Case(
            "a cleared one, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-30d", "counts": False, "state": "closed_no_action"},
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            2 / 2.5,
            peers=_PEERS,
        ),
    ),
)
def rep_tip_rate_eb_12m(tips: pl.Expr, expected: pl.Expr, kappa: pl.Expr) -> pl.Expr:
    """Many small observations by users, relatives and staff can carry a signal where other data have none."""
    return (kappa + tips) / (kappa + expected)
