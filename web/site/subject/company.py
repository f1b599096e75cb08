"""Company figures year by year, and cases with decisions and how courts have left them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tables import core
from tables.base import Table
from web import queries, wording
from web.reading import Reading, kept_of_actor
from web.timeline import describe


@dataclass(frozen=True)
class Year:
    """One financial year; a year without a report is a row too, with its reason."""

    year: str
    missing: str
    filed_at: dt.date | None = None
    turnover: int | None = None
    result: int | None = None
    equity: int | None = None
    employees: float | None = None
    remark: bool | None = None
    source: str = ""


def years(store: Reading, scope: queries.Scope, day: dt.date) -> tuple[Year, ...]:
    """The annual reports known on a day, latest first, and the years between them that have none."""
    rows = _held(queries.facts_of(store, core.AnnualReport, scope, day), day)
    told: list[Year] = []
    after: int | None = None
    for row in sorted(rows, key=lambda row: row["event_date"], reverse=True):
        ended = row["event_date"].year
        gap = range((after or ended) - 1, ended, -1)
        told += [Year(str(year), "ingen årsredovisning i det som är inläst") for year in gap]
        told.append(_year(row))
        after = ended
    return tuple(told)


def _year(row: Mapping[str, Any]) -> Year:
    return Year(
        year=_called(row["fiscal_year_start"], row["event_date"]),
        missing="",
        filed_at=row["filed_at"],
        turnover=row["net_turnover_sek"],
        result=row["operating_result_sek"],
        equity=row["equity_sek"],
        employees=row["mean_employees"],
        remark=row["has_audit_remark"],
        source=_line(row),
    )


def _called(first: dt.date, last: dt.date) -> str:
    """`2025` for a calendar year, otherwise both its days."""
    is_calendar = first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(last.year) if is_calendar else f"{first}–{last}"


@dataclass(frozen=True)
class CaseRow:
    """One case or decision as it stands on the day."""

    date: dt.date | None
    case_no: str
    said: str
    state: str
    note: str
    source: str


#: Rows of cases on one page.
MOST = 60
_ABOUT_ACTIVITIES: tuple[type[Table], ...] = (core.Inspection, core.Decision)


def cases(store: Reading, scope: queries.Scope, day: dt.date) -> tuple[CaseRow, ...]:
    """Permit cases, inspections and decisions, latest first, with the legal state of each."""
    applied = kept_of_actor(store, "cases", scope.actor_id, day, lambda: _cases(store, core.PermitCase, scope, day))
    told = [*applied, *(one for contract in _ABOUT_ACTIVITIES for one in _cases(store, contract, scope, day))]
    return tuple(sorted(told, key=lambda one: (one.date or dt.date.min, one.case_no, one.said), reverse=True))


def _cases(store: Reading, contract: type[Table], scope: queries.Scope, day: dt.date) -> list[CaseRow]:
    return [_case(contract, row) for row in _held(queries.facts_of(store, contract, scope, day), day)]


def _case(contract: type[Table], row: Mapping[str, Any]) -> CaseRow:
    said = describe(contract, row)
    text = said.text.replace(f", ärende {row['case_no']}", "").replace(f" {row['case_no']}", "")
    return CaseRow(said.date, row["case_no"], text, _state(contract, row), said.note or "", _line(row))


def _state(contract: type[Table], row: Mapping[str, Any]) -> str:
    if contract is core.Decision:
        return wording.label("legal_states", row["legal_state"])
    if contract is core.PermitCase:
        if row["outcome"] == "pending":
            return "väntar på beslut"
        return "laga kraft" if row["is_final"] else "har inte fått laga kraft"
    return ""


def _held(rows: Sequence[Mapping[str, Any]], day: dt.date) -> list[Mapping[str, Any]]:
    """What holds on the day, without what has been replaced."""
    return [row for row in rows if row["known_to"] is None or row["known_to"] > day]


def _line(row: Mapping[str, Any]) -> str:
    return f"{row['file_name']}, rad {row['source_row']}" if row["file_name"] else ""
