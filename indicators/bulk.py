"""One fact table laid out for bulk computation: every row as a run of as-of dates, painted onto entities × dates.

A row counts at T when it is known, not withdrawn, and of the right age. Over ascending dates that is one contiguous
run, so that a row costs two edge updates whatever the number of dates; running sums over the dates finish the job.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.windows import NEVER, AsOf, Days_, Window

Lane = npt.NDArray[np.float64]
Run = tuple[Days_, Days_]


@dataclass(frozen=True)
class Bulk:
    """The rows of one fact table that meet one measure's conditions, with their entity's number.

    `entity` holds numbers in `0..n_entities-1`; rows of entities outside the population are already left out.
    `places` gives, for a list of day ranges, the exposure of every entity in each (see `exposure.py`).
    """

    table: pl.DataFrame
    entity: Days_
    n_entities: int
    as_of: AsOf
    peers: Any

    @cached_property
    def known(self) -> Run:
        """The first day each row was known and the first day it no longer was."""
        return self.days("known_from"), self.days("known_to", missing=NEVER)

    def days(self, column: str, *, missing: int = NEVER) -> Days_:
        """A date column as day numbers."""
        return self.table[column].to_physical().cast(pl.Int64).fill_null(missing).to_numpy()

    def numbers(self, column: str) -> Lane:
        """A numeric column; null becomes 0."""
        return self.table[column].cast(pl.Float64).fill_null(0.0).to_numpy()

    def run(self, starts: Days_, ends: Days_) -> Run:
        """Which dates fall in `[starts, ends)` and in the run of knowledge, as half-open index ranges."""
        known_from, known_to = self.known
        first = np.searchsorted(self.as_of.days, np.maximum(starts, known_from), side="left")
        last = np.searchsorted(self.as_of.days, np.minimum(ends, known_to), side="left")
        return first, np.maximum(first, last)

    def window_run(self, events: Days_, window: Window | None, *, closed: bool = False) -> Run:
        """The dates at which events lie in the window; `closed` lets the window's far edge count."""
        first, last = self.run(events, np.full_like(events, NEVER))
        if window is not None:
            side: Literal["left", "right"] = "right" if closed else "left"
            last = np.minimum(last, np.searchsorted(self.as_of.cutoffs(window), events, side=side))
        return first, np.maximum(first, last)

    def add(self, run: Run, weight: Lane | None = None) -> Lane:
        """Sum of weights over each entity's rows at each date. Whole weights are summed exactly."""
        first, last = run
        width = len(self.as_of.dates) + 1
        size = self.n_entities * width
        begins = np.bincount(self.entity * width + first, weights=weight, minlength=size)
        ends = np.bincount(self.entity * width + last, weights=weight, minlength=size)
        return np.cumsum((begins - ends).reshape(self.n_entities, width), axis=1)[:, :-1].astype(np.float64)

    def highest(self, run: Run, value: Lane) -> Lane:
        """The highest value among each entity's rows at each date; NaN where it has none."""
        first, last = run
        lane = np.full((self.n_entities, len(self.as_of.dates)), -np.inf)
        for k in range(len(self.as_of.dates)):
            here = (first <= k) & (k < last)
            np.maximum.at(lane[:, k], self.entity[here], value[here])
        return np.where(np.isinf(lane), np.nan, lane)

    def by_date(self, value_at: Callable[[int], Lane]) -> Lane:
        """Sum over each entity's known rows of a value that itself depends on the date (`value_at(k)`, per row)."""
        lane = np.zeros((self.n_entities, len(self.as_of.dates)))
        known_from, known_to = self.known
        for k, day in enumerate(self.as_of.days):
            here = (known_from <= day) & (day < known_to)
            lane[:, k] = np.bincount(self.entity[here], weights=value_at(k)[here], minlength=self.n_entities)
        return lane
