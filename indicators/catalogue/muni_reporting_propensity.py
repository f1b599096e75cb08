"""How readily a municipality reports, for how much private care there is in it. Context: never a provider's risk."""

import polars as pl

from indicators.definition import Case, Direction, Estimate, Level, Scope, Shrinkage, Unit
from indicators.measures import PeerExpected, SpacedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

#: That it was sent is what matters here, whatever came of it.
_SENT = {"kind": ("municipal_report",), "subject_type": ("provider",)}

_ROW = {"kind": "municipal_report", "sender_type": "municipality", "sender_municipality": "0180"}
_PEERS = {"kappa": 2.0, "expected": 1.5}


@indicator(
    label="Kommunens anmälningsbenägenhet",
    question="Anmäler kommunen oftare eller mer sällan än andra, räknat på den privata verksamheten där?",
    levels=(Level.MUNICIPALITY,),
    unit=Unit.RATIO,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.ALL,
    measures={
        "reports": SpacedCount(Report, where=_SENT, last=Months(24), by="report_id", about="sender_municipality"),
        "expected": PeerExpected(Report, where=_SENT, last=Months(24), by="report_id", about="sender_municipality"),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="reports", out_of="expected", fallback=(2.0,)),
    legal=("sol_27_7", "lss_15"),
    limits=("L6",),
    reason="antal anmälningar från kommunen på 24 månader: {y}, väntat {exposure}.",
    usual="så många som väntat",
    explanations=("Det kan ha funnits mindre att anmäla, eller anmälts av en annan kommun.",),
    cleared_by="Uppgiften gäller kommunen och räknas aldrig mot en verksamhet.",
    cases=(
        Case("none where one and a half were expected", "ordinary", {}, 2 / 3.5, peers=_PEERS),
        Case(
            "three, about providers anywhere, one of them cleared",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-2m"},
                    {**_ROW, "event_date": "T-2m", "activity_id": "V2", "actor_id": "5560000092"},
                    {**_ROW, "event_date": "T-9m", "state": "cleared", "counts": False},
                ]
            },
            5 / 3.5,
            peers=_PEERS,
        ),
        Case(
            "from another municipality, about a provider here",
            "nothing_known",
            {"report": [{**_ROW, "event_date": "T-2m", "sender_municipality": "0114"}]},
            2 / 3.5,
            peers=_PEERS,
        ),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-24m"}, {**_ROW, "event_date": "T-24m+1d"}]},
            3 / 3.5,
            peers=_PEERS,
        ),
        Case(
            "one about a person, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {
                        **_ROW,
                        "event_date": "T-2m",
                        "subject_type": "individual",
                        "counts": False,
                        "actor_id": None,
                        "activity_id": None,
                    },
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            2 / 3.5,
            peers=_PEERS,
        ),
    ),
)
def muni_reporting_propensity(reports: pl.Expr, expected: pl.Expr, kappa: pl.Expr) -> pl.Expr:
    """A municipality that never reports makes its providers look safe."""
    return (kappa + reports) / (kappa + expected)
