"""Contacts in which municipal staff told of something, and no formal report followed."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Days, Months
from tables.code_lists import code_list
from tables.core import Report

#: The time a municipality has to make a formal report of it.
_TIME_TO_REPORT = Days(90)
_TELLING = tuple(code_list("enquiry_classes").filter(pl.col("is_information") == "1")["code"])

_ROW = {
    "kind": "enquiry_municipal",
    "sender_type": "municipality",
    "enquiry_class": "information",
    "is_converted": False,
    "activity_id": None,
}


@indicator(
    label="Kommunala kontakter utan formell anmälan",
    question="Har kommuner hört av sig om aktören utan att någon anmälan har följt?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.PERMIT,
    measures={
        "enquiries": Count(
            Report,
            where={
                "kind": ("enquiry_municipal",),
                "enquiry_class": _TELLING,
                "is_converted": (False,),
                "counts": (True,),
            },
            last=Months(12),
            older=_TIME_TO_REPORT,
        ),
    },
    legal=("sol_27_7", "lss_15"),
    limits=("L7",),
    reason="antal kontakter från kommuner som inte har följts av en anmälan inom 90 dagar: {value}.",
    usual="{median}",
    explanations=(
        "Kommunen kan ha löst frågan med aktören.",
        "Uppgiften kan ha anmälts utan att sambandet är noterat.",
    ),
    cleared_by="Att kontakten avslutas utan åtgärd; annars lämnar den fönstret efter tolv månader.",
    cases=(
        Case(
            "three enquiries, one of which became a report",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-4m"},
                    {**_ROW, "event_date": "T-6m", "enquiry_class": "both"},
                    {**_ROW, "event_date": "T-8m", "is_converted": True, "counts": False, "matter_id": "AR-1"},
                    {"kind": "municipal_report", "event_date": "T-7m", "matter_id": "AR-1", "activity_id": None},
                ]
            },
            2.0,
        ),
        Case(
            "only a question",
            "ordinary",
            {"report": [{**_ROW, "event_date": "T-4m", "enquiry_class": "question"}]},
            0.0,
        ),
        Case("no enquiry", "nothing_known", {}, 0.0),
        Case(
            "90 days old counts, 89 does not yet, and twelve months back is outside",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-90d"},
                    {**_ROW, "event_date": "T-89d"},
                    {**_ROW, "event_date": "T-12m"},
                ]
            },
            1.0,
        ),
        Case(
            "closed without action, and not yet known",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-4m", "counts": False, "state": "closed_no_action"},
                    {**_ROW, "event_date": "T-4m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
        Case(
            "the report it became was cleared: it was reported all the same",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-8m", "is_converted": True, "counts": True, "matter_id": "AR-1"},
                    {
                        "kind": "municipal_report",
                        "event_date": "T-7m",
                        "matter_id": "AR-1",
                        "counts": False,
                        "state": "cleared",
                    },
                ]
            },
            0.0,
        ),
    ),
)
def rep_enquiry_unconverted_12m(enquiries: pl.Expr) -> pl.Expr:
    """Municipal staff call about a thousand times a year; some of what they tell never becomes a report."""
    return enquiries
