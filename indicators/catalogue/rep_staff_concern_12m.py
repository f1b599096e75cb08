"""Reports from staff about an activity, against what similar activities get in the same quarters."""

import polars as pl

from indicators.definition import Case, Direction, Estimate, Level, Scope, Shrinkage, Target, Unit
from indicators.measures import PeerExpected, SpacedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

_FROM_STAFF = {"sender_type": ("staff",), "counts": (True,)}

_ROW = {"kind": "tip", "sender_type": "staff"}
_PEERS = {"kappa": 2.0, "expected": 0.1}


@indicator(
    label="Oro från personal",
    question="Hör personal av sig om verksamheten oftare än om liknande verksamheter?",
    levels=(Level.ACTIVITY,),
    unit=Unit.RATIO,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.ALL,
    measures={
        "reports": SpacedCount(Report, where=_FROM_STAFF, last=Months(12)),
        "expected": PeerExpected(Report, where=_FROM_STAFF, last=Months(12)),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="reports", out_of="expected", fallback=(2.0,)),
    legal=("ivo_2",),
    reason="antal uppgifter från personal på tolv månader: {y}, väntat {exposure}.",
    usual="kvoten {median}",
    explanations=("En pågående konflikt på arbetsplatsen kan ge flera uppgifter.",),
    cleared_by="Att uppgifterna avslutas utan åtgärd; annars lämnar de fönstret efter tolv månader.",
    cases=(
        Case(
            "one report where 0.1 were expected",
            "ordinary",
            {"report": [{**_ROW, "event_date": "T-2m"}]},
            3 / 2.1,
            peers=_PEERS,
        ),
        Case(
            "relatives are other senders",
            "ordinary",
            {"report": [{**_ROW, "event_date": "T-2m", "sender_type": "user_or_relative"}]},
            2 / 2.1,
            peers=_PEERS,
        ),
        Case("no reports", "nothing_known", {}, 2 / 2.1, peers=_PEERS),
        Case(
            "exactly twelve months back is outside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-12m"}, {**_ROW, "event_date": "T-12m+1d"}]},
            3 / 2.1,
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
            2 / 2.1,
            peers=_PEERS,
        ),
    ),
)
def rep_staff_concern_12m(reports: pl.Expr, expected: pl.Expr, kappa: pl.Expr) -> pl.Expr:
    """Where staff were not listened to, what was wrong came to light later than it had to; no sender is ever kept."""
    return (kappa + reports) / (kappa + expected)
