"""How sure a rank is: the score drawn many times with other weights and other values, as uncertain as those are.

What is drawn, rank intervals, probability of the top and bands belong here; the drawing itself is `drawing.py`. The
formula drawn is that of `score.py`, held to it by a test: a draw with the decided weights and nothing uncertain gives
the score itself.

Weights are Dirichlet about the decided ones, the same for all activities in a draw; near-copies share one. A value that
was drawn towards its peers is drawn from its posterior and standardised with the peers' centre as it is. An unknown
value is drawn among the known values of the same indicator, within the operator type where it has at least 30. What
belongs to an actor is drawn once for all its activities. Equal scores share their places: the interval reaches from the
first to the last of them.
"""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Level, Unit
from indicators.scoring import drawing
from indicators.scoring.grid import Column, Flags, Floats, Grid, Integers
from indicators.scoring.near_copies import group_weights, members

TOP_SHARE = 0.05
QUANTILES = (0.05, 0.95)
SMALLEST_POOL = 30
#: Least probability of the top for each band.
BANDS = (("A", 0.8), ("B", 0.5), ("C", 0.2), ("D", 0.0))
_KINDS = {Unit.RATIO: drawing.GAMMA_LOG, Unit.RATE: drawing.GAMMA, Unit.SHARE: drawing.BETA}
_LEVELS = {Level.ACTIVITY: 0, Level.ACTOR: 1}


@dataclass(frozen=True)
class Intervals:
    """Per activity; what stands at unranked activities means nothing but their band, U."""

    low: Integers
    high: Integers
    p_top: Floats
    band: npt.NDArray[np.str_]


def intervals(
    grid: Grid, is_ranked: Flags, ranks: Integers, profile: Profile, seed: int, threads: int = 2
) -> Intervals:
    """Draw scores and read off the intervals. The result depends on no order of rows and on no number of threads."""
    rows = np.flatnonzero(is_ranked)
    n, n_ranked, draws = grid.n, len(rows), profile.draws
    low, high, p_top = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
    band = np.full(n, "U")
    if n_ranked:
        weights = weight_draws(grid, profile, _generator(seed, grid, "weights"))
        seats = int(np.ceil(TOP_SHARE * n_ranked))
        smallest, largest, top = _drawn(
            table(grid, rows, profile.group_cap), weights, seeds(grid, seed), seats, threads
        )
        low[rows] = np.minimum(smallest, ranks[rows])
        high[rows] = np.maximum(largest, ranks[rows])
        p_top[rows] = top / (draws * drawing.SEAT)
        band[rows] = bands(p_top[rows])
    return Intervals(low, high, p_top, band)


def weight_draws(grid: Grid, profile: Profile, rng: np.random.Generator) -> Floats:
    """Draws x indicators: Dirichlet about the decided weights, with the same total; near-copies are drawn as one.

    The concentration is that which gives an indicator of mean weight the profile's relative standard deviation.
    """
    decided, groups = np.array(grid.weights), members(grid.copies)
    weights = group_weights(decided, grid.copies)
    if len(weights) < 2:
        return np.tile(decided, (profile.draws, 1))
    concentration = max((len(weights) - 1) / profile.relative_sd**2 - 1, 1.0)
    gamma = rng.gamma(concentration * weights / weights.sum(), size=(profile.draws, len(weights)))
    drawn = weights.sum() * gamma / gamma.sum(axis=1, keepdims=True)
    found = np.empty((profile.draws, len(decided)))
    for number, positions in enumerate(groups):
        found[:, positions] = drawn[:, [number]] * (decided[positions] / weights[number])
    return found


def seeds(grid: Grid, seed: int) -> npt.NDArray[np.uint64]:
    """One for each indicator: by the run's seed, the day and its name, so that all targets draw the same."""
    named = [f"{seed}|{grid.as_of}|{column.indicator.name}".encode() for column in grid.columns]
    digests = b"".join(hashlib.blake2b(one, digest_size=8).digest() for one in named)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def table(grid: Grid, rows: Integers, group_cap: float) -> drawing.Table:
    """What the draws of the chosen rows take, as arrays."""
    pools: list[Floats] = []
    operator = grid.activities["operator_type"].cast(pl.String).fill_null("").to_numpy()
    found = [_with_pools(column, operator, pools) for column in grid.columns]
    shrunk = [column for column in grid.columns if column.shrunk is not None]
    slot = np.array([shrunk.index(column) if column in shrunk else 0 for column in grid.columns], dtype=np.int64)
    parameters = [_parameters(column, rows) for column in shrunk] or [np.zeros((3, len(rows)))]
    a, b, by = (np.array([each[place] for each in parameters]) for place in range(3))
    keys = np.zeros((len(_LEVELS), len(rows)), dtype=np.uint64)
    for column in grid.columns:
        keys[_LEVELS[column.indicator.level]] = column.key[rows]
    families = list(grid.families)
    return drawing.Table(
        kind=np.array([kinds[rows] for kinds, _ in found]),
        z=np.array([z[rows] for _, z in found]),
        slot=slot,
        a=a,
        b=b,
        by=by,
        key=keys,
        level=np.array([_LEVELS[column.indicator.level] for column in grid.columns]),
        part=np.ascontiguousarray(grid.parts[:, rows]),
        floor=np.array([column.indicator.z_floor for column in grid.columns]),
        family=np.array([families.index(column.indicator.family) for column in grid.columns]),
        cap=grid.cap(group_cap),
        pool=np.concatenate([*pools, np.zeros(1)]),
        begin=np.cumsum([0, *(len(pool) for pool in pools)]),
    )


def bands(p_top: Floats) -> npt.NDArray[np.str_]:
    """The band of each probability of the top. Compared at nine decimals, so that 0.8 summed from draws is 0.8."""
    rounded = np.round(p_top, 9)
    return np.select([rounded >= least for _, least in BANDS], [name for name, _ in BANDS], default="D")


def _generator(seed: int, grid: Grid, purpose: str) -> np.random.Generator:
    """A generator of its own for every day, target and purpose."""
    name = hashlib.blake2b(f"{grid.target}|{purpose}".encode(), digest_size=8).digest()
    entropy = [seed % 2**64, grid.as_of.toordinal(), int.from_bytes(name, "big")]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def _with_pools(
    column: Column, operator: npt.NDArray[np.object_], pools: list[Floats]
) -> tuple[npt.NDArray[np.int16], Floats]:
    """What is done with each value in a draw, and its z; the pools that unknown values are drawn from are added."""
    kinds, z = np.zeros(len(column.z), dtype=np.int16), column.z.copy()
    if column.shrunk is not None:
        is_drawn = column.is_known & np.isfinite(column.shrunk.posterior.a)
        kinds[is_drawn], z[is_drawn] = _KINDS[column.indicator.unit], column.shrunk.z[is_drawn]
    known = np.flatnonzero(column.is_known & column.is_applicable)
    _, once = np.unique(column.entity[known], return_index=True)
    known, unknown = known[once], np.flatnonzero(column.is_applicable & ~column.is_known)
    for kind in sorted(set(operator[unknown].tolist())):
        own = column.z[known][operator[known] == kind]
        pool = own if len(own) >= SMALLEST_POOL else column.z[known]
        kinds[unknown[operator[unknown] == kind]] = drawing.POOL + len(pools)
        pools.append(np.sort(pool) if len(pool) else np.zeros(1))
    return kinds, z


def _parameters(column: Column, rows: Integers) -> Floats:
    """Of a shrunken indicator: the posterior's two, and what a drawn difference is multiplied by to be one in z."""
    assert column.shrunk is not None  # noqa: S101 - asked by the caller
    value, posterior = column.shrunk.value[rows], column.shrunk.posterior
    factor = column.shrunk.sign / np.where(posterior.scale > 0, posterior.scale, np.nan)[rows]
    by = factor * value if column.indicator.unit is Unit.RATE else factor
    found: Floats = np.nan_to_num(np.array([posterior.a[rows], posterior.b[rows], by]))
    return found


def _drawn(
    given: drawing.Table, weights: Floats, of_columns: npt.NDArray[np.uint64], seats: int, threads: int
) -> tuple[Integers, Integers, Integers]:
    """Each row's 5th percentile of first places, 95th of last ones, and sum of its shares in the top."""
    draws, rows = len(weights), given.z.shape[1]
    n_low = int(QUANTILES[0] * (draws - 1)) + 1
    n_high = draws - int(np.ceil(QUANTILES[1] * (draws - 1)))
    limits = np.linspace(0, draws, max(1, min(threads, draws)) + 1).astype(int)

    def part(begin: int, end: int) -> tuple[Any, Any, Integers]:
        kept = drawing.heaps(rows, n_low), drawing.heaps(rows, n_high), np.zeros(rows, dtype=np.int64)
        drawing.draw_places(begin, end, given, weights, of_columns, seats, kept)
        return kept

    with ThreadPoolExecutor(len(limits) - 1) as pool:
        parts = list(pool.map(part, limits[:-1].tolist(), limits[1:].tolist()))
    smallest, largest, top = parts[0]
    for other in parts[1:]:
        drawing.merge(smallest, other[0])
        drawing.merge(largest, other[1])
        top += other[2]
    return smallest[:, 0].astype(np.int64), -largest[:, 0].astype(np.int64), top
