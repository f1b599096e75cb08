"""Measures that ask for the latest day or the highest state among the rows in force."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from indicators.bulk import Bulk
from indicators.measures.base import Lane, Measure, Row, in_window, is_known, known, within
from indicators.windows import NEVER, Window


@dataclass(frozen=True)
class DaysSince(Measure):
    """Days from the latest event to T; nothing where there has been none."""

    date: str = "event_date"

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        events = bulk.days(self.date)
        return bulk.as_of.days - bulk.highest(bulk.window_run(events, None), events.astype(np.float64))

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        known_rows = (row for row in rows if is_known(row, as_of) and self.matches(row))
        ages = [(as_of - row[self.date]).days for row in known_rows if in_window(row, self.date, None, as_of)]
        return float(min(ages)) if ages else None

    def active(self, as_of: dt.date) -> pl.Expr:
        """All known events up to T; the latest decides."""
        return known(as_of) & self.meets() & within(self.date, None, as_of)

    def says(self) -> str:
        """In Swedish."""
        return f"dagar sedan senaste {self._words()}"

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.date}


@dataclass(frozen=True)
class Highest(Measure):
    """The highest rank, by a code, among events in the window that have not ended (`ends`, if given); 0 if none."""

    by: str = ""
    ranks: Mapping[str, int] = field(default_factory=dict, hash=False)
    last: Window | None = None
    ends: str | None = None

    def lane(self, bulk: Bulk) -> Lane:
        """Entities × dates."""
        rank = bulk.table[self.by].cast(pl.String).replace_strict(dict(self.ranks), default=0, return_dtype=pl.Float64)
        first, last = bulk.window_run(bulk.days("event_date"), self.last)
        if self.ends is not None:
            over = np.searchsorted(bulk.as_of.days, bulk.days(self.ends, missing=NEVER), side="left")
            last = np.maximum(first, np.minimum(last, over))
        return np.nan_to_num(bulk.highest((first, last), rank.to_numpy()), nan=0.0)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one."""
        ranks = [0]
        for row in rows:
            ended = self.ends is not None and row[self.ends] is not None and row[self.ends] <= as_of
            if (
                is_known(row, as_of)
                and self.matches(row)
                and in_window(row, "event_date", self.last, as_of)
                and not ended
            ):
                ranks.append(self.ranks.get(row[self.by], 0))
        return float(max(ranks))

    def active(self, as_of: dt.date) -> pl.Expr:
        """Known, matching, in the window, not ended, with a rank."""
        ranked = pl.col(self.by).cast(pl.String).is_in(list(self.ranks)).fill_null(value=False)
        going = pl.lit(value=True) if self.ends is None else pl.col(self.ends).is_null() | (pl.col(self.ends) > as_of)
        return known(as_of) & self.meets() & within("event_date", self.last, as_of) & ranked & going

    def says(self) -> str:
        """In Swedish."""
        ranks = ", ".join(f"{code}: {rank}" for code, rank in self.ranks.items())
        return f"högsta {self.by} i {self._words()} ({ranks})" + (f", {self.last} bakåt" if self.last else "")

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {"event_date", self.by} | ({self.ends} if self.ends else set())
