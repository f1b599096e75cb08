"""One scan: all measures that ask the same rows of one fact table, painted together and finished block by block."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Level
from indicators.engine.painting.building import built
from indicators.engine.painting.rows import FrameRows
from indicators.engine.painting.spaced import Counting
from indicators.engine.painting.walk import Block, Painter, walk
from indicators.engine.painting.work import Work
from indicators.engine.views import ENTITY, rows_about
from indicators.lanes import Lane
from indicators.measures import Measure
from indicators.measures.base import PerValue
from indicators.population import Facts
from indicators.windows import AsOf
from tables.core import Fact

Finished = npt.NDArray[Any]


@dataclass(frozen=True)
class Scan:
    """The measures that ask the same rows: those of one fact, about the entities named in one column.

    With `else_actor`, rows that name only an actor are shared among its activities.
    """

    fact: type[Fact]
    else_actor: bool
    about: str
    measures: tuple[Measure, ...]

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """What has to be painted, each lane once whoever asks."""
        return tuple(dict.fromkeys(lane for measure in self.measures for lane in measure.lanes()))

    def rows(self, facts: Facts, level: Level, codes: pl.DataFrame) -> pl.DataFrame:
        """The rows, with `entity`."""
        columns = set().union(*(measure.columns() for measure in self.measures))
        return rows_about(facts, self.fact.table, columns, level, codes, self.about, else_actor=self.else_actor)


def scans(measures: Iterable[Measure], level: Level) -> list[Scan]:
    """The fewest scans that serve the measures of a level, in a fixed order; equal measures are served once."""
    grouped: dict[tuple[str, bool, str], list[Measure]] = {}
    for measure in distinct(measures):
        key = measure.fact.table, measure.else_actor, measure.about or ENTITY[level]
        grouped.setdefault(key, []).append(measure)
    return [
        Scan(asked[0].fact, else_actor, about, tuple(asked))
        for (_, else_actor, about), asked in sorted(grouped.items(), key=lambda item: item[0])
    ]


def distinct(measures: Iterable[Measure]) -> list[Measure]:
    """Each measure once: two indicators that ask the same share one."""
    found: dict[Measure, list[Measure]] = {}
    for measure in measures:
        alike = found.setdefault(measure, [])
        if measure not in alike:
            alike.append(measure)
    return [measure for alike in found.values() for measure in alike]


def painted(
    scan: Scan, rows: pl.DataFrame, n_entities: int, as_of: AsOf, work: Work, counting: Counting | None = None
) -> Iterator[tuple[int, int, list[Finished]]]:
    """Block by block, in order: first entity, the one after the last, and each measure of the scan.

    A measure has the shape (entities, dates), or one row for all. Measures that need more than their own lanes
    (`PeerExpected`) come as painted.
    """

    def finish(block: Block) -> tuple[int, int, list[Finished]]:
        return block.first, block.last, [finished(measure, block, as_of) for measure in scan.measures]

    if not scan.lanes:
        yield 0, n_entities, [measure.finish((), as_of) for measure in scan.measures]
        return
    with work.room_for(rows.height) as folder:
        store = built(FrameRows(rows), n_entities, scan.lanes, work, rows.height, folder)
        yield from walk(Painter(store, scan.lanes, as_of, work, counting), finish)


def finished(measure: Measure, block: Block, as_of: AsOf) -> Finished:
    """A measure of one block, from its lanes; never the lanes' own memory, which is used again."""
    lanes = [block.lanes[lane] for lane in measure.lanes()]
    if isinstance(measure, PerValue):
        lanes = [drawn_together(measure, lanes, block, as_of)]
    return np.array(measure.finish(lanes, as_of))


def drawn_together(measure: PerValue, lanes: Sequence[Finished], block: Block, as_of: AsOf) -> Finished:
    """What a measure makes of its values, reduced to entities; 0 for those that have none."""
    within, reductions = measure.lanes()[0].within, measure.reductions()
    drawn, owner = measure.each(lanes, as_of), block.owner[within]
    if len(within) == 2:
        outer = block.outer[within]
        drawn = _reduced(drawn, outer, int(outer.max(initial=-1)) + 1, reductions[1])
        owner = owner[_begins(outer)]
    return _reduced(drawn, owner, block.last - block.first, reductions[0])


def _reduced(drawn: Finished, owner: npt.NDArray[np.int32], n: int, reduction: str) -> Finished:
    """Sums or highest numbers (never below 0) of the rows with the same owner; owners ascend."""
    whole = np.zeros((n, drawn.shape[1]), drawn.dtype)
    if len(owner):
        begins = _begins(owner)
        add = np.add if reduction == "sum" else np.maximum
        whole[owner[begins]] = add.reduceat(drawn, begins, axis=0)
    return whole if reduction == "sum" else np.maximum(whole, 0)


def _begins(ascending: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Where a new number begins."""
    return np.flatnonzero(np.diff(ascending, prepend=-1) != 0)
