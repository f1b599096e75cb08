"""Equal true rates: do small units fill the top because their counts vary more?

Everyone has the same true risk; what differs is chance and size. The counts go through the real shrinkage, comparison
with peers, score and draws. The list is read off by score and by P(top), as it is published.
"""

import numpy as np
import polars as pl

from benchmarks.simulated.world import FINDINGS, REPORTS, TIPS, World, scored, world

UNITS, REPLICATIONS, TOP = 3000, 40, 0.05
#: Tips per place and year: from rarer than the real level to what is counted often.
RATES = (0.005, 0.04, 0.2)
THIRDS = ("small", "medium", "large")
LISTS = {"tips alone": (TIPS,), "the quality score": (TIPS, REPORTS, FINDINGS)}


def replicate(seed: int, n: int, rate: float) -> dict[str, np.ndarray]:
    """Share of each size third in the top over its share of all: by raw ratio, and by score and P(top) of each list."""
    rng = np.random.default_rng(seed)
    one = world(rng, n, risk_spread=0.0, tips_per_place=rate)
    chance = rng.random(n)
    tips = one.measures[TIPS]
    found = {"raw ratio of tips": _shares(one, tips["tips"] / tips["expected"], chance)}
    for which, only in LISTS.items():
        scores = scored(one, seed, only)
        by_rank, by_p_top = (scores[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in ("rank", "p_top"))
        found[f"{which}, by score"] = _shares(one, -by_rank, chance)
        found[f"{which}, by P(top)"] = _shares(one, by_p_top, chance)
    return found


def _shares(one: World, order: np.ndarray, chance: np.ndarray) -> np.ndarray:
    third, is_ranked = one.units["size_third"].to_numpy(), ~np.isnan(order)
    top = np.lexsort((chance, np.where(is_ranked, -order, np.inf)))[: round(TOP * int(is_ranked.sum()))]
    return np.array([(third[top] == size).mean() / (third[is_ranked] == size).mean() for size in THIRDS])


def study(replications: int = REPLICATIONS, n: int = UNITS, rates: tuple[float, ...] = RATES) -> dict:
    """Mean over replications, by rate; 1 is a fair share."""
    told = {}
    for rate in rates:
        found = [replicate(seed, n, rate) for seed in range(replications)]
        means = {name: np.mean([one[name] for one in found], axis=0).round(3).tolist() for name in found[0]}
        told[f"{rate} tips per place"] = {name: dict(zip(THIRDS, each, strict=True)) for name, each in means.items()}
    return told
