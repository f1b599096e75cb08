"""What can be said of an actor from its own indicators alone: a partial score with coverage, and its reasons.

For applicants, who need not run any activity. It is the formula of the score over the actor's indicators only, and is
never compared with an activity's score. A natural person gets none for crime.
"""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Level
from indicators.scoring import reasons
from indicators.scoring.grid import Grid, columns_at
from indicators.scoring.score import UNITS, points

_KEY = ["as_of", "target", "activity_id"]


def assessed(
    values: pl.DataFrame, actors: pl.DataFrame, catalogue: Mapping[str, Indicator], profile: Profile
) -> pl.DataFrame:
    """The partial scores of all actors of one day.

    Args:
        values: rows of `marts.IndicatorValue` of the day.
        actors: as_of, actor_id, id_type, legal_form and operator_type of every actor.
        catalogue: the indicators by name.
        profile: the decided weights.

    Returns:
        as_of, target, actor_id, partial_score, coverage, basis, reasons, against, unknown, explanations and cleared_by,
        one row per actor and target that has indicators about actors.
    """
    # The layout of scores wants an activity: here every actor stands for itself.
    units = actors.with_columns(activity_id="actor_id").sort("activity_id")
    found = [
        _of_target(grid, values, catalogue, profile)
        for grid in _grids(values, units, catalogue, profile)
        if grid.columns
    ]
    return pl.concat(found)


def _grids(
    values: pl.DataFrame, units: pl.DataFrame, catalogue: Mapping[str, Indicator], profile: Profile
) -> list[Grid]:
    day: dt.date = units["as_of"][0]
    found = []
    for target in sorted(profile.targets):
        weights = {
            name: weight for name, weight in profile.weights(target).items() if catalogue[name].level is Level.ACTOR
        }
        columns = columns_at(values, units, {name: catalogue[name] for name in weights})
        found.append(Grid.of(day, target, units, tuple(columns.values()), tuple(weights.values())))
    return found


def _of_target(grid: Grid, values: pl.DataFrame, catalogue: Mapping[str, Indicator], profile: Profile) -> pl.DataFrame:
    result = points(grid, profile.group_cap)
    basis = np.where(
        grid.is_unscored, "sole_trader", np.where(result.coverage >= profile.coverage_min, "partial", "insufficient")
    )
    score = (pl.Series(result.score) / UNITS).cast(pl.Decimal(9, 4))
    key = grid.activities.select("as_of", pl.lit(grid.target.value).alias("target"), "activity_id", "actor_id")
    scores = key.with_columns(
        score=score, coverage=pl.Series(result.coverage).clip(0, 1), basis=pl.Series(basis, dtype=pl.String)
    )
    contributions = _contributions(grid, result.contributions, key)
    text = reasons.reasons(contributions, values, scores, catalogue)
    lines = reasons.lines(contributions, values, scores, catalogue)
    sides = [_side(lines, "against", "text", "against"), _side(lines, "unknown", "text", "unknown"),
             _side(lines, "raises", "explanations", "explanations"),
             _side(lines, "raises", "cleared_by", "cleared_by")]  # fmt: skip
    frame = scores.join(text, on=_KEY, how="left", validate="1:1")
    for side in sides:
        frame = frame.join(side, on=_KEY, how="left", validate="1:1")
    is_scored = pl.col("basis") == "partial"
    return frame.select(
        "as_of",
        "target",
        "actor_id",
        partial_score=pl.when(is_scored).then("score"),
        coverage=pl.when(pl.col("basis") != "sole_trader").then("coverage"),
        **{name: pl.col(name) for name in ("basis", "reasons", "against", "unknown", "explanations", "cleared_by")},
    )


def _contributions(grid: Grid, whole: np.ndarray, key: pl.DataFrame) -> pl.DataFrame:
    """What each applicable indicator adds, strongest first, in the form that reasons are made from."""
    parts = [
        key.drop("actor_id")
        .with_columns(
            indicator_id=pl.lit(column.indicator.name),
            level=pl.lit(Level.ACTOR.value),
            is_known=pl.Series(column.is_known),
            points=(pl.Series(whole[:, place]) / UNITS).cast(pl.Decimal(9, 4)),
        )
        .filter(pl.Series(column.is_applicable & ~grid.is_unscored))
        for place, column in enumerate(grid.columns)
    ]
    strongest = pl.concat(parts).sort("activity_id", "points", "indicator_id", descending=[False, True, False])
    return strongest.with_columns(order=pl.int_range(1, pl.len() + 1).over("activity_id"))


def _side(lines: pl.DataFrame, kind: str, column: str, name: str) -> pl.DataFrame:
    """One side of the account as lines; equal lines once."""
    said = lines.filter(pl.col("kind") == kind, pl.col(column) != "")
    return said.group_by(_KEY, maintain_order=True).agg(
        pl.col(column).unique(maintain_order=True).str.join("\n").alias(name)
    )
