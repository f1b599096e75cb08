"""How much of its turnover a company keeps as operating result, over two years."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
#: Below it a margin says little.
_LEAST_TURNOVER = 1_000_000
_REPORT = {
    "event_date": "T-15m",
    "operating_result_sek": 1_100_000.0,
    "net_turnover_sek": 5_000_000.0,
    "operating_result_prior_sek": 700_000.0,
    "turnover_prior_sek": 4_000_000.0,
}
_FIRST_YEAR = {
    "event_date": "T-15m",
    "operating_result_sek": 1_000_000.0,
    "net_turnover_sek": 5_000_000.0,
}
_PEERS = {"median": 0.05, "mad": 0.03}


@indicator(
    label="Avvikande hög rörelsemarginal",
    question="Är bolagets rörelsemarginal högre än hos jämförbara?",
    levels=(Level.ACTOR,),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    one_sided=True,
    measures={
        "result": Latest(AnnualReport, column="operating_result_sek", last=_RECENT),
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "result_before": Latest(AnnualReport, column="operating_result_prior_sek", last=_RECENT),
        "turnover_before": Latest(AnnualReport, column="turnover_prior_sek", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    unknown=(
        ("reports", Missing.SOURCE_GAP),
        ("turnover", Missing.SOURCE_GAP, 0),
        ("turnover", Missing.NOT_OBSERVED, _LEAST_TURNOVER),
    ),
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="rörelseresultatet är {value} av omsättningen, två räkenskapsår tillsammans eller det enda som är känt.",
    usual="{median}",
    explanations=(
        "Personal eller lokaler kan betalas av ett annat bolag i koncernen.",
        "Ersättningen kan avse en vårdform med andra villkor.",
    ),
    cleared_by="Att en senare årsredovisning visar en marginal som jämförbara har.",
    cases=(
        Case(
            "1.8 of 9 million over two years, where peers have 5 per cent",
            "ordinary",
            {"annual_report": [_REPORT]},
            0.20,
            peers=_PEERS,
            expect_z=0.15 / (1.4826 * 0.03),
        ),
        Case(
            "a first year has no year before it",
            "ordinary",
            {"annual_report": [_FIRST_YEAR]},
            0.20,
            peers=_PEERS,
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a report without the figure for the result",
            "nothing_known",
            {"annual_report": [{**_REPORT, "operating_result_sek": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a turnover just below one million is too small",
            "window_edge",
            {"annual_report": [{**_FIRST_YEAR, "net_turnover_sek": 999_999.0}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "a turnover of one million is enough",
            "window_edge",
            {"annual_report": [{**_FIRST_YEAR, "net_turnover_sek": 1_000_000.0, "operating_result_sek": 50_000.0}]},
            0.05,
        ),
        Case(
            "a year that ended exactly 24 months ago is too old",
            "window_edge",
            {"annual_report": [{**_REPORT, "event_date": "T-24m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_FIRST_YEAR, "event_date": "T-3m", "operating_result_sek": 0.0, "known_from": "T+1d"},
                ]
            },
            0.20,
        ),
    ),
)
def fin_margin_outlier(result: pl.Expr, turnover: pl.Expr, result_before: pl.Expr, turnover_before: pl.Expr) -> pl.Expr:
    """Care is staff; a margin far above what others in the same form have asks what was paid for and not given."""
    has_two_years = result_before.is_not_null() & turnover_before.is_not_null()
    results = result + pl.when(has_two_years).then(result_before).otherwise(0.0)
    return results / (turnover + pl.when(has_two_years).then(turnover_before).otherwise(0.0))
