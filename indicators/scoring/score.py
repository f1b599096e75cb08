"""The score: weighted, limited and capped contributions that sum exactly to it, with coverage and basis.

The formula of the additive score and the frames it gives belong here; the layout of values (`grid.py`), draws
(`intervals.py`) and words (`reasons.py`) do not.

Score = 100 x sum of contributions / (3 x sum of weights of applicable indicators, known or not), never below 0. An
unknown contributes nothing. Points are whole ten-thousandths: the total is rounded first, which keeps it monotone, and
the contributions share it by largest remainder, which keeps the sum exact.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Level
from indicators.scoring.grid import Z_TOP, Flags, Floats, Grid, Integers, columns_at
from indicators.scoring.intervals import Intervals, intervals
from tables.marts import Contribution, Score

#: Ten-thousandths of a point: the unit that scores and contributions are whole numbers of.
UNITS = 10_000
FLOOR = "floor"


def scores(
    values: pl.DataFrame,
    population: pl.DataFrame,
    catalogue: Mapping[str, Indicator],
    profile: Profile,
    seed: int,
    threads: int = 2,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Score every open activity for every target and day.

    Args:
        values: rows of `marts.IndicatorValue`.
        population: the open activities of each day.
        catalogue: the indicators by name.
        profile: the decided weights.
        seed: what the draws and the order of equal scores follow from.
        threads: how many parts of the draws are made at the same time; the result is the same.

    Returns:
        Rows of `marts.Score` and of `marts.Contribution`, sorted.
    """
    parts = [_of_grid(grid, profile, seed, threads) for grid in grids(values, population, catalogue, profile)]
    if not parts:
        return Score.create_empty(), Contribution.create_empty()
    return (
        Score.validate(pl.concat([part[0] for part in parts]), cast=True),
        Contribution.validate(pl.concat([part[1] for part in parts]), cast=True),
    )


def grids(
    values: pl.DataFrame, population: pl.DataFrame, catalogue: Mapping[str, Indicator], profile: Profile
) -> list[Grid]:
    """One grid per day and target, in that order."""
    found = []
    in_use = {name for target in profile.targets for name in profile.weights(target)}
    for as_of in population["as_of"].unique().sort():
        activities = population.filter(pl.col("as_of") == as_of).sort("activity_id")
        columns = columns_at(
            values.filter(pl.col("as_of") == as_of), activities, {name: catalogue[name] for name in sorted(in_use)}
        )
        for target in sorted(profile.targets):
            weights = profile.weights(target)
            own = tuple(columns[name] for name in weights)
            found.append(Grid.of(as_of, target, activities, own, tuple(weights.values())))
    return found


@dataclass(frozen=True)
class Points:
    """What the formula gives for one grid; rows are activities, columns of `contributions` are indicators."""

    score: Integers
    contributions: Integers
    floor: Integers
    coverage: Floats


def points(grid: Grid, group_cap: float) -> Points:
    """Apply the formula, in whole ten-thousandths of a point."""
    attainable, known = _weight_of(grid)
    raw, whole = _summed(grid, attainable, group_cap)
    shared = _share(raw, whole)
    is_scored = ~grid.is_unscored
    return Points(
        score=np.maximum(whole, 0) * is_scored,
        contributions=shared * is_scored[:, None],
        floor=np.maximum(-whole, 0) * is_scored,
        coverage=np.where(attainable > 0, known / np.where(attainable > 0, attainable, 1.0), 0.0) * is_scored,
    )


def totals(grid: Grid, group_cap: float) -> Integers:
    """The score of `points` alone, in whole ten-thousandths, without working out how it is shared."""
    attainable, _ = _weight_of(grid)
    return np.maximum(_summed(grid, attainable, group_cap)[1], 0) * ~grid.is_unscored


def _weight_of(grid: Grid) -> tuple[Floats, Floats]:
    """The weight that applies to each activity, and the part of it that is known."""
    attainable, known = np.zeros(grid.n), np.zeros(grid.n)
    for column, weight, part in zip(grid.columns, grid.weights, grid.parts, strict=True):
        attainable += weight * part
        known += weight * part * column.is_known
    return attainable, known


def _summed(grid: Grid, attainable: Floats, group_cap: float) -> tuple[Floats, Integers]:
    """Contributions in ten-thousandths, not yet whole, and their total, which is."""
    raw, total = _capped(grid, Z_TOP * attainable * grid.cap(group_cap))
    divisor = np.where(attainable > 0, Z_TOP * attainable, 1.0)
    return 100 * UNITS * (raw / divisor[:, None]), np.rint(100 * UNITS * (total / divisor)).astype(np.int64)


def _capped(grid: Grid, limit: Floats) -> tuple[Floats, Floats]:
    """Contributions with each family scaled down to the limit, and their total, added in a fixed order."""
    raw = np.zeros((grid.n, len(grid.columns)))
    total = np.zeros(grid.n)
    for positions in grid.families.values():
        family = np.zeros(grid.n)
        for position in positions:
            column = grid.columns[position]
            raw[:, position] = grid.weights[position] * grid.parts[position] * column.z
            family += raw[:, position]
        scale = np.where(family > limit, limit / np.where(family > limit, family, 1.0), 1.0)
        raw[:, positions] *= scale[:, None]
        total += np.minimum(family, limit)
    return raw, total


def _share(exact: Floats, whole: Integers) -> Integers:
    """Round each row to whole numbers that sum to `whole`, by largest remainder; what is 0 stays 0."""
    down = np.floor(exact)
    remainder = exact - down
    missing = whole - down.sum(axis=1).astype(np.int64)
    place = np.argsort(np.argsort(-remainder, axis=1, kind="stable"), axis=1, kind="stable")
    rounded: Integers = down.astype(np.int64) + (place < missing[:, None])
    return rounded


def tie_order(activity_ids: list[str], target: str, seed: int) -> list[str]:
    """What orders equal scores: a keyed digest, so that nobody is first by name and a rerun gives the same order."""
    key = hashlib.blake2b(f"{seed}|{target}".encode(), digest_size=16).digest()
    return [hashlib.blake2b(one.encode(), key=key, digest_size=8).hexdigest() for one in activity_ids]


def _of_grid(grid: Grid, profile: Profile, seed: int, threads: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    result = points(grid, profile.group_cap)
    is_ranked = ~grid.is_unscored & (result.coverage >= profile.coverage_min)
    ranks = _ranks(grid, result.score, is_ranked, seed)
    drawn = intervals(grid, is_ranked, ranks, profile, seed, threads)
    contribution = _contributions(grid, result)
    return _scores(grid, result, is_ranked, ranks, drawn), contribution


def _ranks(grid: Grid, score: Integers, is_ranked: Flags, seed: int) -> Integers:
    """Rank by score among the ranked, 1 first; 0 for the others."""
    ties = tie_order(grid.activities["activity_id"].to_list(), grid.target, seed)
    frame = pl.DataFrame({"row": np.arange(grid.n), "score": score, "tie": ties}).filter(pl.Series(is_ranked))
    order = frame.sort("score", "tie", "row", descending=[True, False, False])["row"].to_numpy()
    ranks = np.zeros(grid.n, dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _parts(grid: Grid, result: Points) -> dict[Level, Integers]:
    """The points of each level before the floor."""
    parts = {Level.ACTIVITY: np.zeros(grid.n, dtype=np.int64), Level.ACTOR: np.zeros(grid.n, dtype=np.int64)}
    for position, column in enumerate(grid.columns):
        parts[column.indicator.level] += result.contributions[:, position]
    return parts


def _is_floor_on_actor(parts: dict[Level, Integers]) -> Flags:
    """The lift to zero belongs to the part that pulled the score down most."""
    is_lower: Flags = parts[Level.ACTOR] < parts[Level.ACTIVITY]
    return is_lower


def _scores(grid: Grid, result: Points, is_ranked: Flags, ranks: Integers, drawn: Intervals) -> pl.DataFrame:
    parts = _parts(grid, result)
    on_actor = _is_floor_on_actor(parts)
    frame = grid.activities.select("as_of", "activity_id", "actor_id").with_columns(
        target=pl.lit(grid.target.value),
        score=pl.Series(result.score),
        activity_points=pl.Series(parts[Level.ACTIVITY] + result.floor * ~on_actor),
        actor_points=pl.Series(parts[Level.ACTOR] + result.floor * on_actor),
        coverage=pl.Series(result.coverage).clip(0, 1),
        basis=pl.when(pl.Series(grid.is_unscored))
        .then(pl.lit("sole_trader"))
        .when(pl.Series(is_ranked))
        .then(pl.lit("ranked"))
        .otherwise(pl.lit("insufficient")),
        band=pl.Series(drawn.band),
        rank=pl.Series(ranks),
        rank_low=pl.Series(drawn.low),
        rank_high=pl.Series(drawn.high),
        p_top=pl.Series(drawn.p_top),
    )
    only_ranked = pl.when(pl.Series(is_ranked)).then(pl.col("rank", "rank_low", "rank_high", "p_top"))
    in_points = _in_points("score", "activity_points", "actor_points")
    return frame.with_columns(in_points, only_ranked).select(Score.column_names()).sort("activity_id")


def _contributions(grid: Grid, result: Points) -> pl.DataFrame:
    activities = grid.activities.select("as_of", "activity_id")
    parts = [
        activities.with_columns(
            indicator_id=pl.lit(column.indicator.name),
            level=pl.lit(column.indicator.level.value),
            is_known=pl.Series(column.is_known),
            z=pl.when(pl.Series(column.is_known)).then(pl.Series(column.z)),
            weight=pl.Series(weight * grid.parts[position]),
            shares_with=_shares_with(grid, position),
            points=pl.Series(result.contributions[:, position]),
        ).filter(pl.Series(column.is_applicable & ~grid.is_unscored))
        for position, (column, weight) in enumerate(zip(grid.columns, grid.weights, strict=True))
    ]
    level = np.where(_is_floor_on_actor(_parts(grid, result)), Level.ACTOR.value, Level.ACTIVITY.value)
    floor = activities.with_columns(
        indicator_id=pl.lit(FLOOR),
        level=pl.Series(level),
        is_known=pl.lit(value=True),
        z=pl.lit(None, pl.Float64),
        weight=pl.lit(0.0),
        shares_with=pl.lit(None, pl.String),
        points=pl.Series(result.floor),
    ).filter(pl.col("points") > 0)
    frame = pl.concat([*parts, floor]).with_columns(
        target=pl.lit(grid.target.value), is_floor=pl.col("indicator_id") == FLOOR
    )
    strongest = frame.sort("activity_id", "is_floor", "points", "indicator_id", descending=[False, False, True, False])
    numbered = strongest.with_columns(_in_points("points"), order=pl.int_range(1, pl.len() + 1).over("activity_id"))
    return numbered.select(Contribution.column_names())


def _shares_with(grid: Grid, position: int) -> pl.Series:
    """The near-copies that apply to each activity and share the weight of the one at `position`, by name."""
    text = pl.Series([""] * grid.n, dtype=pl.String)
    for other, column in enumerate(grid.columns):
        if other != position and grid.copies[other] == grid.copies[position]:
            text += pl.Series(np.where(column.is_applicable, f"|{column.indicator.name}", ""), dtype=pl.String)
    return text.str.strip_chars_start("|").replace("", None)


def _in_points(*names: str) -> pl.Expr:
    """Whole ten-thousandths as exact decimals."""
    return (pl.col(names) / UNITS).cast(pl.Decimal(9, 4))
