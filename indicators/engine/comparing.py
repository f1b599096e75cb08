"""What an entity could expect to have, had it been as its peers: counts by cell and quarter against exposure.

The spaced rows that count are counted by comparison cell and calendar quarter while they are painted; the rest is
exposure and one multiplication. A cell is the entities that are compared: activities of one form, or all
municipalities.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.spaced import Counting
from indicators.measures import Measure, PeerExpected
from indicators.measures.expected import period_after, quarters
from indicators.windows import AsOf, Days_, Window
from tables.months import EPOCH, day_number

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PeerContext:
    """What a comparison with peers needs beside the fact itself.

    Attributes:
        exposure: days × places (or days) of every entity in a range of days, as known at date number k:
            `exposure(k, first_days, last_days)` has shape (entities, ranges).
        cell: the comparison cell of every entity at date number k, -1 outside: shape (entities,).
    """

    exposure: Callable[[int, Days_, Days_], Values]
    cell: Callable[[int], Days_]


@dataclass
class Comparison:
    """Cells and exposure of one level at all dates, each worked out once.

    Raises:
        TypeError: the level has no comparison cells.
    """

    peers: PeerContext | None
    as_of: AsOf

    def __post_init__(self) -> None:
        if self.peers is None:
            raise TypeError("what peers have is defined where there are comparison cells")
        self.cells = [self.peers.cell(k) for k in range(len(self.as_of.dates))]
        self._exposure: dict[tuple[Window, Window | None, int], Values] = {}

    def counting(self, measures: Iterable[Measure]) -> Counting | None:
        """Where the rows that count are counted by cell and quarter; None when nothing expected is asked for."""
        windows = [measure.last for measure in measures if isinstance(measure, PeerExpected)]
        if not windows:
            return None
        first = min(quarters(self.as_of.dates[0], window)[0][0] for window in windows)
        return Counting(np.array(self.cells, np.int32), _periods(int(first), int(self.as_of.days[-1])))

    def expected(self, measure: PeerExpected, counting: Counting) -> Values:
        """The measure for all entities and dates; NaN for those outside every cell."""
        (lane,) = measure.lanes()
        parts = 2 if measure.halved else 1
        found = np.full((len(self.cells[0]), len(self.as_of.dates)), np.nan)
        for k, day in enumerate(self.as_of.dates):
            first, last = quarters(day, measure.last, measure.older)
            places = np.searchsorted(counting.period_begins, first, side="right") - 1
            counted = counting.counted.get(lane)
            events = np.zeros((self._n_cells(), len(first))) if counted is None else counted[k][:, places] / parts
            found[:, k] = self._shared(measure, k, first, last, events)
        return found

    def in_cell(self) -> Values:
        """How many entities there are in the cell of each; NaN outside."""
        found = np.full((len(self.cells[0]), len(self.cells)), np.nan)
        for k, cell in enumerate(self.cells):
            inside = cell >= 0
            if inside.any():
                found[inside, k] = np.bincount(cell[inside])[cell[inside]]
        return found

    def _n_cells(self) -> int:
        return int(max(cell.max(initial=-1) for cell in self.cells)) + 1

    def _shared(self, measure: PeerExpected, k: int, first: Days_, last: Days_, events: Values) -> Values:
        """What was counted in each cell and quarter, shared among its entities by exposure."""
        cell, exposure = self.cells[k], self._exposed(measure, k, first, last)
        inside = cell >= 0
        exposed = np.zeros_like(events)
        np.add.at(exposed, cell[inside], exposure[inside])
        rate = np.divide(events, exposed, out=np.zeros_like(events), where=exposed > 0)
        found = np.full(len(cell), np.nan)
        found[inside] = (exposure[inside] * rate[cell[inside]]).sum(axis=1)
        return found

    def _exposed(self, measure: PeerExpected, k: int, first: Days_, last: Days_) -> Values:
        assert measure.last is not None and self.peers is not None  # noqa: PT018, S101 - looked at before
        key = measure.last, measure.older, k
        if key not in self._exposure:
            self._exposure[key] = self.peers.exposure(k, first, last)
        return self._exposure[key]


def _periods(first: int, last: int) -> Days_:
    """First days of the calendar quarters from that of `first` to that of `last`, cut where reporting changed."""
    day = (np.datetime64(EPOCH) + first).astype(object)
    start = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    begins = [start]
    while day_number(following := period_after(begins[-1])) <= last:
        begins.append(following)
    return np.array([day_number(begin) for begin in begins], np.int64)
