"""The walk over a store: block after block is painted, finished and handed on; the whole matrix exists nowhere.

Blocks are painted by a few threads at a time and come out in order. What is made of a block is made in the thread that
painted it, since the planes are used again for the next one.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.fields import numbers_of
from indicators.engine.painting.opcodes import EMPTY64, LATEST, LOWEST
from indicators.engine.painting.program import Program, compiled
from indicators.engine.painting.spaced import Counting, Spaced
from indicators.engine.painting.steps import steps
from indicators.engine.painting.store import Lines, Store
from indicators.engine.painting.work import Work
from indicators.lanes import Lane
from indicators.windows import AsOf

T = TypeVar("T")
#: One lane of a block: (entities or pairs, dates); whole numbers, or numbers and NaN for `latest`. Used again for the
#: next block: copy what is to be kept.
Painted = npt.NDArray[Any]


@dataclass(frozen=True)
class Block:
    """What was painted for the entities from `first` to before `last`.

    Attributes:
        lanes: lane → what it left behind.
        owner, outer: columns that lanes are painted within → for each pair its entity (counted from `first`), and the
            number of its pair of entity and first value; both ascending.
    """

    first: int
    last: int
    lanes: dict[Lane, Painted]
    owner: dict[tuple[str, ...], Lines]
    outer: dict[tuple[str, ...], Lines]


@dataclass
class Painter:
    """Paints the blocks of one store.

    Raises:
        KeyError: the store was not made for these lanes.
    """

    store: Store
    lanes: Sequence[Lane]
    as_of: AsOf
    work: Work = field(default_factory=Work)
    counting: Counting | None = None

    def __post_init__(self) -> None:
        apart = [lane for lane in self.lanes if lane.operation == "spaced"]
        runs = [lane for lane in self.lanes if lane.operation != "spaced"]
        self._programs: dict[tuple[str, ...], Program] = {
            within: compiled(
                [lane for lane in runs if lane.within == within],
                self.store.classes,
                self.store.layout,
                self.as_of,
                self.store.most_rows,
            )
            for within in dict.fromkeys(lane.within for lane in runs)
        }
        self._spaced = [Spaced.of(lane, self.store, self.as_of) for lane in apart]
        self._local = threading.local()

    def block(self, number: int) -> Block:
        """Paint one block. The arrays are those of the calling thread and are used again for its next block."""
        first = number * self.store.block
        last = min(first + self.store.block, self.store.n_entities)
        painted: dict[Lane, Painted] = {}
        owner, outer = {}, {}
        for within, program in self._programs.items():
            keys, n_lines = np.empty(0, np.int32), self.store.block
            if within:
                keys, owner[within], outer[within] = self._pairs(within, number)
                n_lines = len(owner[within]) + 1
            shown = len(owner[within]) if within else last - first
            painted |= self._paint(program, number, keys, n_lines, shown)
        for spaced in self._spaced:
            keys, own, _ = self._pairs(spaced.lane.within, number)
            line = spaced.paint(self.store, number, keys, len(own), self.work, self.counting)
            painted[spaced.lane] = line[:, : last - first].T
        return Block(first, last, painted, owner, outer)

    def _pairs(self, within: tuple[str, ...], number: int) -> tuple[Lines, Lines, Lines]:
        pairs, bounds = self.store.pairs[within], self.store.bounds_of(number)
        here = slice(pairs.begins[number], pairs.begins[number + 1])
        return pairs.lines[bounds[0] : bounds[-1]], pairs.owner[here], pairs.outer[here]

    def _paint(self, program: Program, number: int, keys: Lines, n_lines: int, shown: int) -> dict[Lane, Painted]:
        by, told, n_dates = steps(self.work), program.told_lanes, program.n_dates
        planes, touched = self._room(program, n_lines)
        by.clear_block(told, n_dates, n_lines, planes, touched)
        bounds = self.store.bounds_of(number)
        by.paint_block(self.store.words, bounds, keys, program.flat(), n_dates, n_lines, planes, touched)
        by.finish_block(told, n_dates, n_lines, planes, touched)
        laid = planes.reshape(program.n_planes, n_dates + 1, n_lines)[:, :n_dates, :shown]
        return {
            lane: self._told(lane, laid, int(operation), int(plane))
            for lane, (operation, plane) in zip(program.lanes, told, strict=True)
        }

    def _told(self, lane: Lane, laid: Painted, operation: int, plane: int) -> Painted:
        if operation != LATEST:
            whole: Painted = laid[plane].T
            return whole
        day, value = laid[plane].T, laid[plane + 1].T
        column = self.store.layout.fields[self.store.layout.field(str(lane.value))]
        told = numbers_of(value) if column.is_float else value.astype(np.float64)
        return np.where((day == LOWEST) | (value == EMPTY64), np.nan, told)

    def _room(self, program: Program, n_lines: int) -> tuple[Painted, Painted]:
        """Planes of this thread for a program, used again block after block."""
        size = program.n_planes * (program.n_dates + 1) * n_lines
        rooms: dict[int, Painted] = self._local.__dict__.setdefault("rooms", {})
        if id(program) not in rooms or len(rooms[id(program)]) < size:
            rooms[id(program)] = np.empty(size, np.int64)
        return rooms[id(program)][:size], np.zeros(program.n_planes, np.bool_)


def walk(painter: Painter, make: Callable[[Block], T]) -> Iterator[T]:
    """What `make` makes of each block, in the order of the entities. `make` runs in several threads."""
    numbers = range(painter.store.n_blocks)
    if painter.work.threads <= 1 or len(numbers) <= 1:
        yield from (make(painter.block(number)) for number in numbers)
        return
    with ThreadPoolExecutor(painter.work.threads) as pool:
        under_way: deque[Future[T]] = deque()
        for number in numbers:
            under_way.append(pool.submit(lambda n: make(painter.block(n)), number))
            if len(under_way) > 2 * painter.work.threads:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
