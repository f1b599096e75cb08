"""Activities that the register holds for active though the company is gone or nothing is run."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count, CountAt, Distinct
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion, CompanyEvent, Notification, Report

#: More than a month back: the day a month ago is not.
_LONGER_AGO = Months(1, days=1)
#: Reports that nobody has decided on weigh nothing after two years.
_SUNSET = Months(24)
_EMPTY = {"area": ("no_operation",), "counts": (True,)}
_PERSONS = ("staff", "user_or_relative", "child", "other")

_NO_OPERATION = {"kind": "tip", "area": "no_operation", "sender_type": "other", "event_date": "T-3m"}
_SENDER = {"sender_type": "municipality", "kind": "municipal_report"}


@indicator(
    label="Tyst nedläggning",
    question="Står verksamheten som aktiv fast bolaget är avvecklat eller ingen verksamhet bedrivs?",
    levels=(Level.ACTIVITY,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.REGISTER, Target.CRIME),
    scope=Scope.ALL,
    measures={
        "active": CountAt(ActivityVersion, where={"operating_status": ("active",)}),
        "struck_off": Count(CompanyEvent, where={"kind": ("struck_off",)}, older=_LONGER_AGO, else_actor=True),
        "bankruptcies_over": Count(
            CompanyEvent, where={"kind": ("bankruptcy_opened",)}, date="until", older=_LONGER_AGO, else_actor=True
        ),
        "municipalities": Distinct(
            Report,
            where={**_EMPTY, "sender_type": ("municipality",)},
            by="sender_municipality",
            last=_SUNSET,
            older=_LONGER_AGO,
        ),
        "authorities": Distinct(
            Report,
            where={**_EMPTY, "sender_type": ("authority",)},
            by="sender_agency",
            last=_SUNSET,
            older=_LONGER_AGO,
        ),
        "persons": Distinct(
            Report, where={**_EMPTY, "sender_type": _PERSONS}, by="sender_key", last=_SUNSET, older=_LONGER_AGO
        ),
        "closures": Count(Notification, where={"kind": ("closure",)}, date="registered_at"),
    },
    legal=("sof_15_14", "sol_26_2"),
    reason="verksamheten står som aktiv, men bolaget är avvecklat eller flera avsändare uppger att inget bedrivs.",
    usual="inga sådana uppgifter",
    explanations=(
        "Ett annat bolag kan ha tagit över utan att det är anmält.",
        "Bolaget kan ha gått upp i ett annat genom fusion.",
    ),
    cleared_by="En anmälan om nedläggning eller övertagande, eller att uppgifterna visar sig fel.",
    cases=(
        Case(
            "company struck off 2025-10-01, no closure notified",
            "ordinary",
            {"company_event": [{"kind": "struck_off", "event_date": "2025-10-01"}]},
            1.0,
            as_of="2026-01-15",
        ),
        Case(
            "the bankruptcy was concluded two months ago",
            "ordinary",
            {"company_event": [{"kind": "bankruptcy_opened", "event_date": "T-14m", "until": "T-2m"}]},
            1.0,
        ),
        Case(
            "a bankruptcy that goes on is another question",
            "ordinary",
            {"company_event": [{"kind": "bankruptcy_opened", "event_date": "T-14m"}]},
            0.0,
        ),
        Case(
            "a municipality and a relative say that nothing is run",
            "ordinary",
            {
                "report": [
                    {**_NO_OPERATION, **_SENDER, "sender_municipality": "0114"},
                    {**_NO_OPERATION, "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                ]
            },
            1.0,
        ),
        Case(
            "one sender twice, and two without a sender, are not independent of each other",
            "ordinary",
            {
                "report": [
                    {**_NO_OPERATION, "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                    {**_NO_OPERATION, "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                    _NO_OPERATION,
                    _NO_OPERATION,
                ]
            },
            0.0,
        ),
        Case(
            "the register says that it rests",
            "ordinary",
            {
                "activity_version": [{"operating_status": "dormant"}],
                "company_event": [{"kind": "struck_off", "event_date": "T-3m"}],
            },
            0.0,
        ),
        Case("nothing that says so", "nothing_known", {}, 0.0),
        Case(
            "struck off exactly a month ago is not yet",
            "window_edge",
            {"company_event": [{"kind": "struck_off", "event_date": "T-1m"}]},
            0.0,
        ),
        Case(
            "struck off a day more than a month ago",
            "window_edge",
            {"company_event": [{"kind": "struck_off", "event_date": "T-1m-1d"}]},
            1.0,
        ),
        Case(
            "struck off, and the closure notified",
            "late_or_cleared",
            {
                "company_event": [{"kind": "struck_off", "event_date": "T-3m"}],
                "notification": [{"kind": "closure", "event_date": "T-3m", "registered_at": "T-5d"}],
            },
            0.0,
        ),
        Case(
            "struck off three months ago, known after the day",
            "late_or_cleared",
            {"company_event": [{"kind": "struck_off", "event_date": "T-3m", "known_from": "T+1d"}]},
            0.0,
        ),
        Case(
            "one of two reports was cleared",
            "late_or_cleared",
            {
                "report": [
                    {**_NO_OPERATION, **_SENDER, "sender_municipality": "0114"},
                    {
                        **_NO_OPERATION,
                        "sender_key": "P-aaaaaaaaaaaaaaaaaaaa",
                        "counts": False,
                        "state": "unsubstantiated",
                    },
                ]
            },
            0.0,
        ),
    ),
)
def reg_silent_closure(
    active: pl.Expr,
    struck_off: pl.Expr,
    bankruptcies_over: pl.Expr,
    municipalities: pl.Expr,
    authorities: pl.Expr,
    persons: pl.Expr,
    closures: pl.Expr,
) -> pl.Expr:
    """Who closes must say so at once; a permit that stands while nothing is run can be used by somebody else."""
    is_gone = (struck_off + bankruptcies_over) > 0
    is_empty = (municipalities + authorities + persons) >= 2
    return ((active > 0) & (is_gone | is_empty) & (closures == 0)).cast(pl.Float64)
