"""A source that is one large file a week: fetched where it is new, read, held against earlier weeks, and remembered.

What is in the file, and what a week of it delivers, is the connector's to say.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import requests

from sources.fetching.connector import Asked, Fetched, Outcome, SourceFault
from sources.fetching.http.download import Downloaded, download
from sources.fetching.http.faults import asking
from sources.fetching.http.session import open_session
from sources.fetching.packed import unpack_text
from sources.fetching.weeks import Week, Weeks, with_new
from sources.identity import PseudonymKey

MOST_ZIP_BYTES, MOST_TEXT_BYTES = 2 * 1024**3, 8 * 1024**3
#: A file with fewer rows than this share of those of the file nearest in time is not believed.
LEAST_SHARE = 0.8


@dataclass(frozen=True)
class Read:
    """What came of reading a text: the rows kept, and remarks in Swedish."""

    rows: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class WeeklyFile:
    """One such source.

    Attributes:
        what: its name in Swedish, as the beginning of a sentence.
        public: the address of the source's own service.
        path: where on it the zip is.
        read: reads a text into a folder, for those followed.
        changed: what is to be delivered when the weeks become others, one of the day among them.
        prune: lets go of what is not needed of older weeks.
    """

    what: str
    public: str
    path: str
    read: Callable[[Path, Path, pl.DataFrame, PseudonymKey], Read]
    changed: Callable[[list[Week], list[Week], dt.date], Mapping[str, pl.DataFrame]]
    prune: Callable[[list[Week]], None]


def fetch_weekly(file: WeeklyFile, asked: Asked) -> Iterator[Fetched]:
    """Give what the newest file changes, after what an earlier run read and did not get to deliver.

    The file is read again, also where it is not new, when somebody is followed whom it was not read for.

    Raises:
        SourceFault: the file cannot be had or believed; then nothing changes.
    """
    asked = replace(asked, followed=_who_can_be_there(asked.followed))
    weeks = Weeks(asked.folder)
    waiting = weeks.waiting()
    if waiting is not None:
        yield _given(file, weeks, waiting)
    known, archive = weeks.all(), asked.folder / "download.zip"
    try:
        with asking(file.what), open_session(asked.access) as session:
            address = (asked.access.url or file.public) + file.path
            mark = _mark(session, address)
            if _is_read([week for week in known if mark and week.mark == mark], asked):
                yield _nothing_new(known)
                return
            got = download(session, address, archive, most_bytes=MOST_ZIP_BYTES, progress=asked.progress)
        same = [week for week in known if week.digest == got.sha256]
        if _is_read(same, asked):
            yield _nothing_new(known, lambda: weeks.remark(same[0], mark, got.modified), got.modified)
            return
        week = _read(file, asked, weeks, got, same[0].day if same else got.modified, mark)
    finally:
        archive.unlink(missing_ok=True)
    yield _given(file, weeks, week)


def _who_can_be_there(followed: pl.DataFrame) -> pl.DataFrame:
    """Those with a number or a pseudonym of one: who is known from a report alone is in no register."""
    return followed.filter(pl.col("operator_id").str.contains("^(?:P-|[0-9]{10}$)")).select("operator_id")


def _is_read(same: list[Week], asked: Asked) -> bool:
    """Whether the file has been read for everybody who is followed."""
    return any(asked.followed.join(week.followed, on="operator_id", how="anti").is_empty() for week in same)


def _mark(session: requests.Session, address: str) -> str:
    """What tells this version of the file from others, without fetching it; empty where the source does not say."""
    head = session.head(address).headers
    marks = [head.get(name, "") for name in ("ETag", "Last-Modified", "Content-Length")]
    return " ".join(marks) if marks[0] or marks[1] else ""


def _read(file: WeeklyFile, asked: Asked, weeks: Weeks, got: Downloaded, day: dt.date, mark: str) -> Week:
    """Read what was downloaded, and let it wait to be taken in."""
    known = weeks.all()
    followed = pl.concat([asked.followed.select("operator_id"), *(week.followed for week in known if week.day == day)])
    followed = followed.unique().sort("operator_id")
    with weeks.work() as folder:
        text, kept = folder / "text", folder / "week"
        kept.mkdir(mode=0o700)
        asked.progress(f"{file.what}: packar upp och läser")
        unpack_text(got.path, text, most_bytes=MOST_TEXT_BYTES, what=file.what)
        read = file.read(text, kept, followed, asked.key)
        _believe(file, read.rows, [week for week in known if week.day != day], day)
        week = Week(kept, day, got.sha256, mark, read.rows, read.remarks, held_to=got.modified)
        return weeks.put(kept, week, followed)


def _believe(file: WeeklyFile, rows: int, others: list[Week], day: dt.date) -> None:
    if not rows:
        raise SourceFault(f"{file.what}: filen har inga rader som går att läsa; inget ändras")
    nearest = min(others, key=lambda week: abs(week.day - day), default=None)
    if nearest is not None and rows < LEAST_SHARE * nearest.rows:
        raise SourceFault(
            f"{file.what}: {rows} rader, mot {nearest.rows} den {nearest.day}; filen är inte hel och inget ändras"
        )


def _given(file: WeeklyFile, weeks: Weeks, week: Week) -> Fetched:
    known = weeks.all()
    changed = file.changed(known, with_new(known, week), week.day)

    def take_in() -> None:
        weeks.take_in(week)
        file.prune(weeks.all())

    covered = max([week.reach, *(other.reach for other in known)])
    return Fetched(changed, Outcome.COMPLETE, covered, commit=take_in, remarks=week.remarks)


def _nothing_new(
    known: list[Week], commit: Callable[[], None] = lambda: None, held_to: dt.date = dt.date.min
) -> Fetched:
    return Fetched({}, Outcome.COMPLETE, max([held_to, *(week.reach for week in known)]), commit=commit)
