"""Measures taken for each value of a column among what holds, and then over the values."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import polars as pl

from indicators.lanes import Lane
from indicators.measures import words
from indicators.measures.base import Painted, PerValue, Row, known
from indicators.measures.holding import CountAt, holds
from indicators.windows import TODAY, AsOf, Months, Window


@dataclass(frozen=True)
class HeldBoth(PerValue, CountAt):
    """How many values of `by` held both `ago` before T and at T."""

    ago: Window = field(default_factory=lambda: Months(12))

    def lanes(self) -> tuple[Lane, ...]:
        """How many rows of each value held then, and now."""
        return tuple(Lane("sum", (self.stroke(ago),), within=(self.by,)) for ago in (self.ago, TODAY))

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:  # noqa: ARG002 - painted says it all
        """One, if both."""
        return ((painted[0] > 0) & (painted[1] > 0)).astype(np.int64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        mine = list(rows)
        then, now = ({row[self.by] for row in self.held(mine, as_of, ago)} for ago in (self.ago, TODAY))
        return float(len((then & now) - {None}))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known at T, held then or now, with a value."""
        held = holds(self.ago.before(as_of)) | holds(as_of)
        return known(as_of) & self.meets() & held & pl.col(self.by).is_not_null()

    def says(self) -> str:
        """In Swedish."""
        both = f"som gällde både nu och för {self.ago} sedan"
        return f"antal {self._rows()} {both}, en gång per {words.column(self.fact, self.by)}"


@dataclass(frozen=True)
class MostPer(PerValue, CountAt):
    """The largest number of rows held at T that share one value of `by`, or of different values of `count` in them."""

    count: str | None = None

    def lanes(self) -> tuple[Lane, ...]:
        """How many rows each value has, or each pair of values."""
        return (
            Lane("sum", (self.stroke(self.ago),), within=(self.by,) if self.count is None else (self.by, self.count)),
        )

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:  # noqa: ARG002 - painted says it all
        """The rows, or one for each different value."""
        return painted[0] if self.count is None else (painted[0] > 0).astype(np.int64)

    def reductions(self) -> tuple[Literal["sum", "max"], ...]:
        """The most; different values are first summed."""
        return ("max",) if self.count is None else ("max", "sum")

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        found: dict[object, list[object]] = defaultdict(list)
        for number, row in enumerate(self.held(rows, as_of, self.ago)):
            if row[self.by] is not None:
                found[row[self.by]].append(number if self.count is None else row[self.count])
        return float(max((len(set(group) - {None}) for group in found.values()), default=0))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, held, with a value."""
        named = pl.col(self.by).is_not_null()
        return super().active(as_of) & (named if self.count is None else named & pl.col(self.count).is_not_null())

    def says(self) -> str:
        """In Swedish."""
        most = f"flest {self._rows()} som gällde{self._when()} med samma {words.column(self.fact, self.by)}"
        return most if self.count is None else f"{most}, en gång per {words.column(self.fact, self.count)}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | ({self.count} if self.count else set())


@dataclass(frozen=True)
class MostSumPer(PerValue, CountAt):
    """The largest sum of a whole-number column among rows held at T that share one value of `by`; empty counts as 0."""

    column: str = ""

    def lanes(self) -> tuple[Lane, ...]:
        """The sum of each value."""
        return (Lane("sum", (self.stroke(self.ago, column=self.column),), within=(self.by,)),)

    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:  # noqa: ARG002 - painted says it all
        """As painted."""
        return painted[0]

    def reductions(self) -> tuple[Literal["sum", "max"], ...]:
        """The most."""
        return ("max",)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """Value by value."""
        found: dict[object, int] = defaultdict(int)
        for row in self.held(rows, as_of, self.ago):
            if row[self.by] is not None:
                found[row[self.by]] += row[self.column] or 0
        return float(max([0, *found.values()]))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, held, with a value."""
        return super().active(as_of) & pl.col(self.by).is_not_null()

    def says(self) -> str:
        """In Swedish."""
        column, by = words.column(self.fact, self.column), words.column(self.fact, self.by)
        return f"största summa av {column} i {self._rows()} som gällde{self._when()} med samma {by}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.column}
