"""Measures over periods: how many are going on, for how long something held, and how long the window is."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from indicators.lanes import Edge, Lane, Stroke
from indicators.measures import words
from indicators.measures.base import Measure, Painted, Row, Values, is_known, known
from indicators.windows import TODAY, AsOf, Months, Window


@dataclass(frozen=True)
class HeldDays(Measure):
    """How many days rows held inside the window, summed over the rows."""

    last: Window = field(default_factory=lambda: Months(24))

    def lanes(self) -> tuple[Lane, ...]:
        """From the later of start and window to the earlier of end and T; what these are changes on single days.

        Rows that go on last to T, the others to their end; rows that came before the window begin with it, the others
        at their start.
        """
        start, end = Edge("valid_from"), Edge("valid_to")
        over, before = Edge("valid_to", self.last), Edge("valid_from", self.last)
        to_their_end = Stroke(self.when(), (start, end), (over,), 1, "valid_to")
        from_their_start = Stroke(self.when(), (start,), (before, over), -1, "valid_from")
        return (
            Lane("sum", (Stroke(self.when(), (start,), (end,)),)),
            Lane("sum", (Stroke(self.when(), (before,), (over,)),)),
            Lane("sum", (to_their_end, from_their_start)),
        )

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """Those that go on end the day after T; those from before the window begin the day after its edge."""
        going_on, from_before, days = painted
        total = (as_of.days + 1) * going_on - (as_of.cutoffs(self.last) + 1) * from_before + days
        return total.astype(np.float64)

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
        return f"antal dagar som {self._rows()} gällde, {self.last} bakåt"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"valid_from", "valid_to"}


@dataclass(frozen=True)
class Ongoing(Measure):
    """How many rows have begun, by their column `starts`, and not ended, by `ends`.

    `after` is how long they must have gone on: with one day, an order is overdue the day after its due date.
    """

    starts: str = ""
    ends: str = ""
    after: Window = TODAY

    def lanes(self) -> tuple[Lane, ...]:
        """One sum."""
        return (Lane("sum", (Stroke(self.when(), (Edge(self.starts, self.after),), (Edge(self.ends),)),)),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """As painted."""
        return painted[0].astype(np.float64)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        return float(sum(1 for row in rows if is_known(row, as_of) and self.matches(row) and self._runs(row, as_of)))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, begun, not ended."""
        begun = (pl.col(self.starts) <= self.after.before(as_of)).fill_null(value=False)
        return known(as_of) & self.meets() & begun & (pl.col(self.ends).is_null() | (pl.col(self.ends) > as_of))

    def says(self) -> str:
        """In Swedish."""
        starts, ends = words.column(self.fact, self.starts), words.column(self.fact, self.ends)
        since = "" if self.after == TODAY else f" med minst {self.after}"
        return f"antal {self._rows()} där {starts} har passerats{since} och {ends} inte har inträffat"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.starts, self.ends}

    def _runs(self, row: Row, as_of: dt.date) -> bool:
        start, end = row[self.starts], row[self.ends]
        return start is not None and start <= self.after.before(as_of) and (end is None or end > as_of)


@dataclass(frozen=True)
class WindowDays(Measure):
    """How many days the window has; the same for every entity."""

    last: Window = field(default_factory=lambda: Months(24))

    def lanes(self) -> tuple[Lane, ...]:
        """Nothing is painted."""
        return ()

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - no facts are asked
        """The length of the window, one row for all entities."""
        return (as_of.days - as_of.cutoffs(self.last)).astype(np.float64)[np.newaxis, :]

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:  # noqa: ARG002 - the rows do not matter
        """The length of the window."""
        return float((as_of - self.last.before(as_of)).days)

    def active(self, as_of: dt.date) -> pl.Expr:  # noqa: ARG002 - no rows stand behind it
        """No rows."""
        return pl.lit(value=False)

    def says(self) -> str:
        """In Swedish."""
        return f"antal dagar i {self.last}"
