"""Events in a window: which of them are inside, and how many."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from indicators.lanes import Edge, Lane, Stroke
from indicators.measures import words
from indicators.measures.base import Measure, Painted, Row, Values, Where, in_window, is_known, known, within
from indicators.windows import TODAY, AsOf, Window


@dataclass(frozen=True)
class Events(Measure):
    """What measures over events have in common: the window (T - last, T - older] on the column `date`."""

    last: Window | None = None
    date: str = "event_date"
    older: Window | None = None

    def inside(self, rows: Iterable[Row], as_of: dt.date) -> list[Row]:
        """The rows that are known, meet the conditions and lie in the window."""
        return [row for row in rows if is_known(row, as_of) and self.matches(row) and self.lies_in(row, as_of)]

    def lies_in(self, row: Row, as_of: dt.date) -> bool:
        """Whether a row's date lies in the window."""
        return in_window(row, self.date, self.last, as_of, self.older)

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window."""
        return known(as_of) & self.meets() & within(self.date, self.last, as_of, self.older)

    def stroke(self, *, times: int = 1, column: str | None = None, also: Where | None = None) -> Stroke:
        """Paints while a row lies in the window."""
        return Stroke(self.when(also), self.comes(), self.leaves(), times, column)

    def comes(self) -> tuple[Edge, ...]:
        """When a row comes into the window."""
        return (Edge(self.date, TODAY if self.older is None else self.older),)

    def leaves(self) -> tuple[Edge, ...]:
        """When a row leaves the window."""
        return () if self.last is None else (Edge(self.date, self.last),)

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.date}

    def _window(self) -> str:
        return words.window(self.fact, self.last, self.older, self.date)


@dataclass(frozen=True)
class Count(Events):
    """How many events lie in the window.

    `date` is the column that says when; `closed` lets the window's far edge count; `beyond` keeps only rows whose
    number in a column is larger (an empty one counts).
    """

    closed: bool = False
    beyond: tuple[str, int] | None = None

    def lanes(self) -> tuple[Lane, ...]:
        """One sum."""
        return (Lane("sum", (Stroke(self.when(), self.comes(), self.leaves(), beyond=self.beyond),)),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """As painted."""
        return painted[0].astype(np.float64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(len(self.inside(rows, as_of)))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window."""
        inside = within(self.date, self.last, as_of, self.older)
        if self.closed and self.last is not None:
            inside |= pl.col(self.date) == self.last.before(as_of)
        return known(as_of) & self.meets() & inside

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._rows()}{words.beyond(self.fact, self.beyond)}{self._window()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | ({self.beyond[0]} if self.beyond else set())

    def leaves(self) -> tuple[Edge, ...]:
        """When a row leaves the window; with a closed far edge a day later."""
        return () if self.last is None else (Edge(self.date, self.last, int(self.closed)),)

    def lies_in(self, row: Row, as_of: dt.date) -> bool:
        """In the window, or on its far edge where that counts."""
        on_edge = self.closed and self.last is not None and row[self.date] == self.last.before(as_of)
        return on_edge or super().lies_in(row, as_of)

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


@dataclass(frozen=True)
class WeightedCount(Events):
    """Events in the window, weighed by a code: the sum of whole weights divided by `over`."""

    by: str = ""
    weights: Mapping[Any, int] = field(default_factory=dict, hash=False)
    over: int = 1

    def lanes(self) -> tuple[Lane, ...]:
        """One sum, with a stroke for each weight."""
        return (
            Lane(
                "sum",
                tuple(self.stroke(times=weight, also={self.by: codes}) for weight, codes in by_number(self.weights)),
            ),
        )

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Divided once."""
        return painted[0] / self.over

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return sum(self.weights.get(row[self.by], 0) for row in self.inside(rows, as_of)) / self.over

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window, with a weight."""
        return super().active(as_of) & pl.col(self.by).is_in(list(self.weights)).fill_null(value=False)

    def says(self) -> str:
        """In Swedish."""
        weights = words.weights(self.fact, self.by, self.weights, self.over)
        return f"antal {self._rows()} vägda efter {words.column(self.fact, self.by)} ({weights}){self._window()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.by}


def by_number(numbers: Mapping[Any, int]) -> list[tuple[int, tuple[Any, ...]]]:
    """The codes of each weight or rank but zero, so that they share a stroke."""
    found: dict[int, tuple[Any, ...]] = {}
    for code, number in numbers.items():
        found[number] = (*found.get(number, ()), code)
    return [(number, codes) for number, codes in found.items() if number]
