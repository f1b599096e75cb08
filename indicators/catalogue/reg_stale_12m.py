"""Whether the register's facts about an activity have been touched within a year."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Notification

#: What is told of the activity itself; a change of owners and managers is not.
_UPDATES = {"kind": ("new", "change", "temporary_stop", "resume", "closure", "no_change_confirmed")}


@indicator(
    label="Ej uppdaterad på ett år",
    question="Har uppgifterna om verksamheten inte uppdaterats på ett år?",
    levels=(Level.ACTIVITY,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.REGISTER,),
    scope=Scope.ALL,
    measures={
        "ever": Count(Notification, where=_UPDATES, date="registered_at"),
        "recent": Count(Notification, where=_UPDATES, date="registered_at", last=Months(12), closed=True),
    },
    unknown=(("ever", Missing.SOURCE_GAP),),
    legal=("sol_26_2", "lss_23", "sof_15_11"),
    limits=("L6",),
    reason="ingen uppgift i registret har anmälts eller bekräftats på tolv månader.",
    usual="uppdaterad inom ett år",
    explanations=("Verksamheten kan vara oförändrad utan att det har bekräftats.",),
    cleared_by="En anmälan om ändring eller en bekräftelse utan ändring.",
    cases=(
        Case(
            "last update a day more than a year ago",
            "ordinary",
            {"notification": [{"registered_at": "2025-02-28"}]},
            1.0,
            as_of="2026-03-01",
        ),
        Case(
            "last update exactly twelve months ago",
            "window_edge",
            {"notification": [{"registered_at": "2025-03-01"}]},
            0.0,
            as_of="2026-03-01",
        ),
        Case("no notification is known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a confirmation that came after the day",
            "late_or_cleared",
            {
                "notification": [
                    {"registered_at": "T-13m"},
                    {"registered_at": "T+1d", "kind": "no_change_confirmed", "event_date": "T-1d"},
                ]
            },
            1.0,
        ),
        Case(
            "a change of owners says nothing about the activity",
            "ordinary",
            {"notification": [{"registered_at": "T-13m"}, {"registered_at": "T-1m", "kind": "circle_change"}]},
            1.0,
        ),
        Case(
            "a young activity: its start counts as an update",
            "ordinary",
            {"notification": [{"registered_at": "T-2m", "kind": "new"}]},
            0.0,
        ),
    ),
)
def reg_stale_12m(recent: pl.Expr) -> pl.Expr:
    """The inspectorate's own control: facts that nobody has touched for a year may be wrong."""
    return (recent == 0).cast(pl.Float64)
