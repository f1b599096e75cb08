"""Whether a company gives hands-on care without having anyone employed."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, CountAt, HeldBoth, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion, ActorLink, AnnualReport

_RECENT = Months(24)
#: From here on somebody must have done the work.
_TURNOVER = 1_000_000
_REPORT = {"event_date": "T-15m", "net_turnover_sek": 3_000_000.0, "mean_employees": 0.0}
_NEW_HOME = {"activity_version": [{"valid_from": "T-2m"}]}


@indicator(
    label="Aktiv verksamhet utan anställda",
    question="Bedriver bolaget vård eller omsorg utan att ha någon anställd?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.HANDS_ON,
    measures={
        "employees": Latest(AnnualReport, column="mean_employees", last=_RECENT),
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "long_active": HeldBoth(
            ActivityVersion, where={"operating_status": ("active",)}, by="activity_id", ago=Months(6)
        ),
        "service_companies": CountAt(ActorLink, where={"relation": ("service_company",)}),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("employees", "turnover"),
    unknown=(("reports", Missing.SOURCE_GAP), ("employees", Missing.SOURCE_GAP, 0)),
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="inga anställda enligt den senaste årsredovisningen; omsättning i kronor: {exposure}.",
    usual="minst en anställd",
    explanations=(
        "Delägarna kan göra arbetet själva.",
        "Personalen kan vara anställd i ett systerbolag eller vara inhyrd.",
    ),
    cleared_by="Att en senare årsredovisning visar anställda, eller att det servicebolag som har personalen antecknas.",
    cases=(
        Case("a turnover of 3 million and nobody employed", "ordinary", {"annual_report": [_REPORT]}, 1.0),
        Case(
            "a small turnover, but a home in operation for more than half a year",
            "ordinary",
            {"annual_report": [{**_REPORT, "net_turnover_sek": 200_000.0}]},
            1.0,
        ),
        Case(
            "a small turnover and a home that has just begun",
            "ordinary",
            {**_NEW_HOME, "annual_report": [{**_REPORT, "net_turnover_sek": 200_000.0}]},
            0.0,
        ),
        Case(
            "a service company of the group has the staff",
            "ordinary",
            {
                "annual_report": [_REPORT],
                "actor_link": [{"relation": "service_company", "other_kind": "actor", "other_id": "5560000201"}],
            },
            0.0,
        ),
        Case("one employee", "ordinary", {"annual_report": [{**_REPORT, "mean_employees": 1.0}]}, 0.0),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a report without the number of employees",
            "nothing_known",
            {"annual_report": [{**_REPORT, "mean_employees": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "an intermediary, which gives no care by its own hands",
            "nothing_known",
            {"activity_version": [{"form_code": "KONS"}], "annual_report": [_REPORT]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "a turnover of one million is enough, also for a home that has just begun",
            "window_edge",
            {**_NEW_HOME, "annual_report": [{**_REPORT, "net_turnover_sek": 1_000_000.0}]},
            1.0,
        ),
        Case(
            "in operation since exactly six months ago",
            "window_edge",
            {
                "activity_version": [{"valid_from": "T-6m"}],
                "annual_report": [{**_REPORT, "net_turnover_sek": 200_000.0}],
            },
            1.0,
        ),
        Case(
            "in operation since the day after that",
            "window_edge",
            {
                "activity_version": [{"valid_from": "T-6m+1d"}],
                "annual_report": [{**_REPORT, "net_turnover_sek": 200_000.0}],
            },
            0.0,
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "mean_employees": 5.0, "known_from": "T+1d"},
                ]
            },
            1.0,
        ),
    ),
)
def stf_no_employees(
    employees: pl.Expr, turnover: pl.Expr, long_active: pl.Expr, service_companies: pl.Expr
) -> pl.Expr:
    """Care that is given by hand needs hands; without any, the company may be a front for others."""
    is_running = (turnover >= _TURNOVER).fill_null(value=False) | (long_active > 0)
    return (employees == 0) & is_running & (service_companies == 0)
