"""Fetching digital annual reports from the weekly archives: which are wanted, one at a time, oldest first.

An archive is downloaded, the reports of followed companies are read from it in memory, and it is taken away when the
rows are safely written. How a report is read is in `report.py`; single reports from the API are in `single.py`.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import requests

from sources.bolagsverket.reports.containers import Package, open_part
from sources.bolagsverket.reports.faults import ReportFault, words
from sources.bolagsverket.reports.listing import BUCKET, PUBLIC, Listing, Part, whole_listing
from sources.bolagsverket.reports.memory import Memory, Refused
from sources.bolagsverket.reports.report import Report, read_report
from sources.bolagsverket.reports.rows import Filed, annual_reports, report_figures
from sources.fetching.connector import Asked, Fetched, Outcome, SourceFault
from sources.fetching.http.download import download
from sources.fetching.http.faults import SourceUnreachable, asking
from sources.fetching.http.session import open_session

#: How far back the first fetch goes: two filings of every company, each with a year to be late in.
WEEKS_BACK = 104
#: So many things in a row that cannot be had are no longer each a fault of its own.
MOST_FAULTS_IN_A_ROW = 3
#: The smallest of 300 real weeks has 31 MB of reports; after such a week there are always more.
ORDINARY_WEEK = 10_000_000
#: The largest archives seen are 137 MB.
LARGEST_PART = 1_000_000_000
_WHAT = "Bolagsverkets årsredovisningar"
_DOUBTS = {
    "contradicting_figures": "belopp som motsäger varandra utelämnade",
    "disagreeing_precision": "avrundade belopp som avviker från det exakta",
    "unbalanced": "balansräkningar som inte går ihop",
    "other_currency": "belopp i annan valuta utelämnade",
    "unreadable_number": "belopp som inte går att läsa utelämnade",
    "no_figures": "årsredovisningar utan något av de belopp som läses",
}


@dataclass(frozen=True)
class _Taken:
    """What came of reading one archive: whose reports it holds, whose were taken, and how that went."""

    organisations: Sequence[str]
    numbers: Collection[str]
    reports: Sequence[Report]
    refused: Sequence[Refused]
    unknown_names: int


def fetch(asked: Asked) -> Iterator[Fetched]:
    """The reports of the followed companies in every archive that has not been read for all of them.

    A week is covered from the day after it was published, when all its archives and all before it have been read.

    Raises:
        SourceFault: the listing cannot be read, or the source stopped answering.
    """
    base = asked.access.url or PUBLIC
    memory, followed = Memory(asked.folder), organisations(asked.followed)
    with open_session(asked.access) as session:
        listing = whole_listing(session, base)
        wanted = _wanted(listing, memory)
        left = [part for part in wanted if not memory.is_done(part, followed)]
        faults: list[str] = []
        in_a_row = 0
        for part in left[: asked.access.most_requests]:
            try:
                taken = _read(session, base, part, followed | memory.taken(part), asked)
            except SourceFault as fault:
                faults.append(f"{part.name}: {fault}")
                in_a_row += 1
                if isinstance(fault, SourceUnreachable) or in_a_row == MOST_FAULTS_IN_A_ROW:
                    raise
                continue
            in_a_row = 0
            covered = _covered_to(wanted, {*left} - {part}, listing.day)
            left = [each for each in left if each != part]
            yield _fetched(part, memory.known_at(part), taken, covered, _commit(asked.folder, memory, part, taken))
        yield _summary(listing, wanted, left, faults)


def organisations(followed: pl.DataFrame) -> frozenset[str]:
    """The organisation numbers among the followed; persons have no annual reports here."""
    numbers = followed["operator_id"].drop_nulls()
    return frozenset(numbers.filter(numbers.str.contains("^[0-9]{10}$")))


def _wanted(listing: Listing, memory: Memory) -> list[Part]:
    if not listing.parts:
        raise SourceFault(f"{_WHAT}: listan är tom; kontrollera url i sources.toml")
    beginning = memory.beginning()
    if beginning is None:
        beginning = listing.parts[-1].monday - dt.timedelta(weeks=WEEKS_BACK - 1)
        memory.begin(beginning)
    return [part for part in listing.parts if part.monday >= beginning]


def _covered_to(wanted: Sequence[Part], left: Collection[Part], day: dt.date) -> dt.date | None:
    """The last day of the newest week that is read whole with all before it; one just published may still grow."""
    is_open = {part.monday for part in left} | {
        part.monday for part in wanted if part.published >= day and not part.is_put_again
    }
    stops = min([*is_open, *_missing_weeks(wanted, day), _first_unpublished(day)])
    return stops - dt.timedelta(days=1) if wanted and stops > wanted[0].monday else None


def _first_unpublished(day: dt.date) -> dt.date:
    """The Monday of the first week that need not be published whole: a week is, on the Monday after it."""
    yesterday = day - dt.timedelta(days=1)
    return yesterday - dt.timedelta(days=yesterday.weekday())


def _missing_weeks(wanted: Sequence[Part], day: dt.date) -> list[dt.date]:
    """Weeks that are not in the list though the one before them is too large for nothing to have followed it."""
    sizes: Counter[dt.date] = Counter()
    for part in wanted:
        sizes[part.monday] += part.size
    following = (monday + dt.timedelta(weeks=1) for monday, size in sizes.items() if size >= ORDINARY_WEEK)
    return sorted(week for week in following if week not in sizes and week < _first_unpublished(day))


def _read(session: requests.Session, base: str, part: Part, numbers: Collection[str], asked: Asked) -> _Taken:
    path = _path(asked.folder, part)
    asked.progress(f"årsredovisningar {part.name}: hämtas{_weight(part.size)}")
    with asking(_WHAT):
        got = download(session, f"{base}/{BUCKET}/{part.key}", path, most_bytes=LARGEST_PART, progress=asked.progress)
    try:
        return _taken(path, got.size == part.size, numbers)
    except SourceFault:
        path.unlink(missing_ok=True)
        raise


def _weight(size: int) -> str:
    """How much there is to wait for; nothing where there is next to none."""
    return f" ({size / 1_000_000:.0f} MB)" if size >= 1_000_000 else ""


def _path(folder: Path, part: Part) -> Path:
    return folder / "downloads" / f"{part.name}.zip"


def _taken(path: Path, is_listed: bool, numbers: Collection[str]) -> _Taken:
    if not is_listed:
        raise SourceFault("arkivet är ett annat än listan säger; det hämtas på nytt nästa gång")
    reports, refused = [], []
    with open_part(path) as opened:
        for package in opened.packages(numbers):
            try:
                reports.append(_report(package))
            except ReportFault as fault:
                refused.append(Refused(hashlib.sha256(package.content).hexdigest(), fault.rule))
        held = opened.contents.organisations
        return _Taken(held, [each for each in held if each in numbers], reports, refused, opened.contents.unknown_names)


def _report(package: Package) -> Report:
    if package.fault is not None:
        raise ReportFault(package.fault)
    return read_report(package.content, package.organisation)


def _fetched(
    part: Part, known_at: dt.date, taken: _Taken, covered: dt.date | None, commit: Callable[[], None]
) -> Fetched:
    filed = [Filed(report, part.monday, known_at) for report in taken.reports]
    return Fetched(
        {
            f"annual_report_bolagsverket_{part.name}": annual_reports(filed),
            f"report_figure_bolagsverket_{part.name}": report_figures(filed),
        },
        Outcome.COMPLETE,
        covered,
        commit=commit,
        remarks=tuple(f"årsredovisningar {part.name}: {said}" for said in _remarks(taken)),
    )


def _remarks(taken: _Taken) -> Iterator[str]:
    if taken.unknown_names:
        yield f"{taken.unknown_names} filer har namn som inte är årsredovisningars"
    for rule, number in sorted(Counter(each.rule for each in taken.refused).items()):
        yield f"{number} avvisade: {words(rule)}"
    for rule, number in sorted(Counter(rule for report in taken.reports for rule in report.doubts).items()):
        yield f"{number} {_DOUBTS[rule]}"


def _commit(folder: Path, memory: Memory, part: Part, taken: _Taken) -> Callable[[], None]:
    """What makes it durable that a part is read; the archive itself is not kept."""

    def commit() -> None:
        memory.note(part, taken.organisations, taken.numbers, taken.refused)
        _path(folder, part).unlink(missing_ok=True)

    return commit


def _summary(listing: Listing, wanted: Sequence[Part], left: Sequence[Part], faults: Sequence[str]) -> Fetched:
    """How it stands when all that could be read has been; says so also when there was nothing new."""
    remarks = [f"{_WHAT}: {fault}" for fault in faults]
    if len(left) > len(faults):
        remarks.append(f"{_WHAT}: {len(left) - len(faults)} arkiv återstår till nästa gång")
    for monday in _missing_weeks(wanted, listing.day):
        year, week, _ = monday.isocalendar()
        remarks.append(f"{_WHAT}: vecka {year}-W{week:02} saknas i listan; det som följer räknas inte som fullständigt")
    if listing.unknown_keys:
        remarks.append(f"{_WHAT}: {listing.unknown_keys} namn i listan är av okänd form")
    covered = _covered_to(wanted, left, listing.day)
    is_whole = not left and covered is not None
    return Fetched(
        {}, Outcome.COMPLETE if is_whole else Outcome.PARTIAL, covered, len(faults), 0, remarks=tuple(remarks)
    )
