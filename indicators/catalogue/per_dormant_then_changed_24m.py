"""Whether a company with an unused permit got other owners or another board soon after."""

from typing import Any

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, CountAt
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivitySpan, CircleChange, CompanyEvent

_HOLDER: dict[str, list[dict[str, Any]]] = {"activity_span": [{}], "company_event": [{"event_date": "T-60m"}]}
_REPLACED = {"after_dormancy": True, "is_majority": True}


@indicator(
    label="Vilande och därefter ny ägar-/ledningskrets",
    question="Byttes kretsen ut efter att verksamheten hade stått still?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "changes": Count(CircleChange, where={"after_dormancy": (True,), "is_majority": (True,)}, last=Months(24)),
        "activities_with_permit": CountAt(ActivitySpan, where={"needs_permit": (True,)}),
        "company_facts": Count(CompanyEvent),
    },
    unknown=(("activities_with_permit", Missing.NOT_APPLICABLE), ("company_facts", Missing.SOURCE_GAP)),
    legal=("sof_15_7", "sol_26_7", "lss_23b"),
    limits=("L1", "L7"),
    reason="minst hälften av styrelsen eller ägarna byttes ut inom tolv månader efter att en verksamhet hade stått "
    "still i minst 90 dagar.",
    usual="inget sådant byte",
    explanations=("Försäljning av bolaget, generationsskifte eller en ny ledning som ska starta verksamheten igen.",),
    cleared_by="Bytet lämnar fönstret efter 24 månader; en prövning av den nya kretsen ändrar inte värdet.",
    cases=(
        Case(
            "dormant January to June, the board replaced in August",
            "ordinary",
            {**_HOLDER, "circle_change": [{**_REPLACED, "event_date": "2025-08-15", "n_changed": 2}]},
            1.0,
        ),
        Case(
            "a replaced board without dormancy, and one new member after dormancy",
            "ordinary",
            {
                **_HOLDER,
                "circle_change": [
                    {**_REPLACED, "event_date": "T-5m", "after_dormancy": False},
                    {**_REPLACED, "event_date": "T-3m", "is_majority": False},
                ],
            },
            0.0,
        ),
        Case("no change in the circle", "nothing_known", _HOLDER, 0.0),
        Case(
            "nothing known of the company",
            "nothing_known",
            {"activity_span": [{}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a company that runs nothing with a permit",
            "nothing_known",
            {"company_event": [{"event_date": "T-60m"}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "exactly 24 months back is outside",
            "window_edge",
            {**_HOLDER, "circle_change": [{**_REPLACED, "event_date": "T-24m"}]},
            0.0,
        ),
        Case(
            "the day after 24 months back is inside",
            "window_edge",
            {**_HOLDER, "circle_change": [{**_REPLACED, "event_date": "T-24m+1d"}]},
            1.0,
        ),
        Case(
            "a change that was registered after the day",
            "late_or_cleared",
            {**_HOLDER, "circle_change": [{**_REPLACED, "event_date": "T-2m", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def per_dormant_then_changed_24m(changes: pl.Expr) -> pl.Expr:
    """A permit cannot be transferred, but the company that holds it can be sold; some have been bought for theirs."""
    return changes > 0
