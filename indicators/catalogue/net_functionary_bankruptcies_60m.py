"""Bankruptcies of other companies in which the persons of an actor's circle had a role."""

import polars as pl

from indicators.code_sets import codes_where
from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.formulas import capped
from indicators.measures import CountAt, Distinct
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActorLink, LinkedEvent

_CIRCLE = {"actor_link": [{"relation": "board_member"}]}
_BANKRUPTCY = {"kind": "bankruptcy", "link": "board", "weight": 70}


@indicator(
    label="Konkurser i företrädarnas bolag",
    question="Har andra bolag, där någon i kretsen hade uppdrag, gått i konkurs?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "bankruptcies": Distinct(
            LinkedEvent,
            where={"kind": ("bankruptcy",), "link": ("owner", "decisive", "board")},
            by="other_id",
            last=Months(60),
        ),
        "circle": CountAt(ActorLink, where={"relation": codes_where("roles", "in_circle")}),
    },
    shows=("bankruptcies", "circle"),
    unknown=(("circle", Missing.SOURCE_GAP),),
    legal=("sol_26_3", "sol_26_4", "lss_23a"),
    limits=("L1", "L7"),
    reason="antal andra bolag, där någon ur kretsen hade eller nyligen hade lämnat ett uppdrag, som har gått i konkurs "
    "de senaste 60 månaderna: {y}.",
    usual="{median}",
    explanations=(
        "En enstaka konkurs hör till vanligt företagande.",
        "Personen kan ha tillträtt för att rädda bolaget.",
    ),
    cleared_by="Att personen lämnar kretsen; annars lämnar konkursen fönstret efter 60 månader.",
    cases=(
        Case(
            "two companies",
            "ordinary",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_BANKRUPTCY, "other_id": "5560000201", "event_date": "T-10m"},
                    {**_BANKRUPTCY, "other_id": "5560000202", "event_date": "T-40m", "link": "owner", "weight": 100},
                ],
            },
            2.0,
        ),
        Case(
            "one company through two persons counts once",
            "ordinary",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_BANKRUPTCY, "other_id": "5560000201", "event_date": "T-10m"},
                    {**_BANKRUPTCY, "other_id": "5560000201", "event_date": "T-10m", "link": "owner", "weight": 100},
                ],
            },
            1.0,
        ),
        Case(
            "more than five count as five",
            "ordinary",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_BANKRUPTCY, "other_id": f"556000020{number}", "event_date": "T-10m"} for number in range(7)
                ],
            },
            5.0,
        ),
        Case(
            "only the address shared, and a sanction: neither is counted",
            "ordinary",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_BANKRUPTCY, "other_id": "5560000202", "event_date": "T-10m", "link": "address", "weight": 30},
                    {**_BANKRUPTCY, "other_id": "5560000203", "event_date": "T-10m", "kind": "sanction"},
                ],
            },
            0.0,
        ),
        Case("a circle without bankruptcies", "nothing_known", _CIRCLE, 0.0),
        Case("no circle known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "exactly 60 months back is outside, the day after is inside",
            "window_edge",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_BANKRUPTCY, "other_id": "5560000201", "event_date": "T-60m"},
                    {**_BANKRUPTCY, "other_id": "5560000202", "event_date": "T-60m+1d"},
                ],
            },
            1.0,
        ),
        Case(
            "registered after the day",
            "late_or_cleared",
            {
                **_CIRCLE,
                "linked_event": [{**_BANKRUPTCY, "other_id": "5560000201", "event_date": "T-1d", "known_from": "T+1d"}],
            },
            0.0,
        ),
    ),
)
def net_functionary_bankruptcies_60m(bankruptcies: pl.Expr) -> pl.Expr:
    """Repeated bankruptcies behind the same persons bear on whether there are means to run care; one alone does not."""
    return capped(bankruptcies, 5)
