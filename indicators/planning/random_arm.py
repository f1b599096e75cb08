"""The random arm: a share of what is left of the capacity, spread over pools and forms, all of a pool alike likely.

How many: the share of all that is left, rounded to the nearest whole, halves upwards. How many in each pool: in
proportion to what is left there; what is not whole is settled by the same draw, so that each pool gets the number
below or above its part, the sum is exact, and nobody's probability is rounded. The draw is systematic over pools, forms
within pools, and chance within forms: each form gets the number below or above its part as well.
"""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
#: Decimals to which points along the frame are kept, so that whole parts stay whole.
_DECIMALS = 9


def parts(left: Integers, units: Integers, share: float) -> Floats:
    """How many are drawn in each pool, on average; the sum is whole, and none is above what is left or who there is.

    Args:
        left: capacity left in each pool, shape (pools,).
        units: units in the frame of each pool.
        share: the random arm's share of what is left, 0 to 1.
    """
    most = np.minimum(left, units).astype(np.float64)
    n = min(math.floor(share * int(left.sum()) + 0.5), int(most.sum()))
    found, open_ = np.zeros(len(left)), most > 0
    while open_.any():
        found[open_] = left[open_] * ((n - found[~open_].sum()) / left[open_].sum())
        beyond = open_ & (found > most)
        if not beyond.any():
            break
        found[beyond] = most[beyond]
        open_ &= ~beyond
    return found


def probabilities(expected: Floats, pool: Integers) -> Floats:
    """The probability of each unit of being drawn, shape (units,): its pool's part over its pool's units.

    Args:
        expected: how many are drawn in each pool, on average.
        pool: the pool of each unit.
    """
    n_units = np.bincount(pool, minlength=len(expected))
    return np.asarray(expected[pool] / n_units[pool])


def draw(expected: Floats, pool: Integers, form: Integers, u: Floats, start: float) -> Flags:
    """Who is drawn, shape (units,).

    Args:
        expected: how many are drawn in each pool, on average; the sum is whole.
        pool: the pool of each unit, and `form` its form, as numbers.
        form: see pool.
        u: a number for each unit that orders those of one pool and form.
        start: where along the frame the first is taken, between 0 and 1.
    """
    chosen = np.zeros(len(pool), dtype=np.bool_)
    if not len(pool):
        return chosen
    order = np.lexsort((u, form, pool))
    ordered = pool[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[first, len(ordered)])
    within = np.arange(len(ordered)) - np.repeat(first, sizes) + 1
    own = expected[ordered]
    before = np.repeat(np.cumsum(expected[ordered[first]]) - expected[ordered[first]], sizes)
    until = np.round(before + own * within / np.repeat(sizes, sizes), _DECIMALS)
    since = np.round(np.r_[0.0, until[:-1]], _DECIMALS)
    chosen[order] = np.ceil(until - start) > np.ceil(since - start)
    return chosen
