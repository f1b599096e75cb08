"""How much of a company's assets are its own."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
_REPORT = {"event_date": "T-15m", "equity_sek": 420_000.0, "total_assets_sek": 2_800_000.0}


@indicator(
    label="Soliditet",
    question="Hur stor del av bolagets tillgångar är eget kapital?",
    levels=(Level.ACTOR,),
    unit=Unit.SHARE,
    direction=Direction.LOWER,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.COMPANY,
    measures={
        "equity": Latest(AnnualReport, column="equity_sek", last=_RECENT),
        "assets": Latest(AnnualReport, column="total_assets_sek", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("equity", "assets"),
    unknown=(("reports", Missing.SOURCE_GAP), ("assets", Missing.SOURCE_GAP)),
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    reason="det egna kapitalet är {value} av tillgångarna: {y} av {exposure} kronor i den senaste årsredovisningen.",
    usual="{median}",
    explanations=("Ett nystartat bolag, eller ett som finansieras av sin koncern, har ofta litet eget kapital.",),
    cleared_by="Att en senare årsredovisning visar ett större eget kapital.",
    cases=(
        Case("equity 0.42 of 2.8 million", "ordinary", {"annual_report": [_REPORT]}, 0.15),
        Case(
            "the latest of two reports decides, also when equity is used up",
            "ordinary",
            {
                "annual_report": [
                    {**_REPORT, "event_date": "T-20m"},
                    {**_REPORT, "event_date": "T-8m", "equity_sek": -280_000.0},
                ]
            },
            -0.1,
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a report without the figure for equity",
            "nothing_known",
            {"annual_report": [{**_REPORT, "equity_sek": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "an older report does not fill in for what the latest leaves out",
            "nothing_known",
            {"annual_report": [{**_REPORT, "event_date": "T-20m"}, {"event_date": "T-8m"}]},
            Unknown(Missing.SOURCE_GAP),
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
            0.15,
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "equity_sek": 1_400_000.0, "known_from": "T+1d"},
                ]
            },
            0.15,
        ),
    ),
)
def fin_equity_ratio(equity: pl.Expr, assets: pl.Expr) -> pl.Expr:
    """Economic means are a condition of a permit, and a sudden closure hurts those who live there."""
    return equity / assets
