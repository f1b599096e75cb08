"""Contacts by children and young people about a home, against what similar homes get."""

import polars as pl

from indicators.definition import (
    Case,
    Direction,
    Estimate,
    Level,
    Missing,
    Scope,
    Shrinkage,
    Target,
    Unit,
    Unknown,
)
from indicators.measures import PeerExpected, PeersInCell, SpacedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

_CONTACT = {"kind": ("child_line",), "counts": (True,)}
#: With fewer homes of the form, a number could be traced to a child.
_FEWEST_HOMES = 3

_ROW = {"kind": "child_line", "sender_type": "child", "channel": "child_line"}
_PEERS = {"kappa": 2.0, "expected": 0.4, "homes": 3.0}


@indicator(
    label="Kontakter via barn- och ungdomslinjen",
    question="Hör barn och unga av sig om hemmet oftare än om liknande hem?",
    levels=(Level.ACTIVITY,),
    unit=Unit.RATIO,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.CHILDREN,
    measures={
        "contacts": SpacedCount(Report, where=_CONTACT, last=Months(12)),
        "expected": PeerExpected(Report, where=_CONTACT, last=Months(12)),
        "homes": PeersInCell(),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="contacts", out_of="expected", fallback=(2.0,)),
    unknown=(("homes", Missing.NOT_APPLICABLE, _FEWEST_HOMES),),
    legal=("ivo_2",),
    limits=("L2",),
    reason="antal kontakter på tolv månader: {y}, väntat {exposure}.",
    usual="kvoten {median}",
    explanations=("Hemmet kan ha informerat om linjen.",),
    cleared_by="Att kontakterna avslutas utan åtgärd; annars lämnar de fönstret efter tolv månader.",
    cases=(
        Case(
            "two contacts where 0.4 were expected",
            "ordinary",
            {"report": [{**_ROW, "event_date": "T-2m"}, {**_ROW, "event_date": "T-7m"}]},
            4 / 2.4,
            peers=_PEERS,
        ),
        Case("no contacts", "nothing_known", {}, 2 / 2.4, peers=_PEERS),
        Case(
            "fewer than three homes of the form: nothing is said",
            "nothing_known",
            {"report": [{**_ROW, "event_date": "T-2m"}]},
            Unknown(Missing.NOT_APPLICABLE),
            peers={**_PEERS, "homes": 2.0},
        ),
        Case(
            "exactly twelve months back is outside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-12m"}, {**_ROW, "event_date": "T-12m+1d"}]},
            3 / 2.4,
            peers=_PEERS,
        ),
        Case(
            "three homes of the form are enough, two are not",
            "window_edge",
            {
                "activity_version": [{}, {"activity_id": "V3"}],
                "report": [{**_ROW, "event_date": "T-2m"}],
            },
            3 / 2.4,
            peers={"kappa": 2.0, "expected": 0.4},
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
            2 / 2.4,
            peers=_PEERS,
        ),
    ),
)
def rep_child_line_12m(contacts: pl.Expr, expected: pl.Expr, kappa: pl.Expr) -> pl.Expr:
    """Children are seldom asked elsewhere; only how many contacts there were is kept, never what was said."""
    return (kappa + contacts) / (kappa + expected)
