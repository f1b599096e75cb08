"""The compiled inner loop: rows of one block of entities, class by class, painted onto planes of entities × dates.

Pure arithmetic over flat arrays; what they mean is said in `program.py`. The same in numpy, row for row, is
`plain.py`, which is what runs where numba is missing. Compiled once, at installation
(`python -m indicators`), and read from the cache beside this file afterwards.
"""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201, ANN202, PLR0913, PLR0917
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

import numpy as np

from indicators.engine.painting.compiling import compiled
from indicators.engine.painting.opcodes import HIGHEST, SUM
from indicators.engine.painting.reading import stored
from indicators.engine.painting.strokes import add, lift, renew

#: Rows looked at together, so that what is noted about them stays in the nearest cache.
CHUNK = 512


@compiled
def _lines(words, keys, chunk, base_row, n, line):
    if keys.shape[0] == 0:
        for i in range(n):
            line[i] = words[chunk + i, 0]
    else:
        for i in range(n):
            line[i] = np.uint32(keys[chunk - base_row + i])


@compiled
def _reached(words, chunk, i, fields, edges, tables, edge):
    """The first date that an edge reaches for a row."""
    field = edges[edge, 0]
    at = edges[edge, 1] + stored(words, chunk + i, fields[field, 0], fields[field, 1])
    return np.uint32(tables[np.uint64(at)])


@compiled
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
                reached = np.uint32(tables[np.uint64(table + stored(words, chunk + i, word, width))])
            a, b = max(first[0, j], reached), last[0, j]
            row_of[0, kept], first[0, kept], last[0, kept] = i, a, b
            kept += np.uint32(a < b)
        m = kept
    return np.int64(m)


@compiled
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
                reached = np.uint32(tables[np.uint64(table + stored(words, chunk + i, word, width))])
            a, b = first[source, j], min(last[source, j], reached)
            row_of[1, kept], first[1, kept], last[1, kept] = i, a, b
            kept += np.uint32(a < b)
        m = kept
        source = 1
    return np.int64(m)


@compiled
def _paint_stroke(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
    """Paint the runs that are noted."""
    if told[0] == SUM:
        add(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes)
    elif told[0] == HIGHEST:
        lift(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes)
    else:
        renew(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes)


@compiled
def _paint_group(words, chunk, alive, group, program, noted, line, n_dates, n_lines, planes, touched):
    """Paint the strokes of a group; each goes on from the rows that the one before has left, where it is told so."""
    fields, edges, tables, _, _, _, strokes, ends, end_edges, told = program
    row_of, first, last = noted
    source, left = 0, alive
    for stroke in range(strokes[group], strokes[group + 1]):
        if told[stroke, 5] == 0:
            source, left = 0, alive
        if left > 0 and ends[stroke] < ends[stroke + 1]:
            asked = end_edges[ends[stroke] : ends[stroke + 1]]
            left = _not_ended(words, chunk, left, fields, edges, tables, asked, source, row_of, first, last)
            source = 1
        if left > 0:
            touched[told[stroke, 1]] = True
            _paint_stroke(
                words, chunk, left, fields, told[stroke], row_of[source], first[source], last[source], line, n_dates,
                n_lines, planes,
            )  # fmt: skip


@compiled
def paint_block(words, bounds, keys, program, n_dates, n_lines, planes, touched):
    """Paint one block. Edge 0 is the day a row became known, edge 1 the day it ceased to be.

    Args:
        words: (rows, words) uint16: the rows of the table, block by block and class by class.
        bounds: (classes + 1,) int64: where each class of this block begins.
        keys: (rows of the block,) int32: which line of the planes a row paints; empty: the row's first word.
        program: the arrays of `program.Program.flat`.
        n_dates: how many dates there are.
        n_lines: how many entities, or pairs, a plane has room for.
        planes: int64, (planes, dates + 1, lines) laid flat; cleared.
        touched: (planes,) bool: gets True where something was painted.
    """
    fields, edges, tables, groups, starts, start_edges, _, _, _, _ = program
    noted = np.empty((2, CHUNK), np.uint32), np.empty((2, CHUNK), np.uint32), np.empty((2, CHUNK), np.uint32)
    line = np.empty(CHUNK, np.uint32)
    for kind in range(groups.shape[0] - 1):
        if groups[kind] == groups[kind + 1]:
            continue
        for chunk in range(bounds[kind], bounds[kind + 1], CHUNK):
            n = min(CHUNK, bounds[kind + 1] - chunk)
            _lines(words, keys, chunk, bounds[0], n, line)
            for group in range(groups[kind], groups[kind + 1]):
                asked = start_edges[starts[group] : starts[group + 1]]
                alive = _begun(words, chunk, n, fields, edges, tables, asked, noted[0], noted[1], noted[2])
                _paint_group(words, chunk, alive, group, program, noted, line, n_dates, n_lines, planes, touched)
