"""How much turnover a company has for each employee."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
_REPORT = {"event_date": "T-15m", "net_turnover_sek": 30_000_000.0, "mean_employees": 6.0}


@indicator(
    label="Omsättning per anställd",
    question="Är omsättningen stor i förhållande till hur många som är anställda?",
    levels=(Level.ACTOR,),
    unit=Unit.AMOUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "employees": Latest(AnnualReport, column="mean_employees", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("turnover", "employees"),
    unknown=(
        ("reports", Missing.SOURCE_GAP),
        ("turnover", Missing.SOURCE_GAP, 0),
        ("employees", Missing.SOURCE_GAP, 0),
        ("turnover", Missing.NOT_OBSERVED),
        ("employees", Missing.NOT_APPLICABLE),
    ),
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="omsättningen per anställd är {value} kronor (omsättning i kronor: {y}, anställda i medeltal: {exposure}).",
    usual="{median} kronor",
    explanations=(
        "Personalen kan vara inhyrd eller anställd i ett annat bolag i koncernen.",
        "Räkenskapsåret kan vara längre än tolv månader.",
    ),
    cleared_by="Att en senare årsredovisning visar en omsättning per anställd som jämförbara har.",
    cases=(
        Case("30 million and six employees", "ordinary", {"annual_report": [_REPORT]}, 5_000_000.0),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "no employees: another indicator's question",
            "nothing_known",
            {"annual_report": [{**_REPORT, "mean_employees": 0.0}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "a report without the number of employees",
            "nothing_known",
            {"annual_report": [{**_REPORT, "mean_employees": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a year without turnover",
            "nothing_known",
            {"annual_report": [{**_REPORT, "net_turnover_sek": 0.0}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "a year that ended exactly 24 months ago is too old",
            "window_edge",
            {"annual_report": [{**_REPORT, "event_date": "T-24m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a year that ended the day after that is not",
            "window_edge",
            {"annual_report": [{**_REPORT, "event_date": "T-24m+1d"}]},
            5_000_000.0,
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "mean_employees": 1.0, "known_from": "T+1d"},
                ]
            },
            5_000_000.0,
        ),
    ),
)
def fin_turnover_per_employee(turnover: pl.Expr, employees: pl.Expr) -> pl.Expr:
    """Income that the staff could not have worked for asks who did the work, or whether it was done."""
    return turnover / employees
