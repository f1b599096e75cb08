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
class Aim:
    """What the draw of one pool aims at.

    Attributes:
        aimed_at: the probabilities the draw is made with, shape (units,); 0 where no room is left.
        pi: the probabilities of being drawn that follow, which are those kept.
        rooms: the units of each tier and how many of them are drawn.
    """

    aimed_at: Floats
    pi: Floats
    rooms: tuple[tuple[Integers, int], ...]


def tier_of(bands: Sequence[str]) -> Integers:
    """The place of each band's tier.

    Raises:
        KeyError: a band that is not drawn by risk, such as U.
    """
    places = {band: place for place, tier in enumerate(TIERS) for band in tier}
    return np.asarray([places[band] for band in bands], dtype=np.int64)


def aim(tier: Integers, p_top: Floats, n: int, least: float) -> Aim:
    """How likely each unit of one pool is to be drawn.

    Args:
        tier: the place of each unit's tier.
        p_top: its probability of belonging to the top.
        n: room in the pool.
        least: the P(top) that counts for who has less, so that nobody who may be drawn has probability zero.
    """
    aimed_at, pi = np.zeros(len(tier)), np.zeros(len(tier))
    rooms = []
    for place in range(len(TIERS)):
        here = np.flatnonzero(tier == place)
        room = min(n, len(here))
        if room > 0:
            aimed_at[here] = pareto.probabilities(np.maximum(p_top[here], least), room)
            pi[here] = pareto.inclusion(aimed_at[here], room)
            rooms.append((here, room))
        n -= room
    return Aim(aimed_at, pi, tuple(rooms))


def draw(aimed: Aim, u: Floats) -> Flags:
    """Who is drawn, shape (units,).

    Args:
        aimed: the probabilities, and the room of each tier.
        u: a number between 0 and 1 for each unit.
    """
    chosen = np.zeros(len(u), dtype=np.bool_)
    for here, room in aimed.rooms:
        chosen[here] = pareto.draw(aimed.aimed_at[here], u[here], room)
    return chosen
