"""How sure a rank is: the score drawn many times with other weights and with unknown values drawn from the known ones.

Draws, rank intervals, probability of the top and bands belong here. The formula they vary is that of `score.py`, held
to it by a test: a draw with the decided weights and nothing unknown gives the score itself.

Weights are Dirichlet about the decided ones, the same for all activities in a draw. An unknown value is drawn among
the known values of the same indicator, within the operator type where it has at least 30; an actor's is drawn once for
all its activities. Equal scores share their places: the interval reaches from the first to the last of them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.decisions.profile import Profile
from indicators.scoring.grid import Z_TOP, Column, Flags, Floats, Grid, Integers

TOP_SHARE = 0.05
QUANTILES = (0.05, 0.95)
SMALLEST_POOL = 30
#: Draws held in memory at once, whatever their number.
BATCH = 25
#: Least probability of the top for each band.
BANDS = (("A", 0.8), ("B", 0.5), ("C", 0.2), ("D", 0.0))
_SAME = 10_000  # draws are compared in the ten-thousandths that scores are published in


@dataclass(frozen=True)
class Intervals:
    """Per activity; what stands at unranked activities means nothing but their band, U."""

    low: Integers
    high: Integers
    p_top: Floats
    band: npt.NDArray[np.str_]


def intervals(grid: Grid, is_ranked: Flags, ranks: Integers, profile: Profile, seed: int) -> Intervals:
    """Draw scores and read off the intervals. The result depends on no order of rows."""
    n_ranked = int(is_ranked.sum())
    first = np.empty((n_ranked, profile.draws), dtype=np.int32)
    last = np.empty_like(first)
    top = np.zeros(n_ranked)
    k = int(np.ceil(TOP_SHARE * n_ranked))
    for start, batch in _draws(grid, profile, seed):
        for offset, scores in enumerate(batch[is_ranked].T):
            begin, end = _places(scores)
            first[:, start + offset], last[:, start + offset] = begin, end
            top += np.clip((k - begin + 1) / (end - begin + 1), 0.0, 1.0)
    return _summary(is_ranked, ranks, first, last, top / profile.draws)


def weight_draws(grid: Grid, profile: Profile, rng: np.random.Generator) -> Floats:
    """Draws x indicators: Dirichlet about the decided weights, with the same total.

    The concentration is that which gives an indicator of mean weight the profile's relative standard deviation.
    """
    weights = np.array(grid.weights)
    if len(weights) < 2:
        return np.tile(weights, (profile.draws, 1))
    concentration = max((len(weights) - 1) / profile.relative_sd**2 - 1, 1.0)
    gamma = rng.gamma(concentration * weights / weights.sum(), size=(profile.draws, len(weights)))
    drawn: Floats = weights.sum() * gamma / gamma.sum(axis=1, keepdims=True)
    return drawn


def _draws(grid: Grid, profile: Profile, seed: int) -> Iterator[tuple[int, Integers]]:
    """Batches of drawn scores, activities x draws in whole ten-thousandths, with the number of their first draw."""
    weights = weight_draws(grid, profile, _generator(seed, grid, "weights"))
    unknown = [_Unknown(grid, column, _generator(seed, grid, column.indicator.name)) for column in grid.columns]
    cap = grid.cap(profile.group_cap)
    for start in range(0, profile.draws, BATCH):
        part = weights[start : start + BATCH]
        yield start, _scores(grid, part, [one.draw(len(part)) for one in unknown], cap)


def _scores(grid: Grid, weights: Floats, z: list[Floats], cap: float) -> Integers:
    """The formula for several weights at once. Added column by column, so that it is the same on every machine."""
    attainable = np.zeros((grid.n, len(weights)))
    for position, column in enumerate(grid.columns):
        attainable += Z_TOP * column.is_applicable[:, None] * weights[:, position]
    total = np.zeros_like(attainable)
    for positions in grid.families.values():
        family = np.zeros_like(attainable)
        for position in positions:
            family += z[position] * weights[:, position]
        total += np.minimum(family, cap * attainable)
    share = np.divide(total, attainable, out=np.zeros_like(total), where=attainable > 0)
    whole: Integers = np.maximum(np.rint(_SAME * 100 * share), 0).astype(np.int64)
    return whole


def _generator(seed: int, grid: Grid, purpose: str) -> np.random.Generator:
    """A generator of its own for every day, target and purpose, so that one more indicator changes no other's draws."""
    name = hashlib.blake2b(f"{grid.target}|{purpose}".encode(), digest_size=8).digest()
    entropy = [seed % 2**64, grid.as_of.toordinal(), int.from_bytes(name, "big")]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


class _Unknown:
    """Draws of one indicator's limited z for all activities: the known as they are, the unknown from the known."""

    def __init__(self, grid: Grid, column: Column, rng: np.random.Generator) -> None:
        self.z = column.z * column.is_applicable
        self.is_unknown = column.is_applicable & ~column.is_known
        entities, rows = np.unique(column.entity[self.is_unknown], return_index=True)
        self.place = np.searchsorted(entities, column.entity[self.is_unknown])
        operator = grid.activities["operator_type"].cast(pl.String).fill_null("").to_numpy()
        self.groups = _groups(column, operator, operator[self.is_unknown][rows])
        self.generators = rng.spawn(len(self.groups))
        self.n_entities = len(entities)

    def draw(self, n: int) -> Floats:
        """Activities x draws (or x 1, where nothing is unknown)."""
        if not self.n_entities:
            return self.z[:, None]
        drawn = np.zeros((self.n_entities, n))
        for (members, pool), rng in zip(self.groups, self.generators, strict=True):
            drawn[members] = pool[rng.integers(len(pool), size=(n, len(members))).T]
        z = np.repeat(self.z[:, None], n, axis=1)
        z[self.is_unknown] = drawn[self.place]
        return z


def _groups(
    column: Column, operator: npt.NDArray[np.object_], wanted: npt.NDArray[np.object_]
) -> list[tuple[Integers, Floats]]:
    """Entities to draw for, by operator type, with the known values to draw from: one per entity, in order."""
    is_known = column.is_known & column.is_applicable
    _, rows = np.unique(column.entity[is_known], return_index=True)
    values, operators = column.z[is_known][rows], operator[is_known][rows]
    groups = []
    for kind in sorted(set(wanted.tolist())):
        own = values[operators == kind]
        pool = own if len(own) >= SMALLEST_POOL else values
        groups.append((np.flatnonzero(wanted == kind), pool if len(pool) else np.zeros(1)))
    return groups


def _places(scores: Integers) -> tuple[Integers, Integers]:
    """First and last place that each score shares with its equals, 1 = highest score."""
    order = np.argsort(-scores, kind="stable")
    falling = -scores[order]
    first, last = np.empty_like(order), np.empty_like(order)
    first[order] = np.searchsorted(falling, falling, side="left") + 1
    last[order] = np.searchsorted(falling, falling, side="right")
    return first, last


def _summary(
    is_ranked: Flags, ranks: Integers, first: npt.NDArray[np.int32], last: npt.NDArray[np.int32], top: Floats
) -> Intervals:
    n, draws = len(is_ranked), first.shape[1]
    low, high, p_top = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
    band = np.full(n, "U")
    if len(first):
        at_low, at_high = int(QUANTILES[0] * (draws - 1)), int(np.ceil(QUANTILES[1] * (draws - 1)))
        own = ranks[is_ranked]
        low[is_ranked] = np.minimum(np.partition(first, at_low, axis=1)[:, at_low], own)
        high[is_ranked] = np.maximum(np.partition(last, at_high, axis=1)[:, at_high], own)
        p_top[is_ranked] = np.minimum(top, 1.0)
        band[is_ranked] = bands(top)
    return Intervals(low, high, p_top, band)


def bands(p_top: Floats) -> npt.NDArray[np.str_]:
    """The band of each probability of the top. Compared at nine decimals, so that 0.8 summed from draws is 0.8."""
    rounded = np.round(p_top, 9)
    return np.select([rounded >= least for _, least in BANDS], [name for name, _ in BANDS], default="D")
