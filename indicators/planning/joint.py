"""What could be inspected together: flags beside the cases of a plan. Nothing is moved or merged.

A protected place takes no part: neither it nor another's flag may tell where it is.
"""

import datetime as dt

import polars as pl

from indicators.measures.base import known
from tables.code_lists import labels_of

_N_NAMED = 3


def flags(
    drawn: pl.DataFrame, sites: pl.DataFrame, notices: pl.DataFrame, as_of: dt.date, notice_days: int
) -> pl.DataFrame:
    """The flags of each drawn case.

    Args:
        drawn: activity_id, actor_id, division, is_protected; one row per case.
        sites: activity_id and `site`, whatever tells one site from another; at most one row per activity.
        notices: rows of `core.WorkEnvironmentNotice`.
        as_of: the day of the list.
        notice_days: how old a notice may be.

    Returns:
        activity_id and `joint`: Swedish sentences separated by a line break; only cases that have any, sorted.
    """
    shown = drawn.filter(~pl.col("is_protected"))
    parts = [
        _same_site(shown.join(sites.drop_nulls("site"), on="activity_id", validate="1:1")),
        _same_actor(shown),
        _noticed(drawn, notices, as_of, notice_days),
    ]
    said = pl.concat(parts).sort("activity_id", "place", "said")
    return (
        said.group_by("activity_id", maintain_order=True).agg(joint=pl.col("said").str.join("\n")).sort("activity_id")
    )


def _same_site(shown: pl.DataFrame) -> pl.DataFrame:
    pairs = shown.join(shown.select("site", other="activity_id"), on="site")
    pairs = pairs.filter(pl.col("other") != pl.col("activity_id"))
    return _named(pairs.select("activity_id", "other"), 0, "Samma adress som ", " på planen.")


def _same_actor(shown: pl.DataFrame) -> pl.DataFrame:
    """The same actor's cases in another division. Persons are not put together by being one."""
    legal = shown.filter(~pl.col("actor_id").str.starts_with("P-"), pl.col("division").is_not_null())
    others = legal.select("actor_id", other="activity_id", other_division="division")
    pairs = legal.join(others, on="actor_id").filter(pl.col("division") != pl.col("other_division"))
    names = labels_of("regional_divisions")
    where = pl.col("other_division").replace(names)
    named = pairs.select("activity_id", other=pl.col("other") + pl.lit(" (") + where + pl.lit(")"))
    return _named(named, 1, "Samma aktör på planen i en annan avdelning: ", ".")


def _noticed(drawn: pl.DataFrame, notices: pl.DataFrame, as_of: dt.date, days: int) -> pl.DataFrame:
    recent = notices.filter(
        known(as_of), pl.col("event_date").is_between(as_of - dt.timedelta(days=days), as_of)
    ).select("activity_id", "actor_id", "event_date")
    own = drawn.select("activity_id").join(recent.drop("actor_id"), on="activity_id")
    whole = recent.filter(pl.col("activity_id").is_null()).drop("activity_id")
    of_actor = drawn.select("activity_id", "actor_id").join(whole, on="actor_id").select("activity_id", "event_date")
    latest = pl.concat([own, of_actor]).group_by("activity_id").agg(pl.col("event_date").max())
    day = pl.col("event_date").dt.to_string("%Y-%m-%d")
    said = (
        pl.lit("Arbetsmiljöverket har meddelat något om arbetsstället ") + day + pl.lit("; fråga om gemensam tillsyn.")
    )
    return latest.select("activity_id", place=pl.lit(2, pl.Int32), said=said)


def _named(pairs: pl.DataFrame, place: int, before: str, after: str) -> pl.DataFrame:
    grouped = pairs.sort("activity_id", "other").group_by("activity_id", maintain_order=True)
    lists = grouped.agg(pl.col("other").head(_N_NAMED).str.join(", ").alias("names"), n=pl.len())
    more = pl.when(pl.col("n") > _N_NAMED).then(pl.format(" och {} till", pl.col("n") - _N_NAMED)).otherwise(pl.lit(""))
    said = pl.lit(before) + pl.col("names") + more + pl.lit(after)
    return lists.select("activity_id", place=pl.lit(place, pl.Int32), said=said)
