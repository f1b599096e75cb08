"""Measures over what lasts: how many hold at a date, how many held a while ago, and how much they amount to.

Facts that last have `valid_from` and `valid_to` beside their run of knowledge. What held a while ago is answered with
what is known at T, so that a late correction of last year's register changes today's answer, not last year's.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from indicators.lanes import Edge, Lane, Stroke
from indicators.measures import words
from indicators.measures.base import Measure, Painted, Row, Values, Where, is_known, known
from indicators.measures.events import by_number
from indicators.windows import TODAY, AsOf, Window


@dataclass(frozen=True)
class CountAt(Measure):
    """How many rows held at T, or `ago` before T."""

    ago: Window = TODAY

    def lanes(self) -> tuple[Lane, ...]:
        """One sum."""
        return (Lane("sum", (self.stroke(self.ago),)),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """As painted."""
        return painted[0].astype(np.float64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(len(self.held(rows, as_of, self.ago)))

    def held(self, rows: Iterable[Row], as_of: dt.date, ago: Window) -> list[Row]:
        """The rows that are known at T, meet the conditions and held `ago` before T."""
        then = ago.before(as_of)
        return [
            row
            for row in rows
            if is_known(row, as_of)
            and self.matches(row)
            and row["valid_from"] <= then < (row["valid_to"] or dt.date.max)
        ]

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known at T, held then."""
        return known(as_of) & self.meets() & holds(self.ago.before(as_of))

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._rows()} som gällde{self._when()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"valid_from", "valid_to"}

    def stroke(self, ago: Window, *, times: int = 1, column: str | None = None, also: Where | None = None) -> Stroke:
        """The day that lies `ago` back moves forward with T, so that what held then is one run as well."""
        return Stroke(self.when(also), (Edge("valid_from", ago),), (Edge("valid_to", ago),), times, column)

    def _when(self) -> str:
        return words.ago(self.ago, TODAY)


@dataclass(frozen=True)
class SumAt(CountAt):
    """The sum of a whole-number column over the rows that held at T, or `ago` before T; empty counts as 0."""

    column: str = ""

    def lanes(self) -> tuple[Lane, ...]:
        """One sum."""
        return (Lane("sum", (self.stroke(self.ago, column=self.column),)),)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(sum(row[self.column] or 0 for row in self.held(rows, as_of, self.ago)))

    def says(self) -> str:
        """In Swedish."""
        return f"summan av {words.column(self.fact, self.column)} i {self._rows()} som gällde{self._when()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.column}


@dataclass(frozen=True)
class WeightedAt(CountAt):
    """The rows that held at T, weighed by a code: the sum of whole weights divided by `over`."""

    by: str = ""
    weights: Mapping[Any, int] = field(default_factory=dict, hash=False)
    over: int = 1

    def lanes(self) -> tuple[Lane, ...]:
        """One sum, with a stroke for each weight."""
        weighed = by_number(self.weights)
        return (
            Lane("sum", tuple(self.stroke(self.ago, times=times, also={self.by: codes}) for times, codes in weighed)),
        )

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Divided once."""
        return painted[0] / self.over

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return sum(self.weights.get(row[self.by], 0) for row in self.held(rows, as_of, self.ago)) / self.over

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known at T, held then, with a weight."""
        return super().active(as_of) & pl.col(self.by).is_in(list(self.weights)).fill_null(value=False)

    def says(self) -> str:
        """In Swedish."""
        weights = words.weights(self.fact, self.by, self.weights, self.over)
        by = words.column(self.fact, self.by)
        return f"antal {self._rows()} som gällde{self._when()}, vägda efter {by} ({weights})"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.by}


def holds(then: dt.date) -> pl.Expr:
    """Whether a row held on a day."""
    return (pl.col("valid_from") <= then) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > then))
