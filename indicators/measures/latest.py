"""Measures that ask for the first or latest day, the latest number, or the highest state among rows in force."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from indicators.lanes import NOTHING, Edge, Lane, Stroke
from indicators.measures import words
from indicators.measures.base import Measure, Painted, Row, Values, in_window, is_known, known, within
from indicators.measures.events import Events, by_number
from indicators.windows import AsOf


@dataclass(frozen=True)
class DaysSince(Measure):
    """Days from the latest event to T; nothing where there has been none.

    `date` is the column that says when. Rows whose end, in the column `ends`, has come are left out.
    """

    date: str = "event_date"
    ends: str | None = None

    def lanes(self) -> tuple[Lane, ...]:
        """The latest day."""
        return (self.extreme(1),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """From that day to T."""
        return where_painted(painted[0], as_of.days - painted[0])

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        ages = [(as_of - day).days for day in self.days(rows, as_of)]
        return float(min(ages)) if ages else None

    def days(self, rows: Iterable[Row], as_of: dt.date) -> list[dt.date]:
        """The days of the rows that count."""
        known_rows = (row for row in rows if is_known(row, as_of) and self.matches(row))
        begun = [row for row in known_rows if in_window(row, self.date, None, as_of)]
        return [row[self.date] for row in begun if has_not_ended(row, self.ends, as_of)]

    def active(self, as_of: dt.date) -> pl.Expr:
        """All known events up to T that have not ended; the latest decides."""
        return known(as_of) & self.meets() & within(self.date, None, as_of) & going(self.ends, as_of)

    def says(self) -> str:
        """In Swedish."""
        return f"dagar sedan den senaste bland {self._rows()}{self._which()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.date} | ({self.ends} if self.ends else set())

    def extreme(self, sign: int) -> Lane:
        """The latest day (`sign` 1), or the earliest, negated (-1)."""
        ends = () if self.ends is None else (Edge(self.ends),)
        return Lane("max", (Stroke(self.when(), (Edge(self.date),), ends, sign, self.date),))

    def _which(self) -> str:
        ended = f" där {words.column(self.fact, self.ends)} inte har passerats" if self.ends else ""
        return ended + words.window(self.fact, None, None, self.date)


@dataclass(frozen=True)
class DaysSinceFirst(DaysSince):
    """Days from the earliest event to T, such as from the oldest that is still overdue; nothing where there is none."""

    def lanes(self) -> tuple[Lane, ...]:
        """The earliest day, negated."""
        return (self.extreme(-1),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """From that day to T."""
        return where_painted(painted[0], as_of.days + painted[0])

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        ages = [(as_of - day).days for day in self.days(rows, as_of)]
        return float(max(ages)) if ages else None

    def says(self) -> str:
        """In Swedish."""
        return f"dagar sedan den första bland {self._rows()}{self._which()}"


@dataclass(frozen=True)
class MonthsSinceFirst(DaysSinceFirst):
    """Calendar months from the earliest event to T by year and month only: from June 2023 to March 2026 is 33."""

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """By the month of that day."""
        earliest = np.where(painted[0] == NOTHING, 0, -painted[0])
        return where_painted(painted[0], _months(as_of.days) - _months(earliest))

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        days = self.days(rows, as_of)
        first = min(days, default=as_of)
        return float(12 * (as_of.year - first.year) + as_of.month - first.month) if days else None

    def says(self) -> str:
        """In Swedish."""
        return f"månader sedan den första bland {self._rows()}{self._which()}"


@dataclass(frozen=True)
class Latest(Events):
    """The number in `column` of the latest event in the window; yes and no are 1 and 0.

    Of several on the same day the highest number. Nothing where there is no event, or where the latest has no number.
    """

    column: str = ""

    def lanes(self) -> tuple[Lane, ...]:
        """The latest number."""
        return (Lane("latest", (self.stroke(),), day=self.date, value=self.column),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """As painted."""
        return painted[0].astype(np.float64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        inside = self.inside(rows, as_of)
        latest = max((row[self.date] for row in inside), default=None)
        numbers = [row[self.column] for row in inside if row[self.date] == latest and row[self.column] is not None]
        return float(max(numbers)) if numbers else None

    def says(self) -> str:
        """In Swedish."""
        column = words.column(self.fact, self.column)
        if words.is_flag(self.fact, self.column):
            return f"om den senaste bland {self._rows()} {column}{self._window()}"
        return f"{column} i den senaste bland {self._rows()}{self._window()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.column}


@dataclass(frozen=True)
class Highest(Events):
    """The highest rank, by a code, among events in the window that have not ended (`ends`, if given); 0 if none."""

    by: str = ""
    ranks: Mapping[Any, int] = field(default_factory=dict, hash=False)
    ends: str | None = None

    def lanes(self) -> tuple[Lane, ...]:
        """The highest, with a stroke for each rank."""
        return (
            Lane("max", tuple(self.stroke(times=rank, also={self.by: codes}) for rank, codes in by_number(self.ranks))),
        )

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Never below 0."""
        return np.maximum(painted[0], 0).astype(np.float64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(max([0, *(self.ranks.get(row[self.by], 0) for row in self.inside(rows, as_of))]))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window, not ended, with a rank."""
        ranked = pl.col(self.by).is_in(list(self.ranks)).fill_null(value=False)
        return super().active(as_of) & ranked & going(self.ends, as_of)

    def says(self) -> str:
        """In Swedish."""
        ranks = words.weights(self.fact, self.by, self.ranks)
        return f"högsta rang bland {self._rows()}{self._window()}; {ranks}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.by} | ({self.ends} if self.ends else set())

    def leaves(self) -> tuple[Edge, ...]:
        """When a row leaves the window or ends."""
        return super().leaves() + (() if self.ends is None else (Edge(self.ends),))

    def lies_in(self, row: Row, as_of: dt.date) -> bool:
        """In the window, and not ended."""
        return super().lies_in(row, as_of) and has_not_ended(row, self.ends, as_of)


def has_not_ended(row: Row, ends: str | None, as_of: dt.date) -> bool:
    """Whether a row's end, if it has one, is yet to come."""
    return ends is None or row[ends] is None or row[ends] > as_of


def going(ends: str | None, as_of: dt.date) -> pl.Expr:
    """The same as an expression."""
    return pl.lit(value=True) if ends is None else pl.col(ends).is_null() | (pl.col(ends) > as_of)


def where_painted(painted: Painted, value: Painted) -> Values:
    """The value, or NaN where nothing was painted."""
    return np.where(painted == NOTHING, np.nan, value.astype(np.float64))


def _months(days: Painted) -> Painted:
    """Months since 1970 of day numbers."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
