"""Median, median deviation and mean deviation of many groups at once, exactly, by counting instead of ranking.

Indicator values are mostly small whole numbers, so that how often each one occurs in a group says all there is to say
about it: one pass of counting, no sorting, and ranks are looked up. What is not whole is sorted, group by group. Both
give the same bits, and neither depends on the order of rows. Source: the histogram as an exact quantile sketch where
the domain is small; deviations from the middle are merged from its two sides, which are sorted already.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
#: How many cells of counts one value may cost before sorting is cheaper.
_CELLS_PER_VALUE = 8


@dataclass(frozen=True)
class Spread:
    """One number per group: how many values, their median, and the median and mean of their distances from it.

    Distances are taken on the transformed scale. NaN where a group is empty.
    """

    number: Integers
    median: Floats
    middle: Floats
    median_deviation: Floats
    mean_deviation: Floats


@dataclass(frozen=True)
class Ranks:
    """Twice the mid-rank of every whole number from `low` in each group: twice those below, and those equal.

    Shape (groups, width); `number` holds how many values each group has.
    """

    low: int
    twice: npt.NDArray[np.uint16] | npt.NDArray[np.int32]
    number: Integers


@dataclass(frozen=True)
class Occurrences:
    """How often each different value occurs in each group: `value[first[g]:first[g + 1]]` ascending, with `times`.

    What was counted, and not sorted, has `ranks`, so that a value's rank is looked up and not searched for.
    """

    first: Integers
    value: Floats
    times: Integers
    ranks: Ranks | None = None

    def spread(self, scaled: Floats) -> Spread:
        """The spread of every group; `scaled` holds the transformed `value`s, finite and in the same order.

        Raises:
            ValueError: a number has no place on the transformed scale.
        """
        if not np.isfinite(scaled).all():
            raise ValueError("values without a place on the scale cannot be compared; leave them out")
        groups = len(self.first) - 1
        number, out = np.zeros(groups, dtype=np.int64), np.full((4, groups), math.nan)
        _spread(self.first, self.value, scaled, self.times, number, out)
        return Spread(number, *out)

    def share_below(self, group: Integers, value: Floats) -> Floats:
        """Mid-rank of each value in its group: the share below it and half of those equal; NaN in an empty group."""
        out = np.empty(len(group))
        if self.ranks is None or not _looked_up(self.ranks.twice, self.ranks.number, self.ranks.low, group, value, out):
            _share_below(self.first, self.value, self.times, group, value, out)
        return out


def occurrences(group: Integers, value: Floats, groups: int) -> Occurrences:
    """Count the values of each group.

    Args:
        group: the group of each value, in `0..groups - 1`.
        value: finite numbers, of the same shape.
        groups: how many groups there are.
    """
    if not len(value):
        return Occurrences(np.zeros(groups + 1, dtype=np.int64), np.empty(0), np.empty(0, dtype=np.int64))
    low, high, is_whole = _limits(value)
    if is_whole and (high - low + 1) * groups <= _CELLS_PER_VALUE * len(value) + 1024:
        return _counted(group, value, groups, int(low), int(high - low) + 1)
    return _sorted(group, value, groups)


def warm_up() -> None:
    """Compile the kernels, so that nobody waits for it later."""
    for values in (np.array([1.0, 2.0]), np.array([0.5, 2.0])):
        small = occurrences(np.zeros(2, dtype=np.int64), values, 1)
        small.spread(small.value)
        small.share_below(np.zeros(1, dtype=np.int64), np.full(1, 0.5))


def _counted(group: Integers, value: Floats, groups: int, low: int, width: int) -> Occurrences:
    number, first = np.bincount(group, minlength=groups), np.zeros(groups + 1, dtype=np.int64)
    fits = 2 * number.max() <= np.iinfo(np.uint16).max
    counts = np.zeros((groups, width), dtype=np.uint16 if fits else np.int32)
    _count(group, value, low, counts, first)
    different, times = np.empty(first[-1]), np.empty(first[-1], dtype=np.int64)
    _ranked(counts, low, first, different, times)
    return Occurrences(first, different, times, Ranks(low, counts, number))


def _sorted(group: Integers, value: Floats, groups: int) -> Occurrences:
    begins, ordered = np.zeros(groups + 1, dtype=np.int64), np.empty(len(value))
    _sort(group, value, begins, ordered)
    is_new = np.ones(len(value), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    is_new[begins[:-1][begins[:-1] < len(value)]] = True
    starts = np.flatnonzero(is_new)
    times = np.diff(np.append(starts, len(value)))
    first = np.searchsorted(starts, begins)
    return Occurrences(first.astype(np.int64), ordered[starts], times.astype(np.int64))


@njit(cache=True, nogil=True)
def _limits(value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Smallest and largest, and whether all are whole; the first that is not ends the search."""
    low = high = value[0]
    for number in value:
        if number != np.rint(number):
            return low, high, False
        low, high = min(low, number), max(high, number)
    return low, high, True


@njit(cache=True, nogil=True)
def _count(group, value, low, counts, first):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    different = np.zeros(len(counts), np.int64)
    for row in range(len(group)):
        g = np.uint64(group[row])
        at = np.uint64(np.int64(value[row] - low))
        seen = counts[g, at]
        counts[g, at] = seen + 1
        different[g] += seen == 0
    first[1:] = np.cumsum(different)


@njit(cache=True, nogil=True)
def _ranked(counts, low, first, value, times):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Write down what occurs, and put twice the mid-rank in place of each count."""
    groups, width = counts.shape
    for g in range(groups):
        place, below = first[g], np.int64(0)
        for at in range(width):
            here = np.int64(counts[g, at])
            counts[g, at] = 2 * below + here
            if here:
                value[place], times[place] = low + at, here
                place += 1
                below += here


@njit(cache=True, nogil=True)
def _looked_up(twice, number, low, group, value, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Mid-ranks from the table; whether all values stand in it."""
    width = twice.shape[1]
    for row in range(len(group)):
        at = value[row] - low
        g = np.uint64(group[row])
        n = number[g]
        if np.isnan(at) or n == 0:
            out[row] = np.nan
            continue
        place = np.int64(at)
        if place < 0 or place >= width or place != at:
            return False
        out[row] = twice[g, np.uint64(place)] / (2.0 * n)
    return True


@njit(cache=True, nogil=True)
def _sort(group, value, begins, ordered):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Bring the values of each group together, then each group to order."""
    for g in group:
        begins[g + 1] += 1
    for g in range(len(begins) - 1):
        begins[g + 1] += begins[g]
    nexts = begins[:-1].copy()
    for row in range(len(group)):
        ordered[nexts[group[row]]] = value[row]
        nexts[group[row]] += 1
    for g in range(len(begins) - 1):
        ordered[begins[g] : begins[g + 1]].sort()


@njit(cache=True, nogil=True)
def _spread(first, value, scaled, times, number, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for group in range(len(first) - 1):
        begin, end = first[group], first[group + 1]
        n = 0
        for at in range(begin, end):
            n += times[at]
        number[group] = n
        if n == 0:
            continue
        lower, upper = _middle(begin, times, (n - 1) // 2), _middle(begin, times, n // 2)
        middle = (scaled[lower] + scaled[upper]) / 2
        out[0, group] = (value[lower] + value[upper]) / 2
        out[1, group] = middle
        out[2, group] = _median_deviation(begin, end, scaled, times, middle, lower, n)
        total = 0.0
        for at in range(begin, end):
            total += times[at] * abs(scaled[at] - middle)
        out[3, group] = total / n


@njit(cache=True, nogil=True)
def _middle(begin, times, rank):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    at, seen = begin, times[begin]
    while seen <= rank:
        at += 1
        seen += times[at]
    return at


@njit(cache=True, nogil=True)
def _median_deviation(begin, end, scaled, times, middle, lower, n):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Walk outwards from the middle on both sides, always taking the nearer one, until half of the values are seen."""
    left, right, seen, nearest = lower, lower + 1, 0, 0.0
    first_half, second_half = -1.0, -1.0
    while second_half < 0.0:
        to_left = middle - scaled[left] if left >= begin else np.inf
        to_right = scaled[right] - middle if right < end else np.inf
        if abs(to_left) <= abs(to_right):
            nearest = abs(to_left)
            seen += times[left]
            left -= 1
        else:
            nearest = abs(to_right)
            seen += times[right]
            right += 1
        if first_half < 0.0 and seen > (n - 1) // 2:
            first_half = nearest
        if seen > n // 2:
            second_half = nearest
    return (first_half + second_half) / 2


@njit(cache=True, nogil=True)
def _share_below(first, value, times, group, asked, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    groups = len(first) - 1
    below = np.zeros(len(value) + groups, dtype=np.int64)
    for g in range(groups):
        for at in range(first[g], first[g + 1]):
            below[at + g + 1] = below[at + g] + times[at]
    for row in range(len(group)):
        g = group[row]
        begin, end = first[g], first[g + 1]
        if begin == end or np.isnan(asked[row]):
            out[row] = np.nan
            continue
        at = begin + np.searchsorted(value[begin:end], asked[row])
        equal = times[at] if at < end and value[at] == asked[row] else 0
        out[row] = (below[at + g] + equal / 2) / below[end + g]
