"""Indicators that say almost the same share one weight, so that a fact measured twice does not count twice.

Two are near-copies when their limited z, over the activities where both are known, have a rank correlation beyond
`NEAR_COPY` either way; those that hang together through others are one group. The group weighs as much as its heaviest
member, and its members share that in proportion to their decided weights. Source: method notes §4.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indicators.peers.correlation import NEAR_COPY, rank_correlation

Floats = npt.NDArray[np.float64]


def copies(z: Sequence[Floats]) -> tuple[int, ...]:
    """The group of each column: the position of its first member. Unknown is NaN; depends on no order of rows."""
    group = list(range(len(z)))
    for one in range(len(z)):
        for other in range(one + 1, len(z)):
            measured = rank_correlation(z[one], z[other])
            if measured is not None and abs(measured[0]) > NEAR_COPY:
                kept, left = sorted((group[one], group[other]))
                group = [kept if each == left else each for each in group]
    return tuple(group)


def members(groups: Sequence[int]) -> list[list[int]]:
    """The positions of each group, in the order of their first members."""
    return [[place for place, each in enumerate(groups) if each == first] for first in sorted(set(groups))]


def group_weights(weights: Floats, groups: Sequence[int]) -> Floats:
    """What each group weighs: as much as its heaviest member."""
    return np.array([weights[positions].max() for positions in members(groups)])


def parts_of_weights(applicable: Floats, weights: Floats, groups: Sequence[int]) -> Floats:
    """Which part of its own weight each column keeps for each row, shape (columns, rows).

    Only those that apply to a row share: what remains of a group when the rest do not apply has the weight alone.

    Args:
        applicable: 1 where a column applies to a row and else 0, shape (columns, rows).
        weights: the decided weights.
        groups: as from `copies`.
    """
    parts = applicable.copy()
    for positions in members(groups):
        if len(positions) > 1:
            weighed = applicable[positions] * weights[positions][:, None]
            total, largest = weighed.sum(axis=0), weighed.max(axis=0)
            parts[positions] *= np.divide(largest, total, out=np.zeros_like(total), where=total > 0)
    return parts
