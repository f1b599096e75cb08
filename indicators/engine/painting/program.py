"""The lanes of one scan, compiled to the flat arrays that the kernel walks: class → groups of strokes → strokes.

A *group* holds the strokes of a class that begin alike, so that when a row begins is worked out once. Inside a group
strokes are ordered from the longest window to the shortest: a row that has left a window has left all shorter ones,
and is not looked at again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.categories import Classes, test_of
from indicators.engine.painting.edges import EdgeTables
from indicators.engine.painting.fields import Layout
from indicators.engine.painting.opcodes import HIGHEST, LATEST, PLANES, SUM
from indicators.lanes import Edge, Lane, Stroke
from indicators.windows import AsOf

Numbers = npt.NDArray[np.int64]
KNOWN, GONE = Edge("known_from"), Edge("known_to")
_OPERATIONS = {"sum": SUM, "spaced": SUM, "max": HIGHEST, "latest": LATEST}
#: Sums must stay below this, so that a running total can never overflow.
ROOM = 2**62


@dataclass(frozen=True)
class Program:
    """What the kernel walks for the lanes that are painted within the same column (or within none).

    Attributes:
        lanes: the lanes, in the order of `told_lanes`.
        told_lanes: (lanes, 2): operation and first plane.
        n_planes: how many planes a block needs.
        fields: (fields, 4): first word, words, base and what stands for empty.
        edges, tables: (edges, 2): field, and where its table begins; the tables, one after the other.
        groups, starts, start_edges: where the groups of each class begin; where the starting edges of each group do.
        strokes, ends, end_edges: where the strokes of each group begin; where the ending edges of each stroke do.
        told: (strokes, 6): operation, plane, times, field of the number, field of the day, and whether it goes on from
            the rows that the stroke before has left.
    """

    lanes: tuple[Lane, ...]
    as_of: AsOf
    told_lanes: Numbers
    n_planes: int
    fields: Numbers
    edges: Numbers
    tables: npt.NDArray[np.uint16]
    groups: Numbers
    starts: Numbers
    start_edges: Numbers
    strokes: Numbers
    ends: Numbers
    end_edges: Numbers
    told: Numbers

    @property
    def n_dates(self) -> int:
        """How many as-of dates there are."""
        return len(self.as_of.dates)

    def flat(self) -> tuple[npt.NDArray[Any], ...]:
        """The arrays in the order in which the kernel takes them."""
        return (
            self.fields, self.edges, self.tables, self.groups, self.starts, self.start_edges,
            self.strokes, self.ends, self.end_edges, self.told,
        )  # fmt: skip


def compiled(lanes: Sequence[Lane], classes: Classes, layout: Layout, as_of: AsOf, n_rows: int) -> Program:
    """Compile the lanes of a scan.

    Args:
        lanes: lanes painted within the same column, spaced ones excepted.
        classes: the classes of the scan.
        layout: the record of the scan.
        as_of: the dates.
        n_rows: how many rows one entity may have at most, for bounds.

    Raises:
        OverflowError: a sum could become too large to be exact.
        TypeError: numbers with decimals are asked to be added.
    """
    writer = _Writer(layout, EdgeTables(layout, as_of))
    told_lanes, plane = [], 0
    for lane in lanes:
        operation = _OPERATIONS[lane.operation]
        told_lanes.append((operation, plane))
        plane += PLANES[operation]
        _check_room(lane, layout, n_rows)
    for number in range(classes.n):
        writer.add_class(_strokes_of(lanes, told_lanes, classes, number))
    return Program(
        tuple(lanes), as_of, np.array(told_lanes, np.int64).reshape(len(lanes), 2), plane, layout.table(),
        writer.tables.places(), writer.tables.joined(), *writer.arrays(),
    )  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """A stroke of a lane, with the lane's place."""

    lane: Lane
    stroke: Stroke
    operation: int
    plane: int


def _strokes_of(lanes: Sequence[Lane], told_lanes: list[tuple[int, int]], classes: Classes, number: int) -> list[_Told]:
    holding = {classes.tests[test] for test in np.flatnonzero(classes.truth[number])}
    return [
        _Told(lane, stroke, *told)
        for lane, told in zip(lanes, told_lanes, strict=True)
        for stroke in lane.strokes
        if test_of(stroke) in holding
    ]


@dataclass
class _Writer:
    """Collects the arrays, class by class."""

    layout: Layout
    tables: EdgeTables
    groups: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=lambda: [0])
    start_edges: list[int] = field(default_factory=list)
    strokes: list[int] = field(default_factory=lambda: [0])
    ends: list[int] = field(default_factory=lambda: [0])
    end_edges: list[int] = field(default_factory=list)
    told: list[tuple[int, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tables.number(KNOWN)
        self.tables.number(GONE)

    def add_class(self, strokes: list[_Told]) -> None:
        """One class more."""
        grouped: dict[tuple[int, ...], list[_Told]] = {}
        for told in strokes:
            begins = tuple(sorted({self.tables.number(edge) for edge in told.stroke.starts}))
            grouped.setdefault(begins, []).append(told)
        for begins, members in sorted(grouped.items()):
            self.start_edges += begins
            self.starts.append(len(self.start_edges))
            self._add_strokes(members)
            self.strokes.append(len(self.told))
        self.groups.append(len(self.starts) - 1)

    def _add_strokes(self, members: list[_Told]) -> None:
        """In an order in which as many as possible go on from the rows that the one before has left."""
        placed = [(tuple(sorted({self.tables.number(edge) for edge in told.stroke.ends})), told) for told in members]
        previous: tuple[int, ...] = ()
        for ends, told in sorted(placed, key=lambda pair: (self._rank(pair[0]), pair[1].plane)):
            goes_on = ends == previous or (
                len(ends) == 1 and len(previous) == 1 and self.tables.within(ends[0], previous[0])
            )
            self.end_edges += () if goes_on and ends == previous else ends
            self.ends.append(len(self.end_edges))
            self.told.append((*self._numbers(told), int(goes_on)))
            previous = ends

    def _rank(self, ends: tuple[int, ...]) -> tuple[Any, ...]:
        """Strokes without an end first, then those with one, column by column, the longest first, then the others."""
        if len(ends) != 1:
            return (0 if not ends else 2, "", 0, ends)
        edge = list(self.tables.numbers)[ends[0]]
        return (1, edge.column, -int(self.tables.tables[ends[0]].astype(np.int64).sum()), ends)

    def _numbers(self, told: _Told) -> tuple[int, int, int, int, int]:
        column = told.lane.value if told.operation == LATEST else told.stroke.column
        number = -1 if column is None else self.layout.field(column)
        day = self.layout.field(str(told.lane.day)) if told.operation == LATEST else -1
        return told.operation, told.plane, told.stroke.times, number, day

    def arrays(self) -> tuple[Numbers, ...]:
        """The arrays from `groups` on, in the order of `Program`."""
        told = np.array(self.told, np.int64).reshape(len(self.told), 6)
        lists = (
            self.groups, self.starts, self.start_edges, self.strokes, self.ends, self.end_edges,
        )  # fmt: skip
        return (*(np.array(numbers, np.int64) for numbers in lists), told)


def _check_room(lane: Lane, layout: Layout, n_rows: int) -> None:
    if lane.operation == "latest":
        return
    total = 0
    for stroke in lane.strokes:
        column = None if stroke.column is None else layout.fields[layout.field(stroke.column)]
        if column is not None and column.is_float:
            raise TypeError(f"{column.name} has decimals: it can be looked up, not added or compared")
        total = max(total, abs(stroke.times) * (1 if column is None else column.highest))
    if total * max(1, n_rows if lane.operation != "max" else 1) * max(1, len(lane.strokes)) >= ROOM:
        raise OverflowError(
            f"numbers of {[stroke.column for stroke in lane.strokes]} are too large to be added exactly"
        )
