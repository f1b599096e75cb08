"""One year's plan in a made-up world, drawn by the functions that draw the real ones: duty, random arm, risk arm."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.simulated.world import World
from indicators.planning import either_arm, random_arm, risk_arm
from indicators.planning.rules import rules


@dataclass(frozen=True)
class Drawn:
    """Who was drawn in which arm outside the yearly duty; one number per unit.

    `inclusion` is the probability of being drawn in either arm, whichever it then was: a unit that the lot took might
    have been taken on risk as well. With the lot's probability alone for those it took, risky units that it happened
    upon would count many times too much.
    """

    in_frame: np.ndarray
    is_random: np.ndarray
    is_risk: np.ndarray
    inclusion: np.ndarray

    @property
    def is_drawn(self) -> np.ndarray:
        """Drawn in either arm."""
        return self.is_random | self.is_risk


def draw(rng: np.random.Generator, one: World, scores: pl.DataFrame, capacity: int, random_share: float) -> Drawn:
    """Draw a plan for all units outside the duty, in one pool.

    Args:
        rng: where chance comes from.
        one: the world.
        scores: its scores, in the order of the units.
        capacity: inspections that the duty leaves.
        random_share: the random arm's part of them.
    """
    n, frame = len(one.chance), np.flatnonzero(~one.is_duty)
    pool = np.zeros(len(frame), dtype=np.int64)
    form = one.units["form_code"].rank("dense").cast(pl.Int64).to_numpy()[frame]
    expected = random_arm.parts(np.array([capacity]), np.array([len(frame)]), random_share)
    by_lot, inclusion = np.zeros(n, dtype=bool), np.zeros(n)
    by_lot[frame] = random_arm.draw(expected, pool, form, rng.random(len(frame)), rng.random())
    inclusion[frame] = random_arm.probabilities(expected, pool)
    band, p_top = scores["band"].cast(pl.String).to_numpy(), scores["p_top"].to_numpy()
    ranked = frame[band[frame] != "U"]
    rest = ranked[~by_lot[ranked]]
    room = capacity - int(by_lot.sum())
    aimed = _aim(band[rest], p_top[rest], room)
    by_risk = np.zeros(n, dtype=bool)
    by_risk[rest] = risk_arm.draw(aimed, rng.random(len(rest)))
    tier = risk_arm.tier_of(band[ranked].tolist())
    inclusion[ranked] = either_arm.probabilities(inclusion[ranked], tier, p_top[ranked], room, rules().least_p_top)
    return Drawn(~one.is_duty, by_lot, by_risk, inclusion)


def _aim(band: np.ndarray, p_top: np.ndarray, room: int) -> risk_arm.Aim:
    return risk_arm.aim(risk_arm.tier_of(band.tolist()), p_top, room, rules().least_p_top)
