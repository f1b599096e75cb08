"""The steps of the kernel in numpy alone: the same plan, the same arrays, the same numbers, several times slower.

What runs where numba is missing or switched off. Each function does what its namesake in `compiled.py` does.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.opcodes import EMPTY64, HIGHEST, LATEST, LOWEST, SUM
from indicators.engine.painting.plain_spacing import paint_spaced
from indicators.engine.painting.records import fields_are_filled, stored

Array = npt.NDArray[Any]


def write_field(numbers: Array, base: int, empty: int, words: Array, word: int, n_words: int) -> bool:
    """Write a column of whole numbers into records; False if one lies outside the range."""
    distance = numbers.astype(np.int64) - base
    for number in range(n_words):
        words[:, word + number] = (distance >> (16 * number)).astype(np.uint16)
    return n_words == 4 or not len(distance) or bool(distance.min() >= 0 and distance.max() <= empty)


def advance(numbers: Array, low: int, places: Array, following: Array, width: int, state: Array) -> None:
    """Lead every row from state to state by the group of its number."""
    others = len(places) - 1
    place = numbers.astype(np.int64) - low
    group = places[np.where((place < 0) | (place > others), others, place)]
    going = state >= 0
    state[going] = following[state[going] * width + group[going]]


def count_buckets(entity: Array, kind: Array, block_bits: int, n_classes: int, n_entities: int, counts: Array) -> None:
    """Count the rows of each block and class."""
    kept = (kind >= 0) & (entity >= 0) & (entity < n_entities)
    buckets = (entity[kept].astype(np.int64) >> block_bits) * n_classes + kind[kept]
    counts += np.bincount(buckets, minlength=len(counts))


def scatter(  # noqa: PLR0913, PLR0917 - as the compiled one
    entity: Array,
    kind: Array,
    records: Array,
    block_bits: int,
    n_classes: int,
    n_entities: int,
    first_bucket: int,
    nexts: Array,
    words: Array,
) -> None:
    """Put records where their block and class belongs."""
    kept = np.flatnonzero((kind >= 0) & (entity >= 0) & (entity < n_entities))
    buckets = (entity[kept].astype(np.int64) >> block_bits) * n_classes + kind[kept] - first_bucket
    order = np.argsort(buckets, kind="stable")
    ordered = buckets[order]
    before = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
    places = nexts[ordered] + before
    words[places] = records[kept[order]]
    nexts += np.bincount(buckets, minlength=len(nexts))


def count_by_entity(words: Array, bounds: Array, wanted: Array, fields: Array, counts: Array) -> None:
    """How many rows of the wanted classes each entity of a block has."""
    rows = _rows(bounds, np.flatnonzero(wanted))
    rows = rows[fields_are_filled(words, rows, fields)]
    counts += np.bincount(words[rows, 0], minlength=len(counts))


def number_pairs(  # noqa: PLR0913, PLR0917 - as the compiled one
    words: Array,
    bounds: Array,
    wanted: Array,
    fields: Array,
    begins: Array,  # noqa: ARG001 - as the compiled one
    values: Array,  # noqa: ARG001
    lines: Array,
    owners: Array,
    outers: Array,
) -> int:
    """Number the pairs of entity and value(s) of a block, by entity and value; how many there are."""
    rows = _rows(bounds, np.flatnonzero(wanted))
    rows = rows[fields_are_filled(words, rows, fields)]
    columns = [words[rows, 0].astype(np.int64), *(stored(words, rows, *field[:2]) for field in fields)]
    pairs, number = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    lines[:] = len(pairs)
    lines[rows - bounds[0]] = number.ravel()
    owners[: len(pairs)] = pairs[:, 0]
    new = np.ones(len(pairs), np.bool_)
    new[1:] = (pairs[1:, :2] != pairs[:-1, :2]).any(axis=1)
    outers[: len(pairs)] = np.cumsum(new) - 1
    return len(pairs)


def clear_block(told: Array, n_dates: int, n_lines: int, planes: Array, touched: Array) -> None:
    """Make the planes ready."""
    laid = _laid(planes, n_dates, n_lines)
    for operation, plane in told:
        n_planes = {SUM: 1, HIGHEST: 2, LATEST: 4}[operation]
        laid[plane : plane + n_planes] = 0 if operation == SUM else LOWEST
        touched[plane : plane + n_planes] = False


def finish_block(told: Array, n_dates: int, n_lines: int, planes: Array, touched: Array) -> None:
    """Turn edges into values: running sums, running maxima."""
    laid = _laid(planes, n_dates, n_lines)
    for operation, plane in told:
        if not touched[plane]:
            continue
        if operation == SUM:
            np.cumsum(laid[plane], axis=0, out=laid[plane])
        elif operation == HIGHEST:
            np.maximum(laid[plane], np.maximum.accumulate(laid[plane + 1], axis=0), out=laid[plane])
        else:
            for k in range(1, n_dates):
                _latest_of(laid[plane + 2 : plane + 4, k], laid[plane + 2 : plane + 4, k - 1])
            _latest_of(laid[plane : plane + 2], laid[plane + 2 : plane + 4])


def paint_block(
    words: Array,
    bounds: Array,
    keys: Array,
    program: tuple[Array, ...],
    n_dates: int,
    n_lines: int,
    planes: Array,
    touched: Array,
) -> None:
    """Paint one block, stroke by stroke."""
    fields, edges, tables, groups, starts, start_edges, strokes, ends, end_edges, told = program
    laid = _laid(planes, n_dates, n_lines)
    reach = _Reach(words, fields, edges, tables)
    for kind in range(len(groups) - 1):
        rows = np.arange(bounds[kind], bounds[kind + 1])
        line = words[rows, 0].astype(np.int64) if not len(keys) else keys[rows - bounds[0]].astype(np.int64)
        for group in range(groups[kind], groups[kind + 1]):
            first, last = reach(rows, 0), reach(rows, 1)
            for edge in start_edges[starts[group] : starts[group + 1]]:
                first = np.maximum(first, reach(rows, edge))
            left = last
            for stroke in range(strokes[group], strokes[group + 1]):
                left = left if told[stroke, 5] else last
                for edge in end_edges[ends[stroke] : ends[stroke + 1]]:
                    left = np.minimum(left, reach(rows, edge))
                alive = first < left
                if alive.any():
                    run = rows[alive], first[alive], left[alive], line[alive]
                    touched[told[stroke, 1]] = True
                    _paint(words, fields, told[stroke], run, n_dates, laid)


class _Reach:
    """Looks up which date the rows reach."""

    def __init__(self, words: Array, fields: Array, edges: Array, tables: Array) -> None:
        self.words, self.fields, self.edges, self.tables = words, fields, edges, tables

    def __call__(self, rows: Array, edge: int) -> Array:
        field, begins = self.edges[edge]
        found: Array = self.tables[begins + stored(self.words, rows, *self.fields[field, :2])].astype(np.int64)
        return found


def _paint(words: Array, fields: Array, told: Array, run: tuple[Array, ...], n_dates: int, laid: Array) -> None:
    operation, plane, times, number, day, _ = told
    rows, first, last, line = run
    value = np.full(len(rows), times, np.int64)
    if number >= 0:
        _, _, base, empty = fields[number]
        held = stored(words, rows, *fields[number, :2])
        filled = held != empty
        if operation == LATEST:
            value = np.where(filled, base + held, EMPTY64)
        else:
            rows, first, last, line = (each[filled] for each in run)
            value = times * (base + held[filled])
    if operation == SUM:
        np.add.at(laid[plane], (first, line), value)
        np.subtract.at(laid[plane], (last, line), value)
        return
    for k, here in _dates(first, last, n_dates):
        if operation == HIGHEST:
            np.maximum.at(laid[plane, k], line[here], value[here])
        else:
            when = fields[day, 2] + stored(words, rows[here], *fields[day, :2])
            _renew(laid[plane : plane + 2, k], line[here], when, value[here])


def _dates(first: Array, last: Array, n_dates: int) -> Iterator[tuple[int, Array]]:
    for k in range(n_dates):
        here = np.flatnonzero((first <= k) & (k < last))
        if len(here):
            yield k, here


def _renew(held: Array, line: Array, day: Array, value: Array) -> None:
    order = np.lexsort((value, day, line))
    is_last = np.append(line[order][1:] != line[order][:-1], True)
    best = order[is_last]
    at = line[best]
    candidate = np.stack([day[best], value[best]])
    current = held[:, at]
    _latest_of(current, candidate)
    held[:, at] = current


def _latest_of(held: Array, other: Array) -> None:
    """Take over day and number where the other's are later, or as late and higher."""
    better = (other[0] > held[0]) | ((other[0] == held[0]) & (other[1] > held[1]))
    held[0] = np.where(better, other[0], held[0])
    held[1] = np.where(better, other[1], held[1])


def _laid(planes: Array, n_dates: int, n_lines: int) -> Array:
    return planes.reshape(-1, n_dates + 1, n_lines)


def _rows(bounds: Array, kinds: Array) -> Array:
    parts = [np.arange(bounds[kind], bounds[kind + 1]) for kind in kinds]
    return np.concatenate([np.empty(0, np.int64), *parts])


__all__ = [
    "advance",
    "clear_block",
    "count_buckets",
    "count_by_entity",
    "finish_block",
    "number_pairs",
    "paint_block",
    "paint_spaced",
    "scatter",
    "write_field",
]
