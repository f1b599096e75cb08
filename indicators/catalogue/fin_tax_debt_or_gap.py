"""How large a company's unpaid debts to the state are. Off until there is a legal basis and a source."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest, SumAt
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport, TaxDebt

_RECENT = Months(24)
#: Debts below this share of the turnover say nothing: small late payments do not make anyone unsuitable.
_FLOOR = 0.005
_REPORT = {"event_date": "T-15m", "net_turnover_sek": 6_000_000.0}
_DEBT = {"amount_sek": 120_000, "event_date": "T-9m", "valid_from": "T-6m"}


@indicator(
    label="Skatteskuld / avvikelse i arbetsgivaruppgifter",
    question="Har bolaget obetalda skulder till staten i förhållande till sin omsättning?",
    levels=(Level.ACTOR,),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    one_sided=True,
    needs_basis=True,
    measures={
        "debt": SumAt(TaxDebt, column="amount_sek"),
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("debt", "turnover"),
    unknown=(
        ("reports", Missing.SOURCE_GAP),
        ("turnover", Missing.SOURCE_GAP, 0),
        ("turnover", Missing.NOT_OBSERVED),
    ),
    legal=("lag_2024_307_2", "sol_26_3", "lss_23a"),
    limits=("L5",),
    reason="skulder till staten som varit obetalda i mer än 90 dagar är {value} av omsättningen: {y} kronor.",
    usual="{median}",
    explanations=("Skulden kan vara bestridd, eller betalas enligt en plan.",),
    cleared_by="Att skulden betalas.",
    cases=(
        Case(
            "120 000 of a turnover of 6 million",
            "ordinary",
            {"annual_report": [_REPORT], "tax_debt": [_DEBT]},
            0.02,
        ),
        Case(
            "two debts are added",
            "ordinary",
            {"annual_report": [_REPORT], "tax_debt": [_DEBT, {**_DEBT, "amount_sek": 60_000}]},
            0.03,
        ),
        Case("no debts", "nothing_known", {"annual_report": [_REPORT]}, 0.0),
        Case("no annual report", "nothing_known", {"tax_debt": [_DEBT]}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "half a per cent of the turnover counts, a krona less does not",
            "window_edge",
            {"annual_report": [_REPORT], "tax_debt": [{**_DEBT, "amount_sek": 30_000}]},
            0.005,
        ),
        Case(
            "a krona less than half a per cent",
            "window_edge",
            {"annual_report": [_REPORT], "tax_debt": [{**_DEBT, "amount_sek": 29_999}]},
            0.0,
        ),
        Case(
            "unpaid for 90 days today: not yet more than that",
            "window_edge",
            {"annual_report": [_REPORT], "tax_debt": [{**_DEBT, "event_date": "T-90d", "valid_from": "T+1d"}]},
            0.0,
        ),
        Case(
            "paid, and one that became known after the day",
            "late_or_cleared",
            {
                "annual_report": [_REPORT],
                "tax_debt": [{**_DEBT, "valid_to": "T-1m"}, {**_DEBT, "known_from": "T+1d"}],
            },
            0.0,
        ),
    ),
)
def fin_tax_debt_or_gap(debt: pl.Expr, turnover: pl.Expr) -> pl.Expr:
    """Mismanaged economy is the usual ground on which permits are withdrawn; taxes that stay unpaid show it early."""
    return pl.when(debt >= _FLOOR * turnover).then(debt / turnover).otherwise(0.0)
