"""The draws themselves, compiled: random numbers, the formula for one draw, and what is kept of the places it gives.

Every random number follows from the seed of its indicator, the number of the draw and the digest of its entity, and
from nothing else: not from who else there is, the order of rows, how draws are divided or how many threads there are.
Of a draw nothing is kept but each activity's place, and of the places only the few that its interval ends at, so that
memory grows with activities and not with draws. A plain form in Python stands in the tests.

Sources: SplitMix64 (Steele, Lea & Flood 2014) as a counter-based generator; gamma by Marsaglia & Tsang (2000); places
by counting, as scores are whole numbers in a small domain.
"""
# mypy: allow-untyped-defs, allow-untyped-calls, disable-error-code="misc"
# ruff: noqa: ANN001, ANN201, ANN202

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

#: What is done with a value in a draw. From `POOL` on it is unknown, and drawn from the pool of that number.
FIXED, GAMMA_LOG, GAMMA, BETA, POOL = 0, 1, 2, 3, 4
#: Equal scores share what seats are left in the top; the shares are whole numbers of this, so that order is nothing.
SEAT = 1 << 40
Z_TOP = 3.0
HIGHEST = 1_000_000  # 100 points in ten-thousandths
_NEVER = np.int32(2**31 - 1)
_FEW = 8_192  # below this many scores, sorting is cheaper than counting
_STEP, _FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53


class Table(NamedTuple):
    """What the draws take: rows are activities, columns are indicators.

    Attributes:
        kind: what is done with each value, (columns, rows).
        z: limited where fixed, before limits where drawn from a posterior, (columns, rows).
        slot: where a shrunken column stands in the three that follow, (columns,).
        a, b: the posterior's parameters, (shrunken columns, rows).
        by: what a difference of the drawn value from its mean is multiplied by, (shrunken columns, rows).
        key: digest of the entity at each level, (levels, rows).
        level: the level of each column.
        part: the part of its weight that each column has for each row, (columns, rows).
        floor: the least z of each column that counts.
        family: the family of each column, numbered in the order of `score.py`.
        cap: the share of what is attainable that one family may give.
        pool, begin: known values to draw unknown ones from, one pool after the other, and where each begins.
    """

    kind: npt.NDArray[np.int16]
    z: Floats
    slot: Integers
    a: Floats
    b: Floats
    by: Floats
    key: npt.NDArray[np.uint64]
    level: Integers
    part: Floats
    floor: Floats
    family: Integers
    cap: float
    pool: Floats
    begin: Integers


@njit(cache=True, nogil=True, inline="always")
def _mixed(state):
    state = (state ^ (state >> _S30)) * _FIRST
    state = (state ^ (state >> _S27)) * _SECOND
    return state ^ (state >> _S31)


@njit(cache=True, nogil=True, inline="always")
def uniform(state):
    """A number in (0, 1) from the state, never 0 and never 1."""
    return (np.float64(_mixed(state) >> _S11) + 0.5) * _UNIT


@njit(cache=True, nogil=True)
def gamma(shape, state):
    """A draw from Gamma(shape, 1), and the state after it."""
    boost = 1.0
    if shape < 1.0:
        state += _STEP
        boost = uniform(state) ** (1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        state += _STEP
        radius = math.sqrt(-2.0 * math.log(uniform(state)))
        state += _STEP
        x = radius * math.cos(2.0 * math.pi * uniform(state))
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        state += _STEP
        if math.log(uniform(state)) < 0.5 * x * x + d - d * v + d * math.log(v):
            return boost * d * v, state


@njit(cache=True, nogil=True)
def _drawn(kind, state, z, a, b, by, pool):
    """One z before limits: its own with the difference that a draw of the posterior makes, or one of the pool."""
    if kind >= POOL:
        return pool[min(np.int64(uniform(state + _STEP) * len(pool)), len(pool) - 1)]
    first, state = gamma(a, state)
    if kind == GAMMA_LOG:
        return z + by * math.log(max(first / a, 1e-300))
    if kind == GAMMA:
        return z + by * (first / a - 1.0)
    second, state = gamma(b, state)
    total = first + second
    return z + by * ((first / total if total > 0.0 else 0.5) - a / (a + b))


@njit(cache=True, nogil=True)
def scored(draw, table, weights, seeds, sums, scores):
    """The score of every row in one draw, in whole ten-thousandths; the formula is that of `score.py`, in its order."""
    for row in range(len(scores)):
        sums[:] = 0.0
        attainable = 0.0
        for j in range(len(table.family)):
            weight = weights[draw, j] * table.part[j, row]
            if weight == 0.0:
                continue
            attainable += weight
            z, kind = table.z[j, row], table.kind[j, row]
            if kind != FIXED:
                state = table.key[table.level[j], row] ^ _mixed(seeds[j] + np.uint64(draw + 1) * _STEP)
                at, pool = table.slot[j], table.pool[:1]
                if kind >= POOL:
                    pool = table.pool[table.begin[kind - POOL] : table.begin[kind - POOL + 1]]
                z = _drawn(kind, state, z, table.a[at, row], table.b[at, row], table.by[at, row], pool)
                z = min(max(z, table.floor[j]), Z_TOP)
            sums[table.family[j]] += weight * z
        limit = Z_TOP * attainable * table.cap
        total = 0.0
        for one in sums:
            total += min(one, limit)
        share = total / (Z_TOP * attainable) if attainable > 0.0 else 0.0
        scores[row] = max(0, np.int32(np.rint(HIGHEST * share)))


@njit(cache=True, nogil=True)
def places(scores, cells, first, last):
    """First and last place that each score shares with its equals, 1 = highest. `cells` holds `HIGHEST + 2` zeros."""
    n = len(scores)
    if n < _FEW:
        order = np.argsort(scores)
        at = n - 1
        while at >= 0:
            end = at
            while at > 0 and scores[order[at - 1]] == scores[order[end]]:
                at -= 1
            for each in range(at, end + 1):
                first[order[each]], last[order[each]] = n - end, n - at
            at -= 1
        return
    highest = scores.max()
    cells[: highest + 2] = 0
    for score in scores:
        cells[score + 1] += 1
    above = np.int32(0)
    for at in range(highest + 1, 0, -1):
        here = cells[at]
        cells[at] = above
        above += here
    cells[0] = above
    for row in range(n):
        first[row], last[row] = cells[scores[row] + 1] + 1, cells[scores[row]]


@njit(cache=True, nogil=True)
def keep_smallest(heap, value):
    """Put a value in the heap, whose root is its largest, in place of that one if it is smaller."""
    if value >= heap[0]:
        return
    at, size = 0, len(heap)
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] > heap[child]:
            child += 1
        if heap[child] <= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value


@njit(cache=True, nogil=True)
def draw_places(begin, end, table, weights, seeds, seats, kept):
    """Make the draws from `begin` to `end` and keep what the intervals need.

    Of `kept` the first (rows, how many) holds each row's smallest first places, the second its largest last ones,
    negative, and the third its shares of the `seats` in the top, in `SEAT`s.
    """
    smallest, largest, top = kept
    n = len(top)
    sums, scores = np.zeros(table.family.max() + 1), np.empty(n, np.int32)
    cells = np.zeros(HIGHEST + 2, np.int32)
    first, last = np.empty(n, np.int32), np.empty(n, np.int32)
    below, above = smallest[:, 0].copy(), largest[:, 0].copy()  # the roots, side by side: most draws change no heap
    for draw in range(begin, end):
        scored(draw, table, weights, seeds, sums, scores)
        places(scores, cells, first, last)
        for row in range(n):
            if first[row] < below[row]:
                keep_smallest(smallest[row], first[row])
                below[row] = smallest[row, 0]
            if -last[row] < above[row]:
                keep_smallest(largest[row], -last[row])
                above[row] = largest[row, 0]
            left = seats - first[row] + 1
            if left > 0:
                shared = last[row] - first[row] + 1
                top[row] += SEAT if left >= shared else (left * SEAT) // shared


@njit(cache=True, nogil=True)
def merge(into, other):
    """Keep the smallest of both, row by row."""
    for row in range(len(into)):
        for value in other[row]:
            keep_smallest(into[row], value)


def heaps(rows: int, size: int) -> npt.NDArray[np.int32]:
    """Heaps that hold nothing yet."""
    return np.full((rows, size), _NEVER, dtype=np.int32)


def warm_up() -> None:
    """Compile everything once, so that nobody waits for it later. Compiled code is kept in the cache."""
    one, row = np.ones((1, 1)), np.zeros(1, dtype=np.int64)
    table = Table(
        one.astype(np.int16), one, row, one, one, one, one.astype(np.uint64), row, one, one[0], row, 1.0, one[0], row
    )
    kept = heaps(1, 1), heaps(1, 1), np.zeros(1, dtype=np.int64)
    draw_places(0, 1, table, one, row.astype(np.uint64), 1, kept)
    merge(kept[0], kept[1])
