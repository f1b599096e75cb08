"""How much of its turnover a company spends on its own staff."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
_REPORT = {"event_date": "T-15m", "personnel_cost_sek": 3_100_000.0, "net_turnover_sek": 6_200_000.0}
_PEERS = {"median": 0.76, "mad": 0.065}


@indicator(
    label="Personalkostnadernas andel",
    question="Hur stor del av omsättningen går till den egna personalen?",
    levels=(Level.ACTOR,),
    unit=Unit.SHARE,
    direction=Direction.LOWER,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.HANDS_ON,
    measures={
        "cost": Latest(AnnualReport, column="personnel_cost_sek", last=_RECENT),
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "external": Latest(AnnualReport, column="external_cost_sek", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("cost", "external"),
    unknown=(
        ("reports", Missing.SOURCE_GAP),
        ("turnover", Missing.SOURCE_GAP, 0),
        ("turnover", Missing.NOT_OBSERVED),
    ),
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="personalkostnaden är {value} av omsättningen (personalkostnad i kronor: {y}, övriga externa kostnader: "
    "{exposure}).",
    usual="{median}",
    explanations=(
        "Inhyrd personal och underleverantörer räknas till externa kostnader.",
        "Personalen kan vara anställd i ett annat bolag i koncernen.",
    ),
    cleared_by="Att en senare årsredovisning visar en andel som jämförbara har.",
    cases=(
        Case(
            "3.1 of 6.2 million",
            "ordinary",
            {"annual_report": [{**_REPORT, "external_cost_sek": 900_000.0}]},
            0.50,
        ),
        Case(
            "41 per cent, where peers have 76: a low share is turned into a high standing",
            "ordinary",
            {"annual_report": [{**_REPORT, "personnel_cost_sek": 4_100_000.0, "net_turnover_sek": 10_000_000.0}]},
            0.41,
            peers=_PEERS,
            expect_z=0.35 / (1.4826 * 0.065),
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a year without turnover",
            "nothing_known",
            {"annual_report": [{**_REPORT, "net_turnover_sek": 0.0}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "an intermediary, which gives no care by its own hands",
            "nothing_known",
            {"activity_version": [{"form_code": "KONS"}], "annual_report": [_REPORT]},
            Unknown(Missing.NOT_APPLICABLE),
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
            0.50,
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "personnel_cost_sek": 1.0, "known_from": "T+1d"},
                ]
            },
            0.50,
        ),
    ),
)
def fin_personnel_cost_share(cost: pl.Expr, turnover: pl.Expr) -> pl.Expr:
    """Care is people: where little of the income is spent on them, somebody else does the work or nobody does."""
    return cost / turnover
