"""Compiled care of planes: making them ready for a block, and turning edges into values when it is painted."""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201, ANN202, C901
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

import numpy as np

from indicators.engine.painting.compiling import compiled
from indicators.engine.painting.opcodes import HIGHEST, LATEST, LOWEST, SUM


@compiled
def _merge_latest(planes, at, size, n_dates, n_lines):
    for i in range(at + n_lines, at + n_dates * n_lines):
        o, before = i + 2 * size, i + 2 * size - n_lines
        if planes[before] > planes[o] or (planes[before] == planes[o] and planes[before + size] > planes[o + size]):
            planes[o], planes[o + size] = planes[before], planes[before + size]
    for i in range(at, at + n_dates * n_lines):
        o = i + 2 * size
        if planes[o] > planes[i] or (planes[o] == planes[i] and planes[o + size] > planes[i + size]):
            planes[i], planes[i + size] = planes[o], planes[o + size]


@compiled
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


@compiled
def clear_block(told, n_dates, n_lines, planes, touched):
    """Make the planes ready: 0 for sums, the lowest number for the others."""
    size = np.int64((n_dates + 1) * n_lines)
    for lane in range(told.shape[0]):
        operation, plane = told[lane, 0], told[lane, 1]
        n_planes = 1 if operation == SUM else (2 if operation == HIGHEST else 4)
        nothing = 0 if operation == SUM else LOWEST
        planes[plane * size : (plane + n_planes) * size] = nothing
        touched[plane : plane + n_planes] = False
