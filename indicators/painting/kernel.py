"""The compiled inner loop: rows of one block of entities, class by class, painted onto planes of entities × dates.

Pure arithmetic over flat arrays; what they mean is said in `program.py`. The same in numpy, row for row, is
`plain.py`, which is what runs where numba is missing. Compiled once, at installation (`python -m indicators.painting`),
and read from the cache beside this file afterwards.
"""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0913, PLR0917
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from indicators.painting.cache import beside_the_source
from indicators.painting.opcodes import EMPTY64, HIGHEST, LATEST, LOWEST, SUM

#: Rows looked at together, so that what is noted about them stays in the nearest cache.
CHUNK = 512


def _jit(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile without the interpreter's lock, kept beside the source."""
    with beside_the_source():
        return numba.njit(nogil=True, cache=True, boundscheck=False)(function)


@_jit
def paint_block(
    words,  # (rows, words) uint16: the rows of the table, block by block and class by class
    bounds,  # (classes + 1,) int64: where each class of this block begins
    keys,  # (rows of the block,) int32: which line of the planes a row paints; empty: the row's first word
    fields,  # (fields, 4) int64: first word, words, base, what stands for empty
    edges,  # (edges, 2) int64: field, where its table begins
    tables,  # uint16: for each edge and stored day, the first date that it reaches
    groups,  # (classes + 1,) int64: which groups of strokes each class has
    starts,  # (groups + 1,) int64 into start_edges
    start_edges,  # int64
    strokes,  # (groups + 1,) int64 into the stroke arrays
    ends,  # (strokes + 1,) int64 into end_edges
    end_edges,  # int64
    told,  # (strokes, 6) int64: operation, plane, times, field of the number, field of the day, goes on from the last
    n_dates,
    n_lines,
    planes,  # int64, (planes, dates + 1, lines) laid flat; cleared
    touched,  # (planes,) bool
):
    """Paint one block. Edge 0 is the day a row became known, edge 1 the day it ceased to be."""
    row_of = np.empty((2, CHUNK), np.uint32)
    first = np.empty((2, CHUNK), np.uint32)
    last = np.empty((2, CHUNK), np.uint32)
    line = np.empty(CHUNK, np.uint32)
    base_row = bounds[0]
    for kind in range(groups.shape[0] - 1):
        if groups[kind] == groups[kind + 1]:
            continue
        for chunk in range(bounds[kind], bounds[kind + 1], CHUNK):
            n = min(CHUNK, bounds[kind + 1] - chunk)
            _lines(words, keys, chunk, base_row, n, line)
            for group in range(groups[kind], groups[kind + 1]):
                alive = _begun(
                    words, chunk, n, fields, edges, tables,
                    start_edges[starts[group] : starts[group + 1]], row_of, first, last,
                )  # fmt: skip
                source = 0
                left = alive
                for stroke in range(strokes[group], strokes[group + 1]):
                    if told[stroke, 5] == 0:
                        source, left = 0, alive
                    if left == 0:
                        continue
                    if ends[stroke] < ends[stroke + 1]:
                        left = _not_ended(
                            words, chunk, left, fields, edges, tables,
                            end_edges[ends[stroke] : ends[stroke + 1]], source, row_of, first, last,
                        )  # fmt: skip
                        source = 1
                    if left == 0:
                        continue
                    touched[told[stroke, 1]] = True
                    operation = told[stroke, 0]
                    if operation == SUM:
                        _add(words, chunk, left, fields, told[stroke], row_of[source], first[source], last[source],
                             line, n_dates, n_lines, planes)  # fmt: skip
                    elif operation == HIGHEST:
                        _raise(words, chunk, left, fields, told[stroke], row_of[source], first[source], last[source],
                               line, n_dates, n_lines, planes)  # fmt: skip
                    else:
                        _renew(words, chunk, left, fields, told[stroke], row_of[source], first[source], last[source],
                               line, n_dates, n_lines, planes)  # fmt: skip


@_jit
def _lines(words, keys, chunk, base_row, n, line):
    if keys.shape[0] == 0:
        for i in range(n):
            line[i] = words[chunk + i, 0]
    else:
        for i in range(n):
            line[i] = np.uint32(keys[chunk - base_row + i])


@_jit
def _stored(words, row, word, width):
    """What a row has in a field, as stored."""
    if width == 1:
        return np.int64(words[row, word])
    if width == 2:
        return np.int64(words[row, word]) | (np.int64(words[row, word + 1]) << 16)
    low = np.int64(words[row, word]) | (np.int64(words[row, word + 1]) << 16)
    high = np.int64(words[row, word + 2]) | (np.int64(words[row, word + 3]) << 16)
    return low | (high << 32)


@_jit
def _reached(words, chunk, i, fields, edges, tables, edge):
    """The first date that an edge reaches for a row."""
    field = edges[edge, 0]
    at = edges[edge, 1] + _stored(words, chunk + i, fields[field, 0], fields[field, 1])
    return np.uint32(tables[np.uint64(at)])


@_jit
def _begun(words, chunk, n, fields, edges, tables, start_edges, row_of, first, last):
    """Note the rows of a chunk that are known at some date and have begun before they cease to be; how many."""
    known, gone = edges[0, 1], edges[1, 1]
    known_word, gone_word = fields[edges[0, 0], 0], fields[edges[1, 0], 0]
    narrow = fields[edges[0, 0], 1] == 1 and fields[edges[1, 0], 1] == 1
    m = np.uint32(0)
    if narrow:
        for i in range(n):
            a = np.uint32(tables[np.uint64(known + words[chunk + i, known_word])])
            b = np.uint32(tables[np.uint64(gone + words[chunk + i, gone_word])])
            row_of[0, m], first[0, m], last[0, m] = i, a, b
            m += np.uint32(a < b)
    else:
        for i in range(n):
            a = _reached(words, chunk, i, fields, edges, tables, 0)
            b = _reached(words, chunk, i, fields, edges, tables, 1)
            row_of[0, m], first[0, m], last[0, m] = i, a, b
            m += np.uint32(a < b)
    for e in range(start_edges.shape[0]):
        field, table = edges[start_edges[e], 0], edges[start_edges[e], 1]
        word, width = fields[field, 0], fields[field, 1]
        kept = np.uint32(0)
        for j in range(m):
            i = row_of[0, j]
            if width == 1:
                reached = np.uint32(tables[np.uint64(table + words[chunk + i, word])])
            else:
                reached = np.uint32(tables[np.uint64(table + _stored(words, chunk + i, word, width))])
            a, b = max(first[0, j], reached), last[0, j]
            row_of[0, kept], first[0, kept], last[0, kept] = i, a, b
            kept += np.uint32(a < b)
        m = kept
    return np.int64(m)


@_jit
def _not_ended(words, chunk, n, fields, edges, tables, end_edges, source, row_of, first, last):
    """Note, in the second place, the rows of those noted in `source` that begin before they end; how many."""
    m = np.uint32(n)
    for e in range(end_edges.shape[0]):
        field, table = edges[end_edges[e], 0], edges[end_edges[e], 1]
        word, width = fields[field, 0], fields[field, 1]
        kept = np.uint32(0)
        for j in range(m):
            i = row_of[source, j]
            if width == 1:
                reached = np.uint32(tables[np.uint64(table + words[chunk + i, word])])
            else:
                reached = np.uint32(tables[np.uint64(table + _stored(words, chunk + i, word, width))])
            a, b = first[source, j], min(last[source, j], reached)
            row_of[1, kept], first[1, kept], last[1, kept] = i, a, b
            kept += np.uint32(a < b)
        m = kept
        source = 1
    return np.int64(m)


@_jit
def _add(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
    """Two edge updates a row; the running sum over the dates is taken when the block is done."""
    plane = np.uint64(told[1] * (n_dates + 1) * n_lines)
    times, number = told[2], told[3]
    stride = np.uint64(n_lines)
    if number < 0:
        for j in range(n):
            at = plane + np.uint64(line[row_of[j]])
            planes[at + np.uint64(first[j]) * stride] += times
            planes[at + np.uint64(last[j]) * stride] -= times
        return
    word, width, base, empty = fields[number, 0], fields[number, 1], fields[number, 2], fields[number, 3]
    for j in range(n):
        stored = _stored(words, chunk + row_of[j], word, width)
        if stored == empty:
            continue
        weight = times * (base + stored)
        at = plane + np.uint64(line[row_of[j]])
        planes[at + np.uint64(first[j]) * stride] += weight
        planes[at + np.uint64(last[j]) * stride] -= weight


@_jit
def _raise(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
    """The highest number.

    A run that reaches the last date is noted where it begins, in the plane after; the running maximum is taken when the
    block is done.
    """
    size = np.uint64((n_dates + 1) * n_lines)
    plane = np.uint64(told[1]) * size
    times, number = told[2], told[3]
    stride = np.uint64(n_lines)
    word, width, base, empty = 0, 1, 0, 0
    if number >= 0:
        word, width, base, empty = fields[number, 0], fields[number, 1], fields[number, 2], fields[number, 3]
    for j in range(n):
        value = times
        if number >= 0:
            stored = _stored(words, chunk + row_of[j], word, width)
            if stored == empty:
                continue
            value = times * (base + stored)
        at = plane + np.uint64(line[row_of[j]]) + np.uint64(first[j]) * stride
        if last[j] == n_dates:
            planes[at + size] = max(planes[at + size], value)
        else:
            for _ in range(first[j], last[j]):
                planes[at] = max(planes[at], value)
                at += stride


@_jit
def _renew(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
    """The number of the latest day, in two planes (day, number); open runs in the two planes after, as above."""
    size = np.uint64((n_dates + 1) * n_lines)
    plane = np.uint64(told[1]) * size
    number, day = told[3], told[4]
    stride = np.uint64(n_lines)
    word, width, base, empty = fields[number, 0], fields[number, 1], fields[number, 2], fields[number, 3]
    for j in range(n):
        row = chunk + row_of[j]
        stored = _stored(words, row, word, width)
        value = EMPTY64 if stored == empty else base + stored
        when = fields[day, 2] + _stored(words, row, fields[day, 0], fields[day, 1])
        at = plane + np.uint64(line[row_of[j]]) + np.uint64(first[j]) * stride
        steps = np.uint64(last[j] - first[j])
        if last[j] == n_dates:
            at += size + size
            steps = np.uint64(1)
        for _ in range(steps):
            if when > planes[at] or (when == planes[at] and value > planes[at + size]):
                planes[at] = when
                planes[at + size] = value
            at += stride


@_jit
def finish_block(told, n_dates, n_lines, planes, touched):
    """Turn edges into values: running sums, running maxima; the value of date k is line k of the first plane.

    `told` is (lanes, 2) int64: operation and plane.
    """
    size = np.int64((n_dates + 1) * n_lines)
    for lane in range(told.shape[0]):
        operation, plane = told[lane, 0], told[lane, 1]
        if not touched[plane]:
            continue
        at = plane * size
        if operation == SUM:
            for i in range(at + n_lines, at + n_dates * n_lines):
                planes[i] += planes[i - n_lines]
        elif operation == HIGHEST:
            for i in range(at + size + n_lines, at + size + n_dates * n_lines):
                planes[i] = max(planes[i], planes[i - n_lines])
            for i in range(at, at + n_dates * n_lines):
                planes[i] = max(planes[i], planes[i + size])
        elif operation == LATEST:
            _merge_latest(planes, at, size, n_dates, n_lines)


@_jit
def _merge_latest(planes, at, size, n_dates, n_lines):
    for i in range(at + n_lines, at + n_dates * n_lines):
        o, before = i + 2 * size, i + 2 * size - n_lines
        if planes[before] > planes[o] or (planes[before] == planes[o] and planes[before + size] > planes[o + size]):
            planes[o], planes[o + size] = planes[before], planes[before + size]
    for i in range(at, at + n_dates * n_lines):
        o = i + 2 * size
        if planes[o] > planes[i] or (planes[o] == planes[i] and planes[o + size] > planes[i + size]):
            planes[i], planes[i + size] = planes[o], planes[o + size]


@_jit
def clear_block(told, n_dates, n_lines, planes, touched):
    """Make the planes ready: 0 for sums, the lowest number for the others."""
    size = np.int64((n_dates + 1) * n_lines)
    for lane in range(told.shape[0]):
        operation, plane = told[lane, 0], told[lane, 1]
        n_planes = 1 if operation == SUM else (2 if operation == HIGHEST else 4)
        nothing = 0 if operation == SUM else LOWEST
        planes[plane * size : (plane + n_planes) * size] = nothing
        touched[plane : plane + n_planes] = False
