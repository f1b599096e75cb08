"""Figures about the register as a whole, such as the share of activities not updated within a year.

Counts over all open activities of a day belong here; what is said of one activity does not.
"""

import polars as pl

from tables.marts import Monitor

STALE = "reg_stale_12m"
ALL_OPEN = "all_open"
BY_MUNICIPALITY = "notified_by_municipality"


def monitors(values: pl.DataFrame, population: pl.DataFrame) -> pl.DataFrame:
    """All monitors of all days, each over every denominator.

    `share_stale_12m` is the inspectorate's own control: 20 per cent in 2024, 10 per cent in 2025, over the activities
    that municipalities notify. `open_activities` is how many of all open activities the denominator holds.

    Returns:
        Rows of `marts.Monitor`, sorted.
    """
    by_municipality = (pl.col("operator_type").cast(pl.String) == "municipal").fill_null(value=False)
    units = population.select("as_of", "activity_id", is_municipal=by_municipality)
    stale = values.filter((pl.col("indicator_id") == STALE) & (pl.col("level").cast(pl.String) == "activity"))
    joined = units.join(
        stale.select("as_of", pl.col("entity_id").alias("activity_id"), "value"),
        on=["as_of", "activity_id"],
        how="left",
    )
    is_stale, is_known, is_municipal, everyone = (
        pl.col("value") > 0,
        pl.col("value").is_not_null(),
        pl.col("is_municipal"),
        pl.col("activity_id").is_not_null(),
    )
    parts = [
        _monitor(joined, "share_stale_12m", ALL_OPEN, is_known, is_stale),
        _monitor(joined, "share_stale_12m", BY_MUNICIPALITY, is_known & is_municipal, is_stale),
        _monitor(joined, "open_activities", ALL_OPEN, everyone, everyone),
        _monitor(joined, "open_activities", BY_MUNICIPALITY, everyone, is_municipal),
    ]
    return Monitor.validate(pl.concat(parts).sort("as_of", "monitor_id", "denominator"), cast=True)


def _monitor(units: pl.DataFrame, name: str, denominator: str, over: pl.Expr, counted: pl.Expr) -> pl.DataFrame:
    """One row per day; a denominator of nobody has no share."""
    counts = units.group_by("as_of").agg(n=over.sum().cast(pl.Int64), y=(over & counted).sum().cast(pl.Int64))
    share = pl.when(pl.col("n") > 0).then(pl.col("y") / pl.col("n"))
    named = counts.with_columns(monitor_id=pl.lit(name), denominator=pl.lit(denominator), value=share)
    return named.select(Monitor.column_names())
