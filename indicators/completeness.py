"""Whether every open activity got its row: counted from the register's facts, apart from what made the rows."""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from tables.code_lists import codes_of


def open_in_register(versions: pl.DataFrame, as_of: Sequence[dt.date]) -> pl.DataFrame:
    """The activities that are open in the register, one row per as-of day and activity.

    Args:
        versions: `core.activity_version`.
        as_of: the days.
    """
    days = [
        versions.filter(pl.col("is_open") & _holds("known", day) & _holds("valid", day)).select(
            pl.lit(day).alias("as_of"), "activity_id"
        )
        for day in as_of
    ]
    return pl.concat(days).unique().sort("as_of", "activity_id")


def uneven_rows(versions: pl.DataFrame, ranked: pl.DataFrame, as_of: Sequence[dt.date]) -> pl.DataFrame:
    """What is wrong with a list: one row per as-of day, target and activity that does not stand there exactly once.

    `rows` is 0 where an open activity is missing, 2 or more where it stands twice; an activity that is not open in
    the register has `is_open` false.
    """
    targets = pl.DataFrame({"target": list(codes_of("targets"))})
    expected = open_in_register(versions, as_of).join(targets, how="cross").with_columns(is_open=pl.lit(value=True))
    found = ranked.group_by("as_of", "target", "activity_id").agg(rows=pl.len())
    joined = expected.join(found, on=["as_of", "target", "activity_id"], how="full", coalesce=True)
    filled = joined.with_columns(pl.col("rows").fill_null(0), pl.col("is_open").fill_null(value=False))
    return filled.filter((pl.col("rows") != 1) | ~pl.col("is_open")).sort("as_of", "target", "activity_id")


def _holds(kind: str, day: dt.date) -> pl.Expr:
    return (pl.col(f"{kind}_from") <= day) & (pl.col(f"{kind}_to").is_null() | (pl.col(f"{kind}_to") > day))
