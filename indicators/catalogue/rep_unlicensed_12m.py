"""Whether an actor has been reported for running an activity without a permit."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

_ROW = {"kind": "municipal_report", "is_unlicensed": True, "activity_id": None}


@indicator(
    label="Anmälan om verksamhet utan tillstånd",
    question="Har någon anmält att aktören driver verksamhet utan tillstånd?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.ALL,
    measures={
        "reports": Count(Report, where={"is_unlicensed": (True,), "counts": (True,)}, last=Months(12)),
    },
    legal=("sol_27_7", "lss_15", "sfb_110_42a"),
    limits=("L7",),
    reason="minst en anmälan om verksamhet utan tillstånd har kommit in de senaste tolv månaderna.",
    usual="ingen sådan anmälan",
    explanations=(
        "Ett tillstånd kan finnas hos en annan aktör, eller behövs inte för formen.",
        "En anmälan är en uppgift som inte behöver vara prövad.",
    ),
    cleared_by="Att anmälan avslutas utan åtgärd eller avförs; annars lämnar den fönstret efter tolv månader.",
    cases=(
        Case("one report", "ordinary", {"report": [{**_ROW, "event_date": "T-2m"}]}, 1.0),
        Case(
            "from Försäkringskassan, about an actor that the register does not know",
            "ordinary",
            {
                "actor": [{"id_type": "stub", "legal_form": "OKAND", "actor_name": None}],
                "activity_version": [],
                "report": [{**_ROW, "event_date": "T-2m", "kind": "authority_signal", "sender_agency": "FK"}],
            },
            1.0,
        ),
        Case("no report", "nothing_known", {}, 0.0),
        Case(
            "exactly twelve months back is outside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-12m"}]},
            0.0,
        ),
        Case("the day after is inside", "window_edge", {"report": [{**_ROW, "event_date": "T-12m+1d"}]}, 1.0),
        Case(
            "a cleared one, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-2m", "counts": False, "state": "unsubstantiated"},
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def rep_unlicensed_12m(reports: pl.Expr) -> pl.Expr:
    """Running without a permit is an offence, and municipalities and Försäkringskassan must report it."""
    return (reports > 0).cast(pl.Float64)
