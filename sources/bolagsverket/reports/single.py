"""Single annual reports from the API, for companies that lack the one that is due: those the archives gave nothing of.

Each company costs a question or two, so a run asks about so many and goes on with the others the next time. How the API
is reached is in `sources/bolagsverket/vdm/`; the weekly archives are in `fetching.py`.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sources.bolagsverket.askable import organisations_of
from sources.bolagsverket.reports.containers import LARGEST_PACKAGE
from sources.bolagsverket.reports.faults import ReportFault, words
from sources.bolagsverket.reports.fetching import MOST_FAULTS_IN_A_ROW
from sources.bolagsverket.reports.report import read_report
from sources.bolagsverket.reports.rows import Filed, annual_reports, report_figures
from sources.bolagsverket.vdm.documents import Document, documents, report_zip
from sources.bolagsverket.vdm.service import Service
from sources.fetching.connector import Asked, Fetched, Outcome, SourceFault
from sources.fetching.http.faults import SourceUnreachable
from tables.store import atomic_write

#: A year's report is due seven months after the year, and a year is twelve.
DUE_AFTER_MONTHS = 7
#: Who had nothing new is not asked about again before so many days have passed: most file on paper, or late.
AGAIN_AFTER_DAYS = 14
#: So many companies are written and remembered at one go.
BATCH = 100
_MEMORY = "single_reports.json"
_WHAT = "årsredovisningar genom Bolagsverkets API"

#: A run that has nobody to ask about. It makes no day complete: that is the archives' to tell.
_NOBODY = Fetched({}, Outcome.COMPLETE, None, 0, 0)


@dataclass
class _Batch:
    """What came of asking about some companies."""

    filed: list[Filed] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    faults_in_a_row: int = 0


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Ask for the reports that are due and were not among those landed; until any have been, there is nothing to miss.

    Raises:
        SourceFault: there are no credentials, or the API stopped answering.
    """
    if asked.filed.is_empty():
        yield _NOBODY
    else:
        yield from from_api(asked, asked.filed)


def lacking(asked: Asked, reports: pl.DataFrame) -> list[str]:
    """The followed companies without a report of the latest year that is due, sorted.

    Args:
        asked: whom to look for, and the day.
        reports: what is filed: `operator_id`, `fiscal_year_end`.
    """
    # A year that ended so long ago is not the latest whose report is due.
    too_old = pl.lit(asked.day).dt.offset_by(f"-{12 + DUE_AFTER_MONTHS}mo")
    fresh = reports.filter(pl.col("fiscal_year_end") > too_old)
    return sorted({*organisations_of(asked.followed["operator_id"])} - {*fresh["operator_id"]})


def from_api(asked: Asked, reports: pl.DataFrame) -> Iterator[Fetched]:
    """The newest report of companies that lack the one that is due; those asked about longest ago come first.

    Args:
        asked: as for any connector; `access` is that of the API.
        reports: what is filed already: `operator_id`, `fiscal_year_end`.

    Raises:
        SourceFault: there are no credentials, or the API stopped answering.
    """
    asked_at, batches = _remembered(asked.folder)
    again_from = (asked.day - dt.timedelta(days=AGAIN_AFTER_DAYS)).isoformat()
    missing = [number for number in lacking(asked, reports) if asked_at.get(number, "") <= again_from]
    waiting = sorted(missing, key=lambda number: (asked_at.get(number, ""), number))
    # Each company may cost two questions.
    chosen = waiting[: max(asked.access.most_requests // 2, 1)]
    if not chosen:
        yield _NOBODY
        return
    latest = dict(reports.group_by("operator_id").agg(pl.col("fiscal_year_end").max()).iter_rows())
    with Service.open(asked.access) as service:
        for first in range(0, len(chosen), BATCH):
            numbers = chosen[first : first + BATCH]
            batch = _Batch()
            for number in numbers:
                _ask(service, number, latest.get(number), asked.folder, batch)
            asked_at |= dict.fromkeys(numbers, asked.day.isoformat())
            place = batches + first // BATCH + 1
            yield _fetched(batch, place, len(numbers), _commit(asked.folder, asked_at, place))


def _ask(service: Service, number: str, latest: dt.date | None, folder: Path, batch: _Batch) -> None:
    try:
        newer = [each for each in documents(service, number) if latest is None or each.period_end > latest]
        if newer:
            batch.filed.append(_filed(service, number, newer[0], folder))
    except SourceFault as fault:
        batch.faults.append(str(fault))
        batch.faults_in_a_row += 1
        if isinstance(fault, SourceUnreachable) or batch.faults_in_a_row == MOST_FAULTS_IN_A_ROW:
            raise
        return
    except ReportFault as fault:
        batch.rules[fault.rule] += 1
    batch.faults_in_a_row = 0


def _filed(service: Service, number: str, document: Document, folder: Path) -> Filed:
    name = hashlib.sha256(document.document_id.encode()).hexdigest()[:16]
    path = folder / "downloads" / f"{name}.zip"
    got = report_zip(service, document, path, most_bytes=LARGEST_PACKAGE)
    try:
        report = read_report(path.read_bytes(), number)
    finally:
        path.unlink(missing_ok=True)
    registered = document.registered or got.modified
    return Filed(report, registered, max(registered, got.modified))


def _fetched(batch: _Batch, place: int, asked: int, commit: Callable[[], None]) -> Fetched:
    """The batch as deliveries. Single reports make no day complete: `covered_to` is the archives' to tell."""
    remarks = [f"{_WHAT}: {number} avvisade: {words(rule)}" for rule, number in sorted(batch.rules.items())]
    remarks += [f"{_WHAT}: {fault}" for fault in sorted(set(batch.faults))]
    rows: Mapping[str, pl.DataFrame] = {
        f"annual_report_bolagsverket_api_{place:06}": annual_reports(batch.filed),
        f"report_figure_bolagsverket_api_{place:06}": report_figures(batch.filed),
    }
    outcome = Outcome.PARTIAL if batch.faults else Outcome.COMPLETE
    return Fetched(rows, outcome, None, asked, asked - len(batch.faults), commit, tuple(remarks))


def _remembered(folder: Path) -> tuple[dict[str, str], int]:
    """When each company was asked about last, and how many batches have been written."""
    path = folder / _MEMORY
    if not path.exists():
        return {}, 0
    memory = json.loads(path.read_text())
    return dict(memory["asked"]), int(memory["batches"])


def _commit(folder: Path, asked_at: Mapping[str, str], batches: int) -> Callable[[], None]:
    content = json.dumps({"asked": dict(sorted(asked_at.items())), "batches": batches}).encode()
    return lambda: atomic_write(folder / _MEMORY, content)
