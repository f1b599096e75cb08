"""Whether a municipality is connected to the e-service for notifications. Context: explains how fresh its facts are."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Unit
from indicators.measures import Count
from indicators.registry import indicator
from tables.core import Municipality


@indicator(
    label="Kommunen ansluten till e-tjänsten",
    question="Är kommunen ansluten till e-tjänsten för anmälningar?",
    levels=(Level.MUNICIPALITY,),
    unit=Unit.FLAG,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.PUBLIC,
    states={0: "inte ansluten", 1: "ansluten"},
    measures={"connected": Count(Municipality, date="e_service_from")},
    legal=("sol_26_2",),
    limits=("L6",),
    reason="kommunen är {state} till e-tjänsten.",
    usual="ansluten",
    explanations=("Kommunen kan anmäla på blankett.",),
    cleared_by="Att kommunen ansluts.",
    cases=(
        Case(
            "connected in May 2024",
            "ordinary",
            {"municipality": [{"e_service_from": "2024-05-01"}]},
            1.0,
        ),
        Case("not connected", "nothing_known", {}, 0.0),
        Case("connected the same day", "window_edge", {"municipality": [{"e_service_from": "T"}]}, 1.0),
        Case("connected the day after", "window_edge", {"municipality": [{"e_service_from": "T+1d"}]}, 0.0),
        Case(
            "a connection that became known after the day",
            "late_or_cleared",
            {
                "municipality": [
                    {"known_from": "T-60m", "known_to": "T+1d"},
                    {"known_from": "T+1d", "e_service_from": "T-1m"},
                ]
            },
            0.0,
        ),
    ),
)
def muni_eservice_connected(connected: pl.Expr) -> pl.Expr:
    """Who is connected changes its facts at once; who is not has to send a form."""
    return connected
