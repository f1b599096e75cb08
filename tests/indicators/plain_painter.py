"""Lanes painted plainly: every stroke of every lane by itself, date by date, in numpy.

A twin of the engine that shares nothing with it but the form of lanes, and nothing with the naive form of a measure.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.lanes import NOTHING, Lane, Stroke
from indicators.measures.base import Measure, Painted, PerValue, Values
from indicators.windows import AsOf, Days_

Bools = npt.NDArray[np.bool_]


def computed(measure: Measure, table: pl.DataFrame, entity: Days_, n_entities: int, as_of: AsOf) -> Values:
    """A measure for every entity and date, from a table whose rows are about the entities numbered `entity`."""
    if isinstance(measure, PerValue):
        painted: list[Painted] = [_drawn_together(measure, table, entity, n_entities, as_of)]
    else:
        painted = [paint(lane, table, entity, n_entities, as_of) for lane in measure.lanes()]
    return np.broadcast_to(measure.finish(painted, as_of), (n_entities, len(as_of.dates))).copy()


def paint(lane: Lane, table: pl.DataFrame, entity: Days_, n_entities: int, as_of: AsOf) -> Painted:
    """One lane, shape (entities, dates)."""
    if lane.operation == "latest":
        return _latest(lane, table, entity, n_entities, as_of)
    if lane.operation == "spaced":
        return _spaced(lane, table, entity, n_entities, as_of)
    painted = np.full((n_entities, len(as_of.dates)), 0 if lane.operation == "sum" else NOTHING, dtype=np.int64)
    add = np.add if lane.operation == "sum" else np.maximum
    for stroke in lane.strokes:
        meets, number = _meets(stroke, table), _numbers(stroke, table)
        for k in range(len(as_of.dates)):
            here = meets & _covers(stroke, table, as_of, k)
            add.at(painted[:, k], entity[here], number[here])
    return painted


def _drawn_together(measure: PerValue, table: pl.DataFrame, entity: Days_, n_entities: int, as_of: AsOf) -> Painted:
    """What `each` makes of pairs of entity and value, reduced to entities."""
    lanes = measure.lanes()
    keys = ["entity", *lanes[0].within]
    rows = table.with_columns(entity=pl.Series(entity)).drop_nulls(keys)
    pairs = rows.select(keys).unique().sort(keys).with_row_index("pair")
    pair = rows.join(pairs, on=keys, maintain_order="left")["pair"].cast(pl.Int64).to_numpy()
    drawn = measure.each([paint(lane, rows, pair, pairs.height, as_of) for lane in lanes], as_of)
    for depth, reduction in reversed(list(enumerate(measure.reductions()))):
        outer = pairs.select(keys[: depth + 1]).unique(maintain_order=True).with_row_index("group")
        group = pairs.join(outer, on=keys[: depth + 1], maintain_order="left")["group"].to_numpy()
        reduced = np.zeros((outer.height, drawn.shape[1]), dtype=np.int64)
        (np.add if reduction == "sum" else np.maximum).at(reduced, group, drawn)
        pairs, drawn = outer.drop("group"), reduced
    whole = np.zeros((n_entities, drawn.shape[1]), dtype=np.int64)
    whole[pairs["entity"].to_numpy()] = drawn
    return whole


def _latest(lane: Lane, table: pl.DataFrame, entity: Days_, n_entities: int, as_of: AsOf) -> Painted:
    painted = np.full((n_entities, len(as_of.dates)), np.nan)
    (stroke,) = lane.strokes
    meets = _meets(stroke, table)
    rows = table.select(day=pl.col(str(lane.day)), value=pl.col(str(lane.value)).cast(pl.Float64)).with_columns(
        entity=pl.Series(entity)
    )
    for k in range(len(as_of.dates)):
        here = rows.filter(meets & _covers(stroke, table, as_of, k)).sort("entity", "day", "value", nulls_last=False)
        last = here.group_by("entity", maintain_order=True).last()
        painted[last["entity"].to_numpy(), k] = last["value"].to_numpy()
    return painted


def _spaced(lane: Lane, table: pl.DataFrame, entity: Days_, n_entities: int, as_of: AsOf) -> Painted:
    painted = np.zeros((n_entities, len(as_of.dates)), dtype=np.int64)
    weight = sum((stroke.times * _meets(stroke, table) for stroke in lane.strokes), np.zeros(table.height, np.int64))
    for k in range(len(as_of.dates)):
        here = _meets(lane.strokes[0], table) & _covers(lane.strokes[0], table, as_of, k)
        chosen = spaced(lane, table, entity, here, weight)
        np.add.at(painted[:, k], entity[chosen], weight[chosen])
    return painted


def spaced(lane: Lane, table: pl.DataFrame, entity: Days_, here: Bools, weight: Days_) -> Bools:
    """Which rows of `here` count, shape (rows,).

    Works in rounds over the senders that repeat: each round takes every pair's first message that is far enough from
    the last one taken. The number of rounds is the largest number of messages that one sender gets counted.
    """
    (by,), day = lane.within, table[str(lane.day)].to_physical().cast(pl.Int64)
    chosen: Bools = here & table[by].is_null().to_numpy()
    rows = pl.DataFrame({"row": np.arange(table.height), "entity": entity, "by": table[by], "day": day})
    rows = rows.with_columns(weight=pl.Series(weight)).filter(here & ~chosen)
    rows = rows.sort("day", -pl.col("weight"), "row")
    while not rows.is_empty():
        first = rows.group_by("entity", "by", maintain_order=True).first()
        chosen[first["row"].to_numpy()] = True
        rows = rows.join(first.select("entity", "by", taken="day"), on=["entity", "by"], maintain_order="left")
        rows = rows.filter(pl.col("day") >= pl.col("taken") + lane.apart).drop("taken")
    return chosen


def _meets(stroke: Stroke, table: pl.DataFrame) -> Bools:
    tests = [pl.col(column).is_in(list(values)).fill_null(value=False) for column, values in stroke.where]
    if stroke.beyond is not None:
        column, bound = stroke.beyond
        tests.append(pl.col(column).is_null() | (pl.col(column) > bound))
    if stroke.column is not None:
        tests.append(pl.col(stroke.column).is_not_null())
    met = table.select(met=pl.all_horizontal(pl.repeat(value=True, n=pl.len()), *tests))
    return met["met"].to_numpy()


def _covers(stroke: Stroke, table: pl.DataFrame, as_of: AsOf, k: int) -> Bools:
    """Which rows are painted at date number k, by the dates alone."""
    day = as_of.days[k]
    known_from, known_to = _days(table, "known_from"), _days(table, "known_to")
    covered: Bools = (known_from <= day) & ~(known_to <= day)
    for edges, reached in ((stroke.starts, True), (stroke.ends, False)):
        for edge in edges:
            covered &= (_days(table, edge.column) + edge.shift <= as_of.cutoffs(edge.back)[k]) == reached
    return covered


def _days(table: pl.DataFrame, column: str) -> Values:
    """Day numbers; NaN, which is never reached, where the column is empty."""
    return table[column].to_physical().cast(pl.Float64).to_numpy()


def _numbers(stroke: Stroke, table: pl.DataFrame) -> npt.NDArray[Any]:
    if stroke.column is None:
        return np.full(table.height, stroke.times, dtype=np.int64)
    return stroke.times * table[stroke.column].to_physical().cast(pl.Int64).fill_null(0).to_numpy()
