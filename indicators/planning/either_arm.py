"""How likely a unit was to be drawn at all, by lot or on risk: what estimates that add the arms together rest on.

With the probability of the arm that took it alone, risky units that the lot happened upon would count many times too
much: they might have been taken on risk as well.
"""

import numpy as np
import numpy.typing as npt

from indicators.planning import risk_arm

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def probabilities(by_lot: Floats, tier: Integers, p_top: Floats, room: int, least: float) -> Floats:
    """The probability of each ranked unit of one pool of being drawn in either arm, shape (units,).

    The risk arm is drawn among those that the lot has left. What it would have given each unit, had the lot passed it
    by, is worked out among all of them, with as much more room as the lot on average leaves fewer of them.

    Args:
        by_lot: the probability of being drawn by lot; 0 for who is outside its frame.
        tier: the place of each unit's tier, and `p_top` its probability of belonging to the top.
        p_top: see tier.
        room: how many the risk arm draws in the pool.
        least: the P(top) that counts for who has less.
    """
    outside = 1 - by_lot
    left = float(outside.mean()) if len(outside) else 0.0
    if left == 0:
        return by_lot.copy()
    aimed = risk_arm.aim(tier, p_top, round(room / left), least)
    found: Floats = by_lot + outside * aimed.pi
    return found
