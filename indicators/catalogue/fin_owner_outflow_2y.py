"""How much has left a company for its owners, against what it earned, over two years."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
#: The least that outflow is measured against, as a share of turnover: a company that earned nothing can still pay out.
_LEAST_RESULT = 0.01
_REPORT = {
    "event_date": "T-15m",
    "dividends_sek": 500_000.0,
    "dividends_prior_sek": 400_000.0,
    "group_claims_sek": 800_000.0,
    "group_claims_before_sek": 200_000.0,
    "result_before_tax_sek": 700_000.0,
    "result_before_tax_prior_sek": 300_000.0,
    "net_turnover_sek": 12_000_000.0,
    "turnover_prior_sek": 8_000_000.0,
}


def _latest(column: str) -> Latest:
    return Latest(AnnualReport, column=column, last=_RECENT)


@indicator(
    label="Uttag till ägare och närstående",
    question="Hur mycket har gått till ägare och koncernbolag i förhållande till vad bolaget tjänade?",
    levels=(Level.ACTOR,),
    unit=Unit.RATE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    one_sided=True,
    measures={
        "dividends": _latest("dividends_sek"),
        "dividends_before": _latest("dividends_prior_sek"),
        "claims": _latest("group_claims_sek"),
        "claims_before": _latest("group_claims_before_sek"),
        "result": _latest("result_before_tax_sek"),
        "result_before": _latest("result_before_tax_prior_sek"),
        "turnover": _latest("net_turnover_sek"),
        "turnover_before": _latest("turnover_prior_sek"),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    unknown=(("reports", Missing.SOURCE_GAP),),
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="utdelning och ökade fordringar på ägare och koncernbolag är {value} gånger resultatet före skatt, två år "
    "tillsammans.",
    usual="{median} gånger",
    explanations=(
        "Utdelning av vinster som sparats i flera år.",
        "Koncernens gemensamma konto syns som en fordran.",
    ),
    cleared_by="Att en senare årsredovisning visar mindre uttag, eller att fordringarna betalas tillbaka.",
    cases=(
        Case(
            "dividends 0.9 and new claims 0.6 million, result 1.0 million",
            "ordinary",
            {"annual_report": [_REPORT]},
            1.5,
        ),
        Case(
            "a loss: measured against one per cent of the turnover",
            "ordinary",
            {"annual_report": [{**_REPORT, "result_before_tax_sek": -900_000.0}]},
            7.5,
        ),
        Case(
            "claims that were paid back are no outflow, and do not hide the dividends",
            "ordinary",
            {"annual_report": [{**_REPORT, "group_claims_sek": 0.0}]},
            0.9,
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "only one year known",
            "nothing_known",
            {"annual_report": [{**_REPORT, "dividends_prior_sek": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "neither turnover nor result: nothing to measure against",
            "nothing_known",
            {
                "annual_report": [
                    {
                        **_REPORT,
                        "net_turnover_sek": 0.0,
                        "turnover_prior_sek": 0.0,
                        "result_before_tax_sek": 0.0,
                        "result_before_tax_prior_sek": 0.0,
                    }
                ]
            },
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
            1.5,
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {"annual_report": [_REPORT, {**_REPORT, "event_date": "T-3m", "dividends_sek": 0.0, "known_from": "T+1d"}]},
            1.5,
        ),
    ),
)
def fin_owner_outflow_2y(
    dividends: pl.Expr,
    dividends_before: pl.Expr,
    claims: pl.Expr,
    claims_before: pl.Expr,
    result: pl.Expr,
    result_before: pl.Expr,
    turnover: pl.Expr,
    turnover_before: pl.Expr,
) -> pl.Expr:
    """Money that is moved to owners faster than it is earned is not there when care costs more than was thought."""
    outflow = dividends + dividends_before + (claims - claims_before).clip(lower_bound=0.0)
    earned, least = result + result_before, _LEAST_RESULT * (turnover + turnover_before)
    measured = pl.when(earned >= least).then(earned).otherwise(least)
    return pl.when(measured > 0).then(outflow / measured)
