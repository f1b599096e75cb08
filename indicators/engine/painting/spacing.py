"""Compiled painting of spaced lanes: of the rows that share a sender, those that lie far enough apart.

Which rows count at a date depends on which others are alive then, so that a row's run says nothing by itself: senders
with several rows are gone through date by date. Rows without a sender, or alone with theirs, are ordinary runs.
"""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0913, PLR0917
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

import numpy as np

from indicators.engine.painting.compiling import compiled
from indicators.engine.painting.reading import stored


@compiled
def paint_spaced(
    words,  # the records of the table
    bounds,  # (classes + 1,): where each class of this block begins
    weights,  # (classes,) int64: what a row of the class weighs
    asked,  # (classes,) bool: whether the lane asks for the class
    lines,  # (rows of the block,): the pair of entity and sender; `n_pairs` where there is none
    n_pairs,
    fields,
    edges,
    tables,
    start_edges,
    end_edges,
    day_field,
    apart,
    n_dates,
    n_lines,
    planes,  # (dates + 1, entities of the block) laid flat, int64: edges of sums
    cells,  # (dates, entities of the block): the cell that a chosen row is also counted in; empty: none are
    period_of,  # stored day → period
    counted,  # (dates, cells, periods): what is chosen, by cell and period
):
    """Paint one spaced lane of one block."""
    n_rows = bounds[bounds.shape[0] - 1] - bounds[0]
    begins = np.zeros(n_pairs + 2, np.int64)
    row_of, first, last = np.empty(n_rows, np.int64), np.empty(n_rows, np.int64), np.empty(n_rows, np.int64)
    weight = np.empty(n_rows, np.int64)
    m = 0
    for kind in range(bounds.shape[0] - 1):
        if not asked[kind]:
            continue
        for row in range(bounds[kind], bounds[kind + 1]):
            a, b = _run(words, row, fields, edges, tables, start_edges, end_edges, n_dates)
            if a >= b:
                continue
            line = lines[row - bounds[0]]
            if line == n_pairs:
                _take(words, row, a, b, weights[kind], fields, day_field, n_lines, planes, cells, period_of, counted)
                continue
            row_of[m], first[m], last[m], weight[m] = row, a, b, weights[kind]
            begins[line + 1] += 1
            m += 1
    for pair in range(n_pairs):
        begins[pair + 1] += begins[pair]
    order, nexts = np.empty(m, np.int64), begins[: n_pairs + 1].copy()
    for i in range(m):
        line = lines[row_of[i] - bounds[0]]
        order[nexts[line]] = i
        nexts[line] += 1
    day = np.empty(m, np.int64)
    for i in range(m):
        day[i] = stored(words, row_of[i], fields[day_field, 0], fields[day_field, 1])
    for pair in range(n_pairs):
        own = order[begins[pair] : begins[pair + 1]]
        if own.shape[0] == 1:
            i = own[0]
            _take(words, row_of[i], first[i], last[i], weight[i], fields, day_field, n_lines, planes, cells,
                  period_of, counted)  # fmt: skip
        elif own.shape[0] > 1:
            _sort(own, day, weight)
            _choose(own, row_of, first, last, weight, day, apart, words, fields, day_field, n_dates, n_lines, planes,
                    cells, period_of, counted)  # fmt: skip


@compiled
def _run(words, row, fields, edges, tables, start_edges, end_edges, n_dates):
    a, b = np.int64(0), np.int64(n_dates)
    for e in range(start_edges.shape[0]):
        field, table = edges[start_edges[e], 0], edges[start_edges[e], 1]
        a = max(a, np.int64(tables[table + stored(words, row, fields[field, 0], fields[field, 1])]))
    for e in range(end_edges.shape[0]):
        field, table = edges[end_edges[e], 0], edges[end_edges[e], 1]
        b = min(b, np.int64(tables[table + stored(words, row, fields[field, 0], fields[field, 1])]))
    return a, b


@compiled
def _take(words, row, a, b, weight, fields, day_field, n_lines, planes, cells, period_of, counted):
    """Count a row at the dates from a to b."""
    entity = np.int64(words[row, 0])
    planes[a * n_lines + entity] += weight
    planes[b * n_lines + entity] -= weight
    if cells.shape[0]:
        period = period_of[stored(words, row, fields[day_field, 0], fields[day_field, 1])]
        for k in range(a, b):
            if cells[k, entity] >= 0:
                counted[k, cells[k, entity], period] += weight


@compiled
def _sort(own, day, weight):
    """By day, the heavier first; few rows share a sender."""
    for i in range(1, own.shape[0]):
        j, moved = i, own[i]
        while j > 0 and (
            day[own[j - 1]] > day[moved] or (day[own[j - 1]] == day[moved] and weight[own[j - 1]] < weight[moved])
        ):
            own[j] = own[j - 1]
            j -= 1
        own[j] = moved


@compiled
def _choose(own, row_of, first, last, weight, day, apart, words, fields, day_field, n_dates, n_lines, planes, cells,
            period_of, counted):  # fmt: skip
    low, high = n_dates, 0
    for i in own:
        low, high = min(low, first[i]), max(high, last[i])
    for k in range(low, high):
        taken, any_taken = 0, False
        for i in own:
            if first[i] <= k < last[i] and (not any_taken or day[i] >= taken + apart):
                _take(words, row_of[i], k, k + 1, weight[i], fields, day_field, n_lines, planes, cells, period_of,
                      counted)  # fmt: skip
                taken, any_taken = day[i], True
