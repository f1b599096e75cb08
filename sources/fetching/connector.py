"""What a connector is: something that asks a source over a network and gives rows of delivery tables.

A connector writes no deliveries and opens no warehouse. It keeps what it has to remember in a folder of its own, and
makes a change there durable only in `Fetched.commit`, which is called when its rows are safely written. The same
answers from the source and the same memory therefore give the same files, also after a crash between the two.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import polars as pl

from sources.fetching.decisions import Access
from sources.identity import PseudonymKey

#: Annual reports by company and year.
FILED = {"operator_id": pl.String(), "fiscal_year_end": pl.Date()}


class Outcome(StrEnum):
    """What came of asking a source: codes of the list `fetch_outcomes`."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"
    STOPPED = "stopped"


class SourceFault(Exception):
    """A source could not be read: unreachable, refusing, or answering what it should not.

    The message is Swedish, says what to do, and never holds an identity number or a secret.
    """


@dataclass(frozen=True)
class Asked:
    """What a connector is given.

    Attributes:
        day: the day of the run; plans and names with it, but what is known when is read from the source's answers.
        followed: whom the care register knows: `operator_id` (organisation number or pseudonym), one row each, sorted.
        key: turns the numbers of natural persons into pseudonyms; no other form of them is ever written.
        folder: the connector's own folder, kept between fetches.
        access: addresses, secrets and limits, from the agency's decision about the source.
        progress: is told one line at a time, in Swedish, what is going on.
        filed: annual reports that are landed already: `operator_id`, `fiscal_year_end`.
    """

    day: dt.date
    followed: pl.DataFrame
    key: PseudonymKey
    folder: Path
    access: Access
    progress: Callable[[str], None] = lambda _: None
    filed: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FILED))


def _nothing() -> None:
    """Nothing to remember."""


@dataclass(frozen=True)
class Fetched:
    """What was fetched at one go.

    Attributes:
        rows: file stem → rows by the delivery contract that the stem begins with, technical columns left out. The stem
            is the same for the same part of the source, so that a later, more complete one supersedes it:
            `company_event_bolagsverket_bulk_2026-W25`.
        outcome: complete when everything that was asked for came, else partial.
        covered_to: the last day that everything is complete to; null while something is missing.
        asked: how many things were asked for.
        answered: how many were answered.
        commit: makes what the connector has to remember durable.
        remarks: what a person should look at, in Swedish.
    """

    rows: Mapping[str, pl.DataFrame]
    outcome: Outcome
    covered_to: dt.date | None
    asked: int = 1
    answered: int = 1
    commit: Callable[[], None] = field(default=_nothing)
    remarks: tuple[str, ...] = ()


#: A connector's work: yields what it fetched, part by part, in the order it is to be landed. Raises `SourceFault` when
#: the source could not be read; what was yielded before stays.
Fetch = Callable[[Asked], Iterator[Fetched]]
