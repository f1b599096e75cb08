"""Changes in the circle of owners and managers that were not notified within a month."""

from typing import Any

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, CountAt
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivitySpan, CircleChange, CompanyEvent

_HOLDER: dict[str, list[dict[str, Any]]] = {"activity_span": [{}], "company_event": [{"event_date": "T-60m"}]}
_MISSED = {"is_notified": False}


@indicator(
    label="Ägar-/ledningsändring ej anmäld till IVO",
    question="Finns det ändringar i styrelse, ledning eller ägarkrets som inte har anmälts i tid?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME, Target.REGISTER),
    scope=Scope.COMPANY,
    measures={
        "missed": Count(CircleChange, where={"is_notified": (False,)}, last=Months(24), older=Months(1, days=30)),
        "activities_with_permit": CountAt(ActivitySpan, where={"needs_permit": (True,)}),
        "company_facts": Count(CompanyEvent),
    },
    unknown=(("activities_with_permit", Missing.NOT_APPLICABLE), ("company_facts", Missing.SOURCE_GAP)),
    legal=("sol_26_7", "lss_23b"),
    limits=("L1",),
    reason="antal dagar med ändringar i ägar- och ledningskretsen som inte har anmälts inom en månad, de senaste 24 "
    "månaderna: {value}.",
    usual="{median}",
    explanations=("Anmälan kan ha kommit in på annat sätt och inte ha förts till registret.",),
    cleared_by="Att en anmälan i tid förs in med sin dag; annars lämnar ändringen fönstret efter 24 månader.",
    cases=(
        Case(
            "two new members on 2025-05-02, notified on 2025-09-01: one day, one count",
            "ordinary",
            {**_HOLDER, "circle_change": [{**_MISSED, "event_date": "2025-05-02", "n_changed": 2}]},
            1.0,
        ),
        Case(
            "one notified in time, one not",
            "ordinary",
            {
                **_HOLDER,
                "circle_change": [
                    {"is_notified": True, "event_date": "T-9m"},
                    {**_MISSED, "event_date": "T-5m"},
                ],
            },
            1.0,
        ),
        Case("no change in the circle", "nothing_known", _HOLDER, 0.0),
        Case("nothing known of the company", "nothing_known", {"activity_span": [{}]}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a company that runs nothing with a permit has nobody to notify",
            "nothing_known",
            {"company_event": [{"event_date": "T-60m"}], "circle_change": [{**_MISSED, "event_date": "T-9m"}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "24 months back is outside; one month and 30 days back is just old enough, a day less is not",
            "window_edge",
            {
                **_HOLDER,
                "circle_change": [
                    {**_MISSED, "event_date": "T-24m"},
                    {**_MISSED, "event_date": "T-1m-30d"},
                    {**_MISSED, "event_date": "T-1m-29d"},
                ],
            },
            1.0,
        ),
        Case(
            "a change that was registered after the day, and one whose notification was found again",
            "late_or_cleared",
            {
                **_HOLDER,
                "circle_change": [
                    {**_MISSED, "event_date": "T-6m", "known_from": "T+1d"},
                    {**_MISSED, "event_date": "T-8m", "known_to": "T-2m"},
                    {"is_notified": True, "event_date": "T-8m", "known_from": "T-2m"},
                ],
            },
            0.0,
        ),
    ),
)
def per_circle_change_unnotified_24m(missed: pl.Expr) -> pl.Expr:
    """The persons behind a permit have been tested; whoever comes in their place shall be notified within a month."""
    return missed
