"""Events that weigh less as they age, in one slope or in steps.

Sums run over whole numbers and are divided once, so that the order of rows can never show in the result.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from indicators.lanes import Edge, Lane, Stroke
from indicators.measures import words
from indicators.measures.base import Measure, Painted, Row, Values, in_window, is_known, known, within
from indicators.windows import AsOf, Days, Months


@dataclass(frozen=True)
class DecayedCount(Measure):
    """Events that weigh 1 until they are `full` days old, then ever less, and nothing after `gone` days.

    Method: indicator conventions, no. 5 (sunset of undecided reports).
    """

    full: int = 365
    gone: int = 730

    def lanes(self) -> tuple[Lane, ...]:
        """With n rows fading, these weigh (gone - T)·n + the sum of their days; the others their number."""
        old, over = Edge("event_date", Days(self.full + 1)), Edge("event_date", Days(self.gone))
        whole = Stroke(self.when(), (Edge("event_date"),), (old,), times=self.gone - self.full)
        days = Stroke(self.when(), (old,), (over,), column="event_date")
        return Lane("sum", (whole, days)), Lane("sum", (Stroke(self.when(), (old,), (over,)),))

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """The fading ones fade by a day's share each day."""
        constant, fading = painted
        return (constant + (self.gone - as_of.days) * fading) / (self.gone - self.full)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        total, span = 0, self.gone - self.full
        for row in rows:
            if is_known(row, as_of) and self.matches(row) and in_window(row, "event_date", None, as_of):
                age = (as_of - row["event_date"]).days
                total += span if age <= self.full else max(0, self.gone - age)
        return total / span

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, not yet faded away."""
        return known(as_of) & self.meets() & within("event_date", Days(self.gone), as_of)

    def says(self) -> str:
        """In Swedish."""
        return f"antal {self._rows()}; {words.fading(self.full, self.gone)}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date"}


@dataclass(frozen=True)
class AgedSum(Measure):
    """The sum of a whole-number column, weighed by age in steps: `((Months(12), 3), ...)` over `over`.

    An empty number counts as 0.
    """

    column: str = ""
    steps: tuple[tuple[Months | Days, int], ...] = ()
    over: int = 1

    def lanes(self) -> tuple[Lane, ...]:
        """One sum: each step's window adds the difference to the next step's weight."""
        below = [weight for _, weight in self.steps[1:]] + [0]
        strokes = tuple(
            Stroke(self.when(), (Edge("event_date"),), (Edge("event_date", window),), weight - lower, self.column)
            for (window, weight), lower in zip(self.steps, below, strict=True)
        )
        return (Lane("sum", strokes),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Divided once."""
        return painted[0] / self.over

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        total = 0
        for row in rows:
            if is_known(row, as_of) and self.matches(row):
                fitting = [weight for window, weight in self.steps if in_window(row, "event_date", window, as_of)]
                total += (row[self.column] or 0) * (fitting[0] if fitting else 0)
        return total / self.over

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the longest window."""
        return known(as_of) & self.meets() & within("event_date", self.steps[-1][0], as_of)

    def says(self) -> str:
        """In Swedish."""
        steps = ", ".join(f"högst {window}: {weight}/{self.over}" for window, weight in self.steps)
        return f"summan av {words.column(self.fact, self.column)} i {self._rows()}, vägd efter ålder ({steps})"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date", self.column}
