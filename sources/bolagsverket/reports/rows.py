"""Reports as rows of the deliveries `annual_report` and `report_figure`, in kronor.

What a report says is worked out in `report.py`; when it was filed and known is told by whoever fetched it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from sources.bolagsverket.reports.report import Report
from tables import raw
from tables.raw import Delivery

#: Columns of the delivery that are the concept of the same name.
_AS_TAGGED = (
    "net_turnover_sek",
    "operating_result_sek",
    "total_assets_sek",
    "equity_sek",
    "share_capital_sek",
    "personnel_cost_sek",
    "mean_employees",
    "result_before_tax_sek",
    "external_cost_sek",
)
_DIVIDENDS, _DIVIDENDS_FROM = "dividends_sek", ("dividends_retained_sek", "dividends_result_sek")
_CLAIMS = ("group_claims_long_sek", "group_claims_short_sek", "owner_claims_sek")


@dataclass(frozen=True)
class Filed:
    """A report with the day it was filed, and the day the source had it."""

    report: Report
    filed_at: dt.date
    known_at: dt.date


def report_figures(filed: Iterable[Filed]) -> pl.DataFrame:
    """One row per figure of each document, sorted; a document that comes twice gives its rows once."""
    rows = [
        {
            "operator_id": each.report.organisation,
            "fiscal_year_end": each.report.end,
            "period_start": figure.period_start,
            "concept": figure.concept,
            "amount": float(figure.amount),
            "decimals": figure.decimals,
            "tag": figure.tag,
            "document": figure.document,
            "known_at": each.known_at,
        }
        for each in filed
        for figure in each.report.figures
    ]
    key = [*raw.ReportFigure.key(), "known_at"]
    return _frame(raw.ReportFigure, rows).unique(key, keep="last").sort(key, nulls_last=True)


def annual_reports(filed: Iterable[Filed]) -> pl.DataFrame:
    """One row per company and fiscal year, sorted.

    Of several the one filed last holds; of those filed on one day, the one with the highest digest, which is as good as
    any other and the same in every run.
    """
    latest: dict[tuple[str, dt.date], Filed] = {}
    for each in sorted(filed, key=lambda one: (one.filed_at, one.known_at, one.report.document)):
        latest[each.report.organisation, each.report.end] = each
    rows = _frame(raw.AnnualReport, [_annual_report(each) for each in latest.values()])
    return rows.sort(raw.AnnualReport.key())


def _annual_report(filed: Filed) -> dict[str, Any]:
    report = filed.report
    return {
        "operator_id": report.organisation,
        "fiscal_year_start": report.start,
        "fiscal_year_end": report.end,
        "filed_at": filed.filed_at,
        **{column: _number(report.amount(column)) for column in _AS_TAGGED},
        "has_audit_remark": report.has_audit_remark,
        _DIVIDENDS: _number(_dividends(report)),
        "group_claims_sek": _number(_sum(report, _CLAIMS, is_nothing=report.is_unabridged)),
        "known_at": filed.known_at,
    }


def _dividends(report: Report) -> Decimal | None:
    """What was decided to be paid out during the year.

    It is written with and without a minus sign, so the sign says nothing. A table of the changes of equity without a
    line of dividends says that there were none.
    """
    stated = report.amount(_DIVIDENDS)
    if stated is not None:
        return abs(stated)
    return _sum(report, _DIVIDENDS_FROM, is_nothing=report.states_equity_changes, of=abs)


def _sum(
    report: Report, parts: Sequence[str], *, is_nothing: bool, of: Callable[[Decimal], Decimal] = Decimal
) -> Decimal | None:
    """The sum of the parts that are there; without any, nothing or unknown."""
    stated = [of(amount) for amount in map(report.amount, parts) if amount is not None]
    return sum(stated, Decimal(0)) if stated or is_nothing else None


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _frame(contract: type[Delivery], rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    columns = contract.columns()
    return pl.DataFrame(rows, schema={name: columns[name].dtype for name in contract.delivered_columns()})
