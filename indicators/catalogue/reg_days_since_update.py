"""How long ago the register's facts about an activity were last touched."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, DaysSince
from indicators.registry import indicator
from tables.core import Notification

#: What is told of the activity itself; a change of owners and managers is not.
_UPDATES = {"kind": ("new", "change", "temporary_stop", "resume", "closure", "no_change_confirmed")}


@indicator(
    label="Dagar sedan senaste uppdatering",
    question="Hur länge sedan är det som uppgifterna om verksamheten uppdaterades?",
    levels=(Level.ACTIVITY,),
    unit=Unit.DAYS,
    direction=Direction.HIGHER,
    targets=(Target.REGISTER,),
    scope=Scope.ALL,
    measures={
        "days": DaysSince(Notification, where=_UPDATES, date="registered_at"),
        "updates": Count(Notification, where=_UPDATES, date="registered_at"),
    },
    unknown=(("updates", Missing.SOURCE_GAP),),
    legal=("sol_26_2", "lss_23", "sof_15_11"),
    limits=("L6",),
    reason="antal dagar sedan uppgifterna senast anmäldes eller bekräftades: {value}.",
    usual="{median}",
    explanations=("Verksamheten kan vara oförändrad utan att det har bekräftats.",),
    cleared_by="En anmälan om ändring eller en bekräftelse utan ändring.",
    cases=(
        Case(
            "last update 2025-03-01",
            "ordinary",
            {"notification": [{"registered_at": "2025-03-01"}, {"registered_at": "2023-05-10"}]},
            365.0,
            as_of="2026-03-01",
        ),
        Case("no notification is known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a confirmation without change the same day",
            "window_edge",
            {"notification": [{"registered_at": "T-2m"}, {"registered_at": "T", "kind": "no_change_confirmed"}]},
            0.0,
        ),
        Case(
            "the day it was registered counts, not the day of the change",
            "ordinary",
            {"notification": [{"event_date": "T-200d", "registered_at": "T-20d"}]},
            20.0,
        ),
        Case(
            "a change of owners says nothing about the activity",
            "ordinary",
            {
                "notification": [
                    {"registered_at": "T-400d", "kind": "new"},
                    {"registered_at": "T-10d", "kind": "circle_change"},
                ]
            },
            400.0,
        ),
        Case(
            "a change that was registered after the day",
            "late_or_cleared",
            {"notification": [{"registered_at": "T-300d"}, {"registered_at": "T+1d", "event_date": "T-1d"}]},
            300.0,
        ),
    ),
)
def reg_days_since_update(days: pl.Expr) -> pl.Expr:
    """The inspectorate's own control of the register, in days: the longer untouched, the less sure."""
    return days
