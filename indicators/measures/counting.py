"""Measures that count or sum events in a window.

Sums run over whole numbers and are divided once, so that the order of rows can never show in the result.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from indicators.bulk import Bulk
from indicators.measures.base import Lane, Measure, Row, in_window, is_known, known, within
from indicators.measures.spacing import spaced
from indicators.windows import Days, Months, Window


@dataclass(frozen=True)
class Count(Measure):
    """How many events lie in the window.

    `date` is the column that says when; `closed` lets the window's far edge count; `beyond_days` keeps only rows whose
    number in a column is larger (an empty one counts).
    """

    last: Window | None = None
    date: str = "event_date"
    closed: bool = False
    beyond: tuple[str, int] | None = None

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        return bulk.add(bulk.window_run(bulk.days(self.date), self.last, closed=self.closed))

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(sum(1 for row in rows if self._counts(row, as_of)))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window."""
        inside = within(self.date, self.last, as_of)
        if self.closed and self.last is not None:
            inside |= pl.col(self.date) == self.last.before(as_of)
        return known(as_of) & self.meets() & inside

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._words()}" + (f", {self.last} bakåt" if self.last else "")

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.date} | ({self.beyond[0]} if self.beyond else set())

    def matches(self, row: Row) -> bool:
        """The conditions, the lower bound included."""
        return super().matches(row) and (
            self.beyond is None or row[self.beyond[0]] is None or row[self.beyond[0]] > self.beyond[1]
        )

    def meets(self) -> pl.Expr:
        """The same as an expression."""
        if self.beyond is None:
            return super().meets()
        column, bound = self.beyond
        return super().meets() & (pl.col(column).is_null() | (pl.col(column) > bound))

    def _counts(self, row: Row, as_of: dt.date) -> bool:
        if not (is_known(row, as_of) and self.matches(row)):
            return False
        on_edge = self.closed and self.last is not None and row[self.date] == self.last.before(as_of)
        return on_edge or in_window(row, self.date, self.last, as_of)


@dataclass(frozen=True)
class SpacedCount(Measure):
    """Events in the window, of which those from one sender (`by`) count once per `days` days.

    It is the largest number of the sender's events that lie at least `days` apart: counted from the first onwards.
    Events without a sender count each.
    """

    last: Window = field(default_factory=lambda: Months(12))
    by: str = "sender_key"
    days: int = 30

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        return bulk.by_date(lambda k: self.chosen(bulk, k).astype(np.float64))

    def chosen(self, bulk: Bulk, k: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which rows count at date number k, shape (rows,)."""
        events = bulk.days("event_date")
        known_from, known_to = bulk.known
        day = bulk.as_of.days[k]
        here = (known_from <= day) & (day < known_to) & (events <= day) & (events > bulk.as_of.cutoffs(self.last)[k])
        return spaced(bulk.entity, bulk.table[self.by], events, here, self.days)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one, sender by sender."""
        counted, latest = 0, defaultdict[str, dt.date](lambda: dt.date.min)
        inside = [
            r for r in rows if is_known(r, as_of) and self.matches(r) and in_window(r, "event_date", self.last, as_of)
        ]
        for row in sorted(inside, key=lambda row: row["event_date"]):
            sender = row[self.by]
            if sender is None or row["event_date"] >= latest[sender] + dt.timedelta(days=self.days):
                counted += 1
                if sender is not None:
                    latest[sender] = row["event_date"]
        return float(counted)

    def active(self, as_of: dt.date) -> pl.Expr:
        """All messages in the window, repeats included."""
        return known(as_of) & self.meets() & within("event_date", self.last, as_of)

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._words()}, {self.last} bakåt; samma avsändare räknas en gång per {self.days} dagar"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date", self.by}


@dataclass(frozen=True)
class DecayedCount(Measure):
    """Events that weigh 1 until they are `full` days old, then ever less, and nothing after `gone` days.

    Method: indicator conventions, no. 5 (sunset of undecided reports).
    """

    full: int = 365
    gone: int = 730

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates. With n rows fading: sum of (gone - T + event) = (gone - T)·n + sum of events."""
        events = bulk.days("event_date")
        whole = bulk.add(bulk.window_run(events, Days(self.full + 1)))
        fading = bulk.run(events + self.full + 1, events + self.gone)
        numbers, dates = bulk.add(fading), bulk.add(fading, events.astype(np.float64))
        span = self.gone - self.full
        return (span * whole + (self.gone - bulk.as_of.days) * numbers + dates) / span

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        total, span = 0, self.gone - self.full
        for row in rows:
            if is_known(row, as_of) and self.matches(row) and row["event_date"] <= as_of:
                age = (as_of - row["event_date"]).days
                total += span if age <= self.full else max(0, self.gone - age)
        return total / span

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, not yet faded away."""
        return known(as_of) & self.meets() & within("event_date", Days(self.gone), as_of)

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._words()}; väger 1 i {self.full} dagar, avtar sedan till 0 vid {self.gone} dagar"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date"}


@dataclass(frozen=True)
class WeightedCount(Measure):
    """Events in the window, weighed by a code: the sum of whole weights divided by `over`."""

    by: str = ""
    weights: Mapping[str, int] = field(default_factory=dict, hash=False)
    over: int = 1
    last: Window | None = None

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        weight = (
            bulk.table[self.by].cast(pl.String).replace_strict(dict(self.weights), default=0, return_dtype=pl.Float64)
        )
        return bulk.add(bulk.window_run(bulk.days("event_date"), self.last), weight.to_numpy()) / self.over

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        counted = (row for row in rows if is_known(row, as_of) and self.matches(row))
        return (
            sum(self.weights.get(r[self.by], 0) for r in counted if in_window(r, "event_date", self.last, as_of))
            / self.over
        )

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window, with a weight."""
        weighed = pl.col(self.by).cast(pl.String).is_in(list(self.weights)).fill_null(value=False)
        return known(as_of) & self.meets() & within("event_date", self.last, as_of) & weighed

    def says(self) -> str:
        """In Swedish."""
        weights = ", ".join(f"{code}: {weight / self.over:g}" for code, weight in self.weights.items())
        return f"antal {self._words()} vägda efter {self.by} ({weights})" + (
            f", {self.last} bakåt" if self.last else ""
        )

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date", self.by}


@dataclass(frozen=True)
class AgedSum(Measure):
    """The sum of a whole-number column, weighed by age in steps: `((Months(12), 3), ...)` over `over`."""

    column: str = ""
    steps: tuple[tuple[Months, int], ...] = ()
    over: int = 1

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates: each step's window adds the difference to the next step's weight."""
        events, values = bulk.days("event_date"), bulk.numbers(self.column)
        lower = [weight for _, weight in self.steps[1:]] + [0]
        lanes = [
            (weight - below) * bulk.add(bulk.window_run(events, window), values)
            for (window, weight), below in zip(self.steps, lower, strict=True)
        ]
        total: Lane = np.sum(lanes, axis=0)
        return total / self.over

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        total = 0
        for row in rows:
            if is_known(row, as_of) and self.matches(row):
                fitting = [weight for window, weight in self.steps if in_window(row, "event_date", window, as_of)]
                total += row[self.column] * (fitting[0] if fitting else 0)
        return total / self.over

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the longest window."""
        return known(as_of) & self.meets() & within("event_date", self.steps[-1][0], as_of)

    def says(self) -> str:
        """In Swedish."""
        steps = ", ".join(f"högst {window}: {weight}/{self.over}" for window, weight in self.steps)
        return f"summan av {self.column} i {self._words()}, vägd efter ålder ({steps})"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date", self.column}
