"""Spaced lanes of a store: what the step that paints them is given, and where their rows are also counted by cell."""

import threading
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.categories import test_of
from indicators.engine.painting.edges import EdgeTables
from indicators.engine.painting.program import GONE, KNOWN
from indicators.engine.painting.steps import steps
from indicators.engine.painting.store import Lines, Store
from indicators.engine.painting.work import Work
from indicators.lanes import Lane
from indicators.windows import AsOf

Numbers = npt.NDArray[np.int64]


@dataclass
class Counting:
    """The weights of the rows that spaced lanes choose, by date, comparison cell and period.

    Attributes:
        cells: (dates, entities): the cell of every entity at every date, -1 outside.
        period_begins: first day numbers of the periods, ascending; the first comes before every day that counts.
        counted: lane → (dates, cells, periods), filled by the walk.
    """

    cells: npt.NDArray[np.int32]
    period_begins: Numbers
    counted: dict[Lane, Numbers] = field(default_factory=dict)
    _lock: Any = field(default_factory=threading.Lock)

    def room(self) -> Numbers:
        """Empty counts."""
        return np.zeros((len(self.cells), int(self.cells.max(initial=-1)) + 1, len(self.period_begins)), np.int64)

    def add(self, lane: Lane, counted: Numbers) -> None:
        """Add the counts of one block; the order of blocks does not matter."""
        with self._lock:
            self.counted[lane] = self.counted.get(lane, np.int64(0)) + counted


@dataclass(frozen=True)
class Spaced:
    """One spaced lane of a store."""

    lane: Lane
    as_of: AsOf
    asked: npt.NDArray[np.bool_]
    weights: Numbers
    edges: EdgeTables
    starts: Numbers
    ends: Numbers

    @classmethod
    def of(cls, lane: Lane, store: Store, as_of: AsOf) -> "Spaced":
        """Compile a lane; its strokes share their edges and differ in conditions and weight.

        Raises:
            ValueError: the strokes do not begin and end alike.
        """
        first = lane.strokes[0]
        if any((stroke.starts, stroke.ends) != (first.starts, first.ends) for stroke in lane.strokes):
            raise ValueError("the strokes of a spaced lane must begin and end alike")
        tables = EdgeTables(store.layout, as_of)
        starts = np.array([tables.number(edge) for edge in (KNOWN, *first.starts)], np.int64)
        ends = np.array([tables.number(edge) for edge in (GONE, *first.ends)], np.int64)
        tests = {test: number for number, test in enumerate(store.classes.tests)}
        truth = store.classes.truth
        weights = sum(
            (stroke.times * truth[:, tests[test_of(stroke)]].astype(np.int64) for stroke in lane.strokes),
            np.zeros(store.classes.n, np.int64),
        )
        return cls(lane, as_of, truth[:, tests[test_of(first)]], weights, tables, starts, ends)

    def paint(
        self, store: Store, block: int, lines: Lines, n_pairs: int, work: Work, counting: Counting | None
    ) -> Numbers:
        """One block: (dates, entities of the block)."""
        n_dates, layout = len(self.as_of.dates), store.layout
        planes = np.zeros((n_dates + 1) * store.block, np.int64)
        day = layout.field(str(self.lane.day))
        cells, period_of = np.empty((0, 0), np.int32), np.empty(0, np.int64)
        counted = np.empty((0, 0, 0), np.int64)
        if counting is not None:
            entities = slice(block * store.block, (block + 1) * store.block)
            cells, counted = np.ascontiguousarray(counting.cells[:, entities]), counting.room()
            days = layout.fields[day].base + np.arange(layout.fields[day].empty + 1)
            period_of = np.maximum(np.searchsorted(counting.period_begins, days, side="right") - 1, 0)
        steps(work).paint_spaced(
            store.words, store.bounds_of(block), self.weights, self.asked, lines, n_pairs, layout.table(),
            self.edges.places(), self.edges.joined(), self.starts, self.ends, day, self.lane.apart, n_dates,
            store.block, planes, cells, period_of, counted,
        )  # fmt: skip
        if counting is not None:
            counting.add(self.lane, counted)
        laid = planes.reshape(n_dates + 1, store.block)
        painted: Numbers = np.cumsum(laid[:n_dates], axis=0)
        return painted
