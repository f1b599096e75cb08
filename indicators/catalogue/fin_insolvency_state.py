"""Whether a company is in reorganisation, liquidation or bankruptcy."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Highest
from indicators.registry import indicator
from tables.core import CompanyEvent

_REGISTERED = {"kind": "registered", "event_date": "T-60m"}


@indicator(
    label="Konkurs, likvidation, rekonstruktion",
    question="Är bolaget i rekonstruktion, likvidation eller konkurs?",
    levels=(Level.ACTOR,),
    unit=Unit.STATE,
    direction=Direction.FLAG,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.COMPANY,
    top=3.0,
    states={1: "rekonstruktion", 2: "likvidation", 3: "konkurs"},
    measures={
        "state": Highest(
            CompanyEvent,
            by="kind",
            ranks={"reorganisation_opened": 1, "liquidation_opened": 2, "bankruptcy_opened": 3},
            ends="until",
        ),
        "company_facts": Count(CompanyEvent),
    },
    unknown=(("company_facts", Missing.SOURCE_GAP),),
    legal=("sol_26_3",),
    limits=("L7",),
    reason="{state} pågår för bolaget.",
    usual="inget sådant förfarande",
    explanations=("En frivillig likvidation kan vara ordnad avveckling.",),
    cleared_by="Att förfarandet avslutas hos Bolagsverket.",
    cases=(
        Case(
            "bankruptcy opened 2026-01-12",
            "ordinary",
            {"company_event": [_REGISTERED, {"kind": "bankruptcy_opened", "event_date": "2026-01-12"}]},
            3.0,
        ),
        Case("nothing known of the company", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case("a company without procedures", "ordinary", {"company_event": [_REGISTERED]}, 0.0),
        Case(
            "opened the same day counts, ended the same day does not",
            "window_edge",
            {
                "company_event": [
                    {"kind": "reorganisation_opened", "event_date": "T"},
                    {"kind": "liquidation_opened", "event_date": "T-9m", "until": "T"},
                ]
            },
            1.0,
        ),
        Case(
            "opened but not yet registered",
            "late_or_cleared",
            {"company_event": [_REGISTERED, {"kind": "bankruptcy_opened", "event_date": "T-2d", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def fin_insolvency_state(state: pl.Expr) -> pl.Expr:
    """Economic means are a condition of a permit, and a sudden end hurts those who live there."""
    return state
