"""How fast a company's turnover grows."""

import math

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.formulas import log_ratio
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
_REPORT = {
    "event_date": "T-15m",
    "net_turnover_sek": 12_000_000.0,
    "year_days": 365,
    "turnover_prior_sek": 4_000_000.0,
    "prior_year_days": 365,
}


@indicator(
    label="Omsättningstillväxt",
    question="Hur mycket har bolagets omsättning ökat från ett år till nästa?",
    levels=(Level.ACTOR,),
    unit=Unit.LOG_RATIO,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "days": Latest(AnnualReport, column="year_days", last=_RECENT),
        "turnover_before": Latest(AnnualReport, column="turnover_prior_sek", last=_RECENT),
        "days_before": Latest(AnnualReport, column="prior_year_days", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("turnover", "turnover_before"),
    unknown=(
        ("reports", Missing.SOURCE_GAP),
        ("turnover", Missing.SOURCE_GAP, 0),
        ("turnover", Missing.NOT_OBSERVED),
        ("turnover_before", Missing.NOT_OBSERVED),
        ("days_before", Missing.NOT_OBSERVED),
    ),
    legal=("sol_26_3", "lss_23a"),
    reason="omsättningen gick från {exposure} till {y} kronor, tillväxttal {value} omräknat till hela år.",
    usual="tillväxttal {median}",
    explanations=("Nya tillstånd, vunna upphandlingar eller ett förvärv.",),
    cleared_by="Att nästa årsredovisning visar en omsättning som är oförändrad.",
    cases=(
        Case("from 4 to 12 million", "ordinary", {"annual_report": [_REPORT]}, math.log(3)),
        Case(
            "falling turnover",
            "ordinary",
            {"annual_report": [{**_REPORT, "net_turnover_sek": 2_000_000.0}]},
            -math.log(2),
        ),
        Case(
            "a first year of half a year's length is counted as a whole one",
            "ordinary",
            {"annual_report": [{**_REPORT, "year_days": 364, "prior_year_days": 182}]},
            math.log(1.5),
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a first year, with none before it",
            "nothing_known",
            {"annual_report": [{**_REPORT, "turnover_prior_sek": None, "prior_year_days": None}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "a year before without turnover has nothing to grow from",
            "nothing_known",
            {"annual_report": [{**_REPORT, "turnover_prior_sek": 0.0}]},
            Unknown(Missing.NOT_OBSERVED),
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
                    {**_REPORT, "event_date": "T-3m", "net_turnover_sek": 4_000_000.0, "known_from": "T+1d"},
                ]
            },
            math.log(3),
        ),
    ),
)
def cap_turnover_growth(turnover: pl.Expr, days: pl.Expr, turnover_before: pl.Expr, days_before: pl.Expr) -> pl.Expr:
    """Sudden income without more staff or places asks where it came from; see also turnover per place."""
    return log_ratio(turnover / days, turnover_before / days_before)
