"""Whether less than half of a limited company's share capital is left."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
_REPORT = {"event_date": "T-15m", "equity_sek": 10_000.0, "share_capital_sek": 25_000.0}


@indicator(
    label="Kapitalbrist",
    question="Är mindre än hälften av aktiekapitalet kvar?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.LIMITED,
    measures={
        "equity": Latest(AnnualReport, column="equity_sek", last=_RECENT),
        "share_capital": Latest(AnnualReport, column="share_capital_sek", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("equity", "share_capital"),
    unknown=(("reports", Missing.SOURCE_GAP),),
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="eget kapital {y} kronor mot aktiekapitalet {exposure} kronor i den senaste årsredovisningen.",
    usual="minst hälften av aktiekapitalet är kvar",
    explanations=(
        "Ägaren kan ha skjutit till kapital efter räkenskapsårets slut.",
        "En kontrollbalansräkning kan visa att kapitalet är återställt; den finns inte i registret.",
    ),
    cleared_by="En senare årsredovisning som visar att kapitalet är återställt.",
    cases=(
        Case("equity 10 000 against a share capital of 25 000", "ordinary", {"annual_report": [_REPORT]}, 1.0),
        Case(
            "restored in a later report",
            "ordinary",
            {"annual_report": [_REPORT, {**_REPORT, "event_date": "T-3m", "equity_sek": 60_000.0}]},
            0.0,
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a report without the figure for equity",
            "nothing_known",
            {"annual_report": [{**_REPORT, "equity_sek": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "exactly half is left",
            "window_edge",
            {"annual_report": [{**_REPORT, "equity_sek": 12_500.0}]},
            0.0,
        ),
        Case(
            "a year that ended exactly 24 months ago is too old",
            "window_edge",
            {"annual_report": [{**_REPORT, "event_date": "T-24m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "restored, but filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "equity_sek": 60_000.0, "known_from": "T+1d"},
                ]
            },
            1.0,
        ),
    ),
)
def fin_capital_deficiency(equity: pl.Expr, share_capital: pl.Expr) -> pl.Expr:
    """Then the law demands a control balance sheet of the board, and in the end that the company is wound up."""
    return equity < share_capital / 2
