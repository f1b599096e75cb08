"""What the scores of a plan's day would have been with what is known later, by today's method and weights.

Two computations of the same day: with what was known then, and with what is known now as if it had always been known.
What has happened since is in neither.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator
from indicators.population import Facts
from indicators.scoring.trend import as_known_now, scored_at

#: Points are whole ten-thousandths in the computation.
_WHOLE = 10_000


def recounted(
    facts: Facts,
    target: str,
    as_of: dt.date,
    newest: dt.date,
    catalogue: Mapping[str, Indicator],
    profile: Profile,
) -> pl.DataFrame:
    """The scores of one day by two states of knowledge.

    Args:
        facts: all core facts by table name.
        target: what the list is about.
        as_of: the day of the plan's list.
        newest: the day up to which later knowledge counts.
        catalogue: the indicators by name.
        profile: the weights.

    Returns:
        activity_id, and points, rank (null where not ranked) and is_ranked, with `_then` and `_now`; sorted by
        activity_id, one row per activity that was open on the day by either state.
    """
    then, now = (
        _ranked(scored_at(held, [as_of], catalogue, profile)[as_of].scores, target, profile)
        for held in (facts, as_known_now(facts, newest))
    )
    joined = then.join(now, on="activity_id", how="full", coalesce=True, suffix="_now")
    named = {name: f"{name}_then" for name in ("points", "rank", "is_ranked")}
    return joined.rename(named).sort("activity_id")


def _ranked(scores: pl.DataFrame, target: str, profile: Profile) -> pl.DataFrame:
    own = scores.filter(pl.col("target") == target)
    is_ranked = pl.col("is_scored") & (pl.col("coverage") >= profile.coverage_min)
    own = own.with_columns(is_ranked=is_ranked)
    rank = pl.when("is_ranked").then("points").rank("min", descending=True).cast(pl.Int64)
    return own.select("activity_id", points=pl.col("points") / _WHOLE, rank=rank, is_ranked="is_ranked")
