"""Measures over what lasts: how many hold at a date, how many held a while ago, and for how long in a window.

Facts that last have `valid_from` and `valid_to` beside their run of knowledge. What held a while ago is answered with
what is known at T, so that a late correction of last year's register changes today's answer, not last year's.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from indicators.bulk import Bulk, Run
from indicators.measures.base import Lane, Measure, Row, is_known, known
from indicators.windows import NEVER, Days, Months, Window


@dataclass(frozen=True)
class CountAt(Measure):
    """How many rows held at T, or `ago` before T."""

    ago: Window = field(default_factory=lambda: Days(0))

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        return bulk.add(self._run(bulk))

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(sum(1 for row in rows if self._counts(row, as_of)))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known at T, held then."""
        then = self.ago.before(as_of)
        holds = (pl.col("valid_from") <= then) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > then))
        return known(as_of) & self.meets() & holds

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._words()} som gällde" + self._when()

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"valid_from", "valid_to"}

    def _when(self) -> str:
        return "" if self.ago == Days(0) else f" för {self.ago} sedan"

    def _counts(self, row: Row, as_of: dt.date) -> bool:
        then = self.ago.before(as_of)
        holds = row["valid_from"] <= then and (row["valid_to"] is None or then < row["valid_to"])
        return holds and is_known(row, as_of) and self.matches(row)

    def _run(self, bulk: Bulk) -> Run:
        """The day that lies `ago` back moves forward with the date, so that what held then is one run as well."""
        then = bulk.as_of.cutoffs(self.ago)
        known_from, known_to = bulk.known
        first = np.maximum(
            np.searchsorted(then, bulk.days("valid_from"), side="left"),
            np.searchsorted(bulk.as_of.days, known_from, side="left"),
        )
        last = np.minimum(
            np.searchsorted(then, bulk.days("valid_to", missing=NEVER), side="left"),
            np.searchsorted(bulk.as_of.days, known_to, side="left"),
        )
        return first, np.maximum(first, last)


@dataclass(frozen=True)
class SumAt(CountAt):
    """The sum of a whole-number column over the rows that held at T, or `ago` before T; empty counts as 0."""

    column: str = ""

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        return bulk.add(self._run(bulk), bulk.numbers(self.column))

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(sum(row[self.column] or 0 for row in rows if self._counts(row, as_of)))

    def says(self) -> str:
        """In Swedish."""
        return f"summan av {self.column} i {self._words()} som gällde" + self._when()

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.column}


@dataclass(frozen=True)
class HeldDays(Measure):
    """How many days rows held inside the window, summed over the rows."""

    last: Window = field(default_factory=lambda: Months(24))

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        start, end = bulk.days("valid_from"), bulk.days("valid_to", missing=NEVER)
        cutoffs = bulk.as_of.cutoffs(self.last)

        def overlap(k: int) -> Lane:
            held = np.minimum(end, bulk.as_of.days[k] + 1) - np.maximum(start, cutoffs[k] + 1)
            days: Lane = np.maximum(held, 0).astype(np.float64)
            return days

        return bulk.by_date(overlap)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        first, after = self.last.before(as_of) + dt.timedelta(days=1), as_of + dt.timedelta(days=1)
        total = 0
        for row in rows:
            if is_known(row, as_of) and self.matches(row):
                held = min(row["valid_to"] or after, after) - max(row["valid_from"], first)
                total += max(0, held.days)
        return float(total)

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, held at some time in the window."""
        first = self.last.before(as_of) + dt.timedelta(days=1)
        ended = pl.col("valid_to").is_null() | (pl.col("valid_to") > first)
        return known(as_of) & self.meets() & (pl.col("valid_from") <= as_of) & ended

    def says(self) -> str:
        """In Swedish."""
        return f"antal dagar som {self._words()} gällde, {self.last} bakåt"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"valid_from", "valid_to"}


@dataclass(frozen=True)
class Ongoing(Measure):
    """How many rows have begun, by their column `starts`, and not ended, by `ends`.

    With `strictly`, the day it starts is not yet counted: an order is overdue the day after its due date.
    """

    starts: str = ""
    ends: str = ""
    strictly: bool = False

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        return bulk.add(bulk.run(bulk.days(self.starts) + int(self.strictly), bulk.days(self.ends, missing=NEVER)))

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(sum(1 for row in rows if is_known(row, as_of) and self.matches(row) and self._runs(row, as_of)))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, begun, not ended."""
        begun = pl.col(self.starts) < as_of if self.strictly else pl.col(self.starts) <= as_of
        return known(as_of) & self.meets() & begun & (pl.col(self.ends).is_null() | (pl.col(self.ends) > as_of))

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._words()} där {self.starts} har passerats och {self.ends} inte har inträffat"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.starts, self.ends}

    def _runs(self, row: Row, as_of: dt.date) -> bool:
        start, end = row[self.starts], row[self.ends]
        begun = start is not None and (start < as_of if self.strictly else start <= as_of)
        return begun and (end is None or end > as_of)


@dataclass(frozen=True)
class WindowDays(Measure):
    """How many days the window has; the same for every entity."""

    last: Window = field(default_factory=lambda: Months(24))

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        length = (bulk.as_of.days - bulk.as_of.cutoffs(self.last)).astype(np.float64)
        return np.broadcast_to(length, (bulk.n_entities, len(length))).copy()

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:  # noqa: ARG002 - the rows do not matter
        """The length of the window."""
        return float((as_of - self.last.before(as_of)).days)

    def active(self, as_of: dt.date) -> pl.Expr:  # noqa: ARG002 - no rows stand behind it
        """No rows."""
        return pl.lit(value=False)

    def says(self) -> str:
        """In Swedish."""
        return f"antal dagar i {self.last}"
