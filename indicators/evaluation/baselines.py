"""Orders that any list has to beat: one variable each, chance, and what inspectors chose themselves.

A baseline sees outcomes as they were known on the list date and no later. An order that has nothing to say of a unit
gives null, which comes last.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence

import polars as pl

from indicators.measures.base import known
from indicators.population import Facts
from tables.months import add_months

#: How many looks the mean of all counts for, against a unit's own.
STRENGTH = 5.0
#: One-variable orders, beside which every headline stands.
BASELINES = (
    "last_outcome",
    "own_history",
    "authority_level",
    "size",
    "tips",
    "region_only",
    "inspector_only",
)
_TIP_MONTHS = 12


def tie_order(entities: Sequence[str], seed: int) -> list[str]:
    """What orders equal scores: a keyed digest, declared by its seed and stored with the list."""
    key = hashlib.blake2b(str(seed).encode(), digest_size=16).digest()
    return [hashlib.blake2b(one.encode(), key=key, digest_size=8).hexdigest() for one in entities]


def random_order(rows: pl.DataFrame, seed: int) -> pl.Series:
    """A number between 0 and 1 for each row, by list date and entity, the same whenever it is asked for."""
    names = (rows["list_date"].cast(pl.String) + "|" + rows["entity_id"]).to_list()
    return pl.Series([int(digest, 16) / 16**16 for digest in tie_order(names, seed)], dtype=pl.Float64)


def with_baselines(rows: pl.DataFrame, outcomes: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The rows with `random`, `last_outcome`, `own_history`, `region_only`, `inspector_only`, `size` and a `tie`.

    Args:
        rows: `list_date`, `entity_id`, and where they are known `region`, `inspector`, `places`, `authority_level`.
        outcomes: rows with `entity_id`, `event_date`, `outcome`, `known_from`, `known_to`, of one label; with
            `region` and `inspector` where they are known.
        seed: of chance and of ties.
    """
    days = rows["list_date"].unique().sort().to_list()
    parts = [_on(rows.filter(pl.col("list_date") == day), outcomes.filter(known(day)), day) for day in days]
    whole = rows.join(pl.concat(parts), on=["list_date", "entity_id"], how="left", maintain_order="left")
    return whole.with_columns(
        random=random_order(whole, seed),
        size=pl.col("places") if "places" in whole.columns else pl.lit(None, pl.Float64),
        tie=pl.Series(tie_order(whole["entity_id"].to_list(), seed), dtype=pl.String),
    )


def _on(rows: pl.DataFrame, held: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    seen = held.filter(pl.col("event_date") <= day).sort("entity_id", "event_date", "outcome")
    overall = seen["outcome"].mean()
    prior = float(overall) if isinstance(overall, float) else 0.0
    own = seen.group_by("entity_id", maintain_order=True).agg(
        last_outcome=pl.col("outcome").last(),
        own_history=(pl.col("outcome").sum() + STRENGTH * prior) / (pl.len() + STRENGTH),
    )
    found = rows.select("list_date", "entity_id", *(name for name in ("region", "inspector") if name in rows.columns))
    found = found.join(own, on="entity_id", how="left", maintain_order="left")
    found = found.with_columns(pl.col("own_history").fill_null(prior))
    for name in ("region", "inspector"):
        found = _of_place(found, seen, name, prior)
    return found.select("list_date", "entity_id", "last_outcome", "own_history", "region_only", "inspector_only")


def _of_place(found: pl.DataFrame, seen: pl.DataFrame, name: str, prior: float) -> pl.DataFrame:
    """The mean outcome of the region or inspector, drawn towards that of all; null where it is not told."""
    if name not in found.columns:
        return found.with_columns(pl.lit(None, pl.Float64).alias(f"{name}_only"))
    if name not in seen.columns:
        seen = seen.join(found.select("entity_id", name), on="entity_id")
    means = (
        seen.drop_nulls(name)
        .group_by(name)
        .agg(((pl.col("outcome").sum() + STRENGTH * prior) / (pl.len() + STRENGTH)).alias(f"{name}_only"))
    )
    return found.join(means, on=name, how="left", maintain_order="left")


def tips(facts: Facts, rows: pl.DataFrame) -> pl.Series:
    """Tips known of each entity in the twelve months before its list date, that count."""
    held = facts["report"].filter(pl.col("kind") == "tip", "counts", pl.col("activity_id").is_not_null())
    parts = []
    for day in rows["list_date"].unique().sort().to_list():
        window = held.filter(
            known(day), pl.col("event_date") <= day, pl.col("event_date") > add_months(day, -_TIP_MONTHS)
        )
        counted = window.group_by("activity_id").agg(n=pl.len().cast(pl.Float64))
        parts.append(counted.select(pl.lit(day).alias("list_date"), pl.col("activity_id").alias("entity_id"), "n"))
    joined = rows.select("list_date", "entity_id").join(
        pl.concat(parts), on=["list_date", "entity_id"], how="left", maintain_order="left"
    )
    return joined["n"].fill_null(0.0).alias("tips")
