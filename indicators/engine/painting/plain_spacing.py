"""Spaced lanes in numpy and plain loops: what `spacing.paint_spaced` does, for where numba is missing."""

from typing import Any

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.records import stored

Array = npt.NDArray[Any]


def paint_spaced(  # noqa: PLR0913, PLR0917 - as the compiled one
    words: Array,
    bounds: Array,
    weights: Array,
    asked: Array,
    lines: Array,
    n_pairs: int,
    fields: Array,
    edges: Array,
    tables: Array,
    start_edges: Array,
    end_edges: Array,
    day_field: int,
    apart: int,
    n_dates: int,
    n_lines: int,
    planes: Array,
    cells: Array,
    period_of: Array,
    counted: Array,
) -> None:
    """Paint one spaced lane of one block."""
    kinds = [kind for kind in range(len(asked)) if asked[kind]]
    rows = np.concatenate([np.empty(0, np.int64), *(np.arange(bounds[k], bounds[k + 1]) for k in kinds)])
    weight = np.concatenate([np.empty(0, np.int64), *(np.full(bounds[k + 1] - bounds[k], weights[k]) for k in kinds)])

    def reach(edge: int) -> Array:
        field, begins = edges[edge]
        found: Array = tables[begins + stored(words, rows, *fields[field, :2])].astype(np.int64)
        return found

    first = np.max([np.zeros(len(rows), np.int64), *(reach(edge) for edge in start_edges)], axis=0)
    last = np.min([np.full(len(rows), n_dates), *(reach(edge) for edge in end_edges)], axis=0)
    pair, day = lines[rows - bounds[0]], stored(words, rows, *fields[day_field, :2])
    entity = words[rows, 0].astype(np.int64)
    laid = planes.reshape(n_dates + 1, n_lines)
    order = np.lexsort((-weight, day, pair))
    for k in range(n_dates):
        alive = order[(first[order] <= k) & (k < last[order])]
        chosen = alive[_apart(pair[alive], day[alive], n_pairs, apart)]
        np.add.at(laid[k], entity[chosen], weight[chosen])
        np.subtract.at(laid[k + 1], entity[chosen], weight[chosen])
        if len(cells):
            cell = cells[k, entity[chosen]]
            np.add.at(counted[k], (cell[cell >= 0], period_of[day[chosen]][cell >= 0]), weight[chosen][cell >= 0])


def _apart(pair: Array, day: Array, n_pairs: int, apart: int) -> npt.NDArray[np.bool_]:
    """Which of the rows, in the order of pair and day, count."""
    chosen = np.ones(len(pair), np.bool_)
    before, taken = n_pairs, 0
    for i in range(len(pair)):
        if pair[i] == n_pairs:
            continue
        if pair[i] == before and day[i] < taken + apart:
            chosen[i] = False
        else:
            before, taken = pair[i], day[i]
    return chosen
