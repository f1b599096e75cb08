"""Measures taken for each value of a column among events, and then over the values."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from indicators.lanes import NOTHING, Edge, Lane
from indicators.measures import words
from indicators.measures.base import Painted, PerValue, Row, Values
from indicators.measures.events import Events
from indicators.windows import AsOf, Days, Window


@dataclass(frozen=True)
class EventsByValue(PerValue, Events):
    """What measures over the values of events have in common."""

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window, with a value."""
        return super().active(as_of) & pl.col(self.by).is_not_null()

    def by_value(self, rows: Iterable[Row], as_of: dt.date) -> dict[object, list[Row]]:
        """The rows in the window by value, without those that have none."""
        found: dict[object, list[Row]] = defaultdict(list)
        for row in self.inside(rows, as_of):
            if row[self.by] is not None:
                found[row[self.by]].append(row)
        return found

    def _by(self) -> str:
        return words.column(self.fact, self.by)


@dataclass(frozen=True)
class Distinct(EventsByValue):
    """How many different values of `by` the events in the window have."""

    def lanes(self) -> tuple[Lane, ...]:
        """How many events each value has."""
        return (Lane("sum", (self.stroke(),), within=(self.by,)),)

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:  # noqa: ARG002 - painted says it all
        """One, if it has any."""
        return (painted[0] > 0).astype(np.int64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        return float(len(self.by_value(rows, as_of)))

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._rows()}, en gång per {self._by()}{self._window()}"


@dataclass(frozen=True)
class DecayedDistinct(EventsByValue):
    """Different values of `by`, each once, by what its latest event weighs.

    It weighs 1 until the event is `full` days old, then ever less, and nothing after `gone` days. Method: indicator
    conventions, no. 5.
    """

    last: Window | None = field(default=None, init=False)
    older: Window | None = field(default=None, init=False)
    full: int = 365
    gone: int = 730

    def lanes(self) -> tuple[Lane, ...]:
        """The latest day of each value."""
        return (Lane("max", (self.stroke(column=self.date),), within=(self.by,)),)

    def leaves(self) -> tuple[Edge, ...]:
        """When an event weighs nothing any more."""
        return (Edge(self.date, Days(self.gone)),)

    def lies_in(self, row: Row, as_of: dt.date) -> bool:
        """Whether an event weighs anything."""
        return row[self.date] is not None and 0 <= (as_of - row[self.date]).days < self.gone

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:
        """Its weight, in days of fading."""
        left: Painted = self.gone - as_of.days + painted[0]
        weight: Painted = np.clip(left, 0, self.gone - self.full)
        return weight

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Divided once."""
        return painted[0].astype(np.float64) / (self.gone - self.full)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        total, span = 0, self.gone - self.full
        for group in self.by_value(rows, as_of).values():
            age = (as_of - max(row[self.date] for row in group)).days
            total += span if age <= self.full else max(0, self.gone - age)
        return total / span

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, not yet faded away, with a value."""
        return super().active(as_of) & (pl.col(self.date) > Days(self.gone).before(as_of))

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._rows()}, en gång per {self._by()}; den senaste {words.fading(self.full, self.gone)}"


@dataclass(frozen=True)
class Recurring(EventsByValue):
    """How many values of `by` have two events in the window that lie at least `apart` from each other."""

    apart: Days = field(default_factory=lambda: Days(60))

    def lanes(self) -> tuple[Lane, ...]:
        """The latest day of each value, and its earliest, negated."""
        return tuple(Lane("max", (self.stroke(times=sign, column=self.date),), within=(self.by,)) for sign in (1, -1))

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:  # noqa: ARG002 - painted says it all
        """One, if they lie far enough apart."""
        latest, earliest = painted
        far_apart: Painted = (latest != NOTHING) & (latest + earliest >= self.apart.n)
        return far_apart.astype(np.int64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        days = ([row[self.date] for row in group] for group in self.by_value(rows, as_of).values())
        return float(sum(1 for group in days if (max(group) - min(group)).days >= self.apart.n))

    def says(self) -> str:
        """In Swedish."""
        again = f"samma {self._by()} återkommer efter minst {self.apart}"
        return f"antal gånger {again} i {self._rows()}{self._window()}"


@dataclass(frozen=True)
class SumOfHighest(EventsByValue):
    """The highest whole number in `column` for each value of `by` in the window, summed and divided by `over`."""

    column: str = ""
    over: int = 1

    def lanes(self) -> tuple[Lane, ...]:
        """The highest of each value."""
        return (Lane("max", (self.stroke(column=self.column),), within=(self.by,)),)

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:  # noqa: ARG002 - painted says it all
        """The highest, or nothing."""
        return np.where(painted[0] == NOTHING, 0, painted[0])

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Divided once."""
        return painted[0] / self.over

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        total = 0
        for group in self.by_value(rows, as_of).values():
            total += max((row[self.column] for row in group if row[self.column] is not None), default=0)
        return total / self.over

    def says(self) -> str:
        """In Swedish."""
        column = words.column(self.fact, self.column)
        return f"summan av högsta {column} per {self._by()} i {self._rows()}{self._window()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.column}
