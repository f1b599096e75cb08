"""Refused permit applications of an actor, and of actors that share a person of its circle."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import WeightedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import PermitCase

_REFUSED = {"outcome": "refused", "is_final": True}


@indicator(
    label="Tidigare avslag",
    question="Har aktören, eller någon i dess krets, fått avslag på ansökan om tillstånd?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={
        "refusals": WeightedCount(
            PermitCase,
            where={"outcome": ("refused",), "is_final": (True,)},
            by="ground",
            weights={"suitability": 2, "economy": 2, "insight": 1},
            over=2,
            last=Months(60),
        ),
    },
    legal=("sol_26_3", "lss_23"),
    limits=("L1", "L4"),
    reason="avslag på tillståndsansökan de senaste 60 månaderna, vägt antal {value}.",
    usual="{median}",
    explanations=(
        "Insikt i regelverket kan ha förvärvats sedan avslaget.",
        "Avslaget kan gälla ett annat bolag, där en person i kretsen fanns.",
    ),
    cleared_by="Att avslaget ändras eller att personen lämnar kretsen; annars lämnar det fönstret efter 60 månader.",
    cases=(
        Case(
            "one on suitability, one on insight",
            "ordinary",
            {
                "permit_case": [
                    {**_REFUSED, "event_date": "T-10m", "ground": "suitability"},
                    {**_REFUSED, "event_date": "T-40m", "ground": "insight"},
                ]
            },
            1.5,
        ),
        Case("no application", "nothing_known", {}, 0.0),
        Case(
            "exactly 60 months back is outside",
            "window_edge",
            {
                "permit_case": [
                    {**_REFUSED, "event_date": "T-60m", "ground": "economy"},
                    {**_REFUSED, "event_date": "T-60m+1d", "ground": "economy"},
                ]
            },
            1.0,
        ),
        Case(
            "can still be appealed, and one not yet known",
            "late_or_cleared",
            {
                "permit_case": [
                    {**_REFUSED, "event_date": "T-20d", "ground": "economy", "is_final": False},
                    {**_REFUSED, "event_date": "T-2m", "ground": "economy", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
        Case(
            "a refusal one hop away, through a shared person",
            "ordinary",
            {
                "permit_case": [
                    {
                        **_REFUSED,
                        "event_date": "T-5m",
                        "ground": "suitability",
                        "attribution": "circle",
                        "applicant_id": "5560000092",
                    }
                ]
            },
            1.0,
        ),
    ),
)
def per_refusals_60m(refusals: pl.Expr) -> pl.Expr:
    """Few applications are granted, and an applicant refused as unsuitable can come back under another name."""
    return refusals
