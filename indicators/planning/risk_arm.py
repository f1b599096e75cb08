"""The risk arm of one pool: band A certain, then B and C by Pareto sampling, and D only where room remains.

When A alone is more than there is room for, A is drawn by Pareto sampling and nobody else is: the plan says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.planning import pareto

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
#: Bands that are drawn together, in the order in which they get room.
TIERS: tuple[tuple[str, ...], ...] = (("A",), ("B", "C"), ("D",))


@dataclass(frozen=True)
class Drawn:
    """The draw of one pool, each of shape (units,): the probabilities, what the draw ordered by, and who was drawn."""

    pi: Floats
    q: Floats
    chosen: Flags


def tier_of(bands: Sequence[str]) -> Integers:
    """The place of each band's tier.

    Raises:
        KeyError: a band that is not drawn by risk, such as U.
    """
    places = {band: place for place, tier in enumerate(TIERS) for band in tier}
    return np.asarray([places[band] for band in bands], dtype=np.int64)


def draw(tier: Integers, p_top: Floats, u: Floats, n: int, least: float) -> Drawn:
    """Draw at most `n` units of one pool.

    Args:
        tier: the place of each unit's tier.
        p_top: its probability of belonging to the top.
        u: its number between 0 and 1.
        n: room in the pool.
        least: the P(top) that counts for who has less, so that nobody who may be drawn has probability zero.
    """
    pi, q, chosen = np.zeros(len(tier)), np.full(len(tier), np.inf), np.zeros(len(tier), dtype=np.bool_)
    for place in range(len(TIERS)):
        here = np.flatnonzero(tier == place)
        room = min(n, len(here))
        if room > 0:
            pi[here] = pareto.probabilities(np.maximum(p_top[here], least), room)
            q[here] = pareto.ranking(pi[here], u[here])
            chosen[here] = pareto.draw(pi[here], u[here], room)
        n -= room
    return Drawn(pi, q, chosen)
