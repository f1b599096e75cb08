"""The walk through the sources that may be fetched: each is asked, its rows are written as deliveries, and it is noted.

One source that fails stops no other, and nothing it gave before. What a source is asked is its connector's business;
landing what came is `sources/landing.py`.
"""

import datetime as dt
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sources.fetching import book
from sources.fetching.connector import FILED, Asked, Fetch, Fetched, Outcome, SourceFault
from sources.fetching.decisions import Access, DecisionFault
from sources.fetching.delivering import FOLDER, deliver
from sources.identity import PseudonymKey

_SOURCES = Path(__file__).parents[1]


@dataclass(frozen=True)
class Errand:
    """What all sources of one round have in common.

    Attributes:
        home: the home directory.
        day: the day of the round, noted in the book.
        key: turns the numbers of natural persons into pseudonyms.
        followed: whom to ask about: `operator_id`.
        progress: is told one line at a time, in Swedish.
        filed: annual reports that are landed already: `operator_id`, `fiscal_year_end`.
    """

    home: Path
    day: dt.date
    key: PseudonymKey
    followed: pl.DataFrame
    progress: Callable[[str], None] = lambda _: None
    filed: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FILED))


@dataclass(frozen=True)
class Account:
    """How it went with one source; `fault` says why it did not, in Swedish.

    Without trouble it may still not be whole: a source that is asked about a few each day is, once all have been.
    """

    source: str
    outcome: Outcome
    covered_to: dt.date | None
    asked: int = 0
    answered: int = 0
    remarks: tuple[str, ...] = ()
    fault: str | None = None
    untroubled: bool = True

    def entry(self, day: dt.date) -> book.Entry:
        """The account as it stands in the book."""
        return book.Entry(self.source, day, self.outcome, self.covered_to, self.asked, self.answered)


def is_done(errand: Errand, source: str) -> bool:
    """Whether the source has been fetched whole on the day of the round already."""
    latest = book.latest(errand.home, source)
    return latest is not None and latest.fetched_at == errand.day and latest.outcome is Outcome.COMPLETE


def fetch_source(errand: Errand, source: str, fetch: Fetch, access: Access) -> Account:
    """Ask one source, write what it gives part by part, and note how it went."""
    folder = errand.home / FOLDER / source
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    asked = Asked(errand.day, errand.followed, errand.key, folder, access, errand.progress, errand.filed)
    parts: list[Fetched] = []
    fault = _fault_of(source, _delivered(errand.home, fetch, asked, parts))
    account = _account(source, parts, fault)
    book.note(errand.home, account.entry(errand.day))
    return account


def stop(errand: Errand, source: str) -> None:
    """Note that a source is not fetched any longer, if it was: from then on it is not late."""
    latest = book.latest(errand.home, source)
    if latest is not None and latest.outcome is not Outcome.STOPPED:
        book.note(errand.home, book.Entry(source, errand.day, Outcome.STOPPED, None, 0, 0))


def _delivered(home: Path, fetch: Fetch, asked: Asked, parts: list[Fetched]) -> Iterator[Fetched]:
    """Each part once its rows are safely written and remembered."""
    for part in fetch(asked):
        for stem, rows in part.rows.items():
            deliver(home, stem, rows)
        part.commit()
        parts.append(part)
        yield part


def _fault_of(source: str, delivered: Iterator[Fetched]) -> str | None:
    """Take in all parts; what went wrong in words, if anything did.

    An error that nobody foresaw is told by its kind and place alone, since its message may hold what was answered.
    """
    try:
        for _ in delivered:
            pass
    except (SourceFault, DecisionFault) as fault:
        return str(fault)
    except Exception as error:  # an answer nobody foresaw must not stop the other sources
        return f"{source}: oväntat fel ({_kind_and_place(error)}); källans svar eller programmet måste ses över"
    return None


def _kind_and_place(error: Exception) -> str:
    """The kind of an error, and the last place of our own that it passed through."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _SOURCES in Path(frame.filename).parents]
    place = f" i {Path(own[-1].filename).relative_to(_SOURCES)} rad {own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{place}"


def _account(source: str, parts: list[Fetched], fault: str | None) -> Account:
    untroubled = fault is None and bool(parts) and all(part.outcome is Outcome.COMPLETE for part in parts)
    covered = max((part.covered_to for part in parts if part.covered_to is not None), default=None)
    whole = untroubled and covered is not None
    return Account(
        source,
        Outcome.COMPLETE if whole else Outcome.PARTIAL if parts else Outcome.FAILED,
        covered,
        sum(part.asked for part in parts),
        sum(part.answered for part in parts),
        tuple(remark for part in parts for remark in part.remarks),
        fault,
        untroubled,
    )
