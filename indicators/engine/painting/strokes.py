"""Compiled strokes: what painting the runs of some rows does to the planes of a lane."""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201, PLR0913, PLR0917
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

import numpy as np

from indicators.engine.painting.compiling import compiled
from indicators.engine.painting.opcodes import EMPTY64
from indicators.engine.painting.reading import stored


@compiled
def add(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
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
        held = stored(words, chunk + row_of[j], word, width)
        if held == empty:
            continue
        weight = times * (base + held)
        at = plane + np.uint64(line[row_of[j]])
        planes[at + np.uint64(first[j]) * stride] += weight
        planes[at + np.uint64(last[j]) * stride] -= weight


@compiled
def lift(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
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
            held = stored(words, chunk + row_of[j], word, width)
            if held == empty:
                continue
            value = times * (base + held)
        at = plane + np.uint64(line[row_of[j]]) + np.uint64(first[j]) * stride
        if last[j] == n_dates:
            planes[at + size] = max(planes[at + size], value)
        else:
            for _ in range(first[j], last[j]):
                planes[at] = max(planes[at], value)
                at += stride


@compiled
def renew(words, chunk, n, fields, told, row_of, first, last, line, n_dates, n_lines, planes):
    """The number of the latest day, in two planes (day, number); open runs in the two planes after, as above."""
    size = np.uint64((n_dates + 1) * n_lines)
    plane = np.uint64(told[1]) * size
    number, day = told[3], told[4]
    stride = np.uint64(n_lines)
    word, width, base, empty = fields[number, 0], fields[number, 1], fields[number, 2], fields[number, 3]
    for j in range(n):
        row = chunk + row_of[j]
        held = stored(words, row, word, width)
        value = EMPTY64 if held == empty else base + held
        when = fields[day, 2] + stored(words, row, fields[day, 0], fields[day, 1])
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
