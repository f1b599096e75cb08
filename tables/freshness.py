"""How far fetched sources reach on a day, and which of them are late. The only place where that rule stands.

A source is governed from the day it was first asked until it is said to be fetched no longer. It is late when more days
than its list allows (`max_age_days` in `fetched_sources`) have passed since the last day it was complete to, or when it
has never been complete and something rests on it: what is asked about a few at a time need never be complete. What is
delivered as files is not governed: nobody has said how often it comes.
What late sources do to values, and in what words it is told, does not belong here.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from tables.code_lists import code_list
from tables.core import Fact

#: The columns of what is said about sources on a day.
REACH: dict[str, pl.DataType] = {
    "source": pl.String(),
    "asked_at": pl.Date(),
    "outcome": pl.String(),
    "covered_to": pl.Date(),
    "age_days": pl.Int64(),
    "max_age_days": pl.Int64(),
    "late_since": pl.Date(),
    "feeds": pl.List(pl.String()),
}


@functools.cache
def feeds() -> Mapping[str, tuple[str, ...]]:
    """Source → the delivery and fact tables whose silence says nothing while it is late, by `fetched_sources`."""
    rows = code_list("fetched_sources").select("code", "feeds").iter_rows()
    return MappingProxyType({code: tuple((tables or "").split()) for code, tables in rows})


def reaches(covers: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """How far each governed source reaches, as known on a day.

    Args:
        covers: rows of `core.SourceCover`.
        day: the day it is about.

    Returns:
        The columns of `REACH`, one row per source, sorted. `age_days` is null for what has never been complete;
        `late_since` is the first day it was late without a break, null while it is not.
    """
    known = covers.filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (pl.col("known_to") > day))
    latest = known.sort("source", "event_date", "known_from").group_by("source", maintain_order=True)
    rows = latest.agg(
        pl.col("event_date").last().alias("asked_at"),
        pl.col("outcome").last(),
        pl.col("covered_to").max(),
        pl.col("event_date").min().alias("first_asked_at"),
    ).filter(pl.col("outcome") != "stopped")
    rows = rows.join(_allowed(), on="source", how="left", maintain_order="left")
    age = (pl.lit(day) - pl.col("covered_to")).dt.total_days().clip(0)
    due = pl.col("covered_to") + pl.duration(days=pl.col("max_age_days") + 1)
    never = pl.when(pl.col("feeds").list.len() > 0).then("first_asked_at")
    since = pl.when(pl.col("covered_to").is_null()).then(never).otherwise(due)
    rows = rows.with_columns(age_days=age, late_since=pl.when(since <= day).then(since))
    return rows.select(pl.col(name).cast(kind) for name, kind in REACH.items())


def late_sources(covers: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The governed sources that are late on a day, as known then; the columns of `REACH`, sorted by source."""
    return reaches(covers, day).filter(pl.col("late_since").is_not_null())


def late_tables(covers: pl.DataFrame, day: dt.date) -> frozenset[str]:
    """The tables that a late source feeds: what is not in them on the day may still be so."""
    return frozenset(late_sources(covers, day)["feeds"].explode(empty_as_null=False).drop_nulls())


def behind(fact: type[Fact]) -> frozenset[str]:
    """The names of a fact and of all the facts it rests on; a source that feeds one of them feeds the fact."""
    return frozenset({fact.table}).union(*(behind(base) for base in fact.rests_on))


@functools.cache
def _allowed() -> pl.DataFrame:
    rows = code_list("fetched_sources").sort("valid_from").unique("code", keep="last", maintain_order=True)
    lists = [list(feeds()[code]) for code in rows["code"]]
    return rows.select(
        source="code", max_age_days=pl.col("max_age_days").cast(pl.Int64), feeds=pl.Series(lists, dtype=REACH["feeds"])
    )
