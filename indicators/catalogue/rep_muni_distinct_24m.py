"""How many different municipalities have reported an actor."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Distinct
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

_ROW = {"kind": "municipal_report", "sender_type": "municipality"}


@indicator(
    label="Antal olika kommuner som anmält",
    question="Hur många olika kommuner har anmält aktören?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.PERMIT,
    measures={
        "municipalities": Distinct(
            Report,
            where={"kind": ("municipal_report",), "counts": (True,)},
            by="sender_municipality",
            last=Months(24),
        ),
    },
    legal=("sol_27_7", "lss_15"),
    reason="antal kommuner som har anmält aktören på 24 månader: {value}.",
    usual="{median}",
    explanations=("Den som är verksam i flera kommuner kan anmälas av flera.",),
    cleared_by="Att anmälningarna avslutas utan åtgärd eller avförs; annars lämnar de fönstret efter 24 månader.",
    cases=(
        Case(
            "three reports from two municipalities",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-2m", "sender_municipality": "0181"},
                    {**_ROW, "event_date": "T-5m", "sender_municipality": "0181"},
                    {**_ROW, "event_date": "T-9m", "sender_municipality": "1880"},
                ]
            },
            2.0,
        ),
        Case("no report", "nothing_known", {}, 0.0),
        Case(
            "tips and enquiries are other kinds",
            "ordinary",
            {
                "report": [
                    {**_ROW, "kind": "enquiry_municipal", "event_date": "T-2m", "sender_municipality": "0181"},
                    {"kind": "tip", "sender_type": "other", "event_date": "T-2m"},
                ]
            },
            0.0,
        ),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-24m", "sender_municipality": "0181"},
                    {**_ROW, "event_date": "T-24m+1d", "sender_municipality": "1880"},
                ]
            },
            1.0,
        ),
        Case(
            "a cleared one, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {
                        **_ROW,
                        "event_date": "T-2m",
                        "sender_municipality": "0181",
                        "counts": False,
                        "state": "cleared",
                    },
                    {**_ROW, "event_date": "T-1d", "sender_municipality": "1880", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def rep_muni_distinct_24m(municipalities: pl.Expr) -> pl.Expr:
    """A pattern over several municipalities is hard for any of them to see, and does not rest on one sender."""
    return municipalities
