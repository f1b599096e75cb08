"""A municipality's figures beside those of similar municipalities, none of which is named."""

import datetime as dt

import numpy as np
import polars as pl

from indicators.evaluation.intervals_of_shares import wilson
from indicators.measures.base import known, within
from indicators.monitors import BY_MUNICIPALITY
from indicators.registry import catalogue
from indicators.windows import Months
from tables.code_lists import code_list
from tables.exports.municipal import FIGURES, LEAST_GROUP, GroupComparison
from web.exports.parties import Facts, parties_of_municipalities, with_party

#: Over how long reports are counted.
REPORTS_WITHIN = Months(12)
PER = 100_000
_LATE = "reg_late_change_share_24m"
_QUARTILES = {"group_q1": 0.25, "group_median": 0.5, "group_q3": 0.75}
_DESCRIBED = ("group_n", *_QUARTILES)


def comparisons(facts: Facts, control: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """Rows of `GroupComparison`, one for each municipality and figure.

    Args:
        facts: the facts.
        control: rows of `ControlFigure`.
        as_of: the day.
    """
    towns = facts["municipality"].filter(known(as_of)).select("municipality_code", "skr_group", "population")
    stale = control.filter(pl.col("day") == as_of, pl.col("denominator") == BY_MUNICIPALITY).drop_nulls(
        "municipality_code"
    )
    counted = [
        stale.select("municipality_code", y="n_stale", n="n", figure=pl.lit("stale_share")),
        _late(facts, as_of),
        _reports(facts, towns, as_of),
    ]
    every = towns.join(pl.DataFrame({"figure": list(FIGURES)}), how="cross")
    rows = every.join(
        pl.concat(counted).select("municipality_code", "figure", "y", "n"),
        on=["municipality_code", "figure"],
        how="left",
    )
    rows = rows.with_columns(pl.col("y", "n").fill_null(0))
    rows = _with_group(_with_interval(rows))
    rows = rows.join(parties_of_municipalities(facts, as_of), on="municipality_code", how="left")
    return rows.select(GroupComparison.column_names())


def _late(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Notifications with a deadline by municipalities themselves, over the window of the indicator."""
    measures = catalogue()[_LATE].measures
    rows = with_party(facts["notification"].filter(measures["n"].active(as_of)), facts, as_of)
    counted = (
        rows.drop_nulls("municipality_code")
        .group_by("municipality_code")
        .agg(y=pl.col("is_late").sum().cast(pl.Int64), n=pl.len().cast(pl.Int64))
    )
    return counted.select("municipality_code", "y", "n", figure=pl.lit("late_share"))


def _reports(facts: Facts, towns: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """Formal reports about providers, whatever came of them, against the inhabitants."""
    sent = facts["report"].filter(
        known(as_of),
        within("event_date", REPORTS_WITHIN, as_of),
        pl.col("kind") == "municipal_report",
        pl.col("subject_type") == "provider",
    )
    counted = sent.group_by(pl.col("sender_municipality").alias("municipality_code")).agg(
        y=pl.col("report_id").n_unique().cast(pl.Int64)
    )
    rows = towns.drop_nulls("population").join(counted, on="municipality_code", how="left")
    return rows.select(
        "municipality_code", y=pl.col("y").fill_null(0), n=pl.col("population").cast(pl.Int64),
        figure=pl.lit("reports_per_100k"),
    )  # fmt: skip


def _with_interval(rows: pl.DataFrame) -> pl.DataFrame:
    """With value, low and high; nothing where nobody was counted."""
    per = np.where(rows["figure"] == "reports_per_100k", float(PER), 1.0)
    limits = [wilson(y / n, n) if n else (None, None) for y, n in rows.select("y", "n").iter_rows()]
    shares = pl.DataFrame(limits, schema={"low": pl.Float64, "high": pl.Float64}, orient="row")
    rows = pl.concat([rows, shares, pl.DataFrame({"per": per})], how="horizontal")
    value = pl.when(pl.col("n") > 0).then(pl.col("y") / pl.col("n"))
    return rows.with_columns(
        value=value * pl.col("per"),
        low=pl.when(pl.col("y") == 0).then(pl.col("low") * 0).otherwise(pl.col("low") * pl.col("per")),
        high=pl.col("high") * pl.col("per"),
    )


def _with_group(rows: pl.DataFrame) -> pl.DataFrame:
    """With the median and quartiles of the group, or of the main group where too few of it have the figure."""
    main = code_list("skr_groups")
    of_main = pl.col("skr_group").replace_strict(main["code"], main["main_group"], default=None)
    rows = rows.with_columns(main_group=of_main)
    own, wide = _described(rows, "skr_group"), _described(rows, "main_group")
    joined = rows.join(own, on=["skr_group", "figure"], how="left").join(
        wide, on=["main_group", "figure"], how="left", suffix="_wide"
    )
    is_few = (pl.col("group_n") < LEAST_GROUP).fill_null(value=True)
    chosen = {name: pl.when(is_few).then(f"{name}_wide").otherwise(name) for name in _DESCRIBED}
    joined = joined.with_columns(widened=is_few, **chosen).with_columns(pl.col("group_n").fill_null(0))
    few = pl.col("group_n") < LEAST_GROUP
    withheld = pl.when(pl.col("skr_group").is_null()).then(pl.lit("no_group")).when(few).then(pl.lit("few"))
    told = (pl.when(~few).then(name).alias(name) for name in _QUARTILES)
    group = pl.when(pl.col("widened") & ~few).then("main_group").otherwise("skr_group")
    return joined.with_columns(*told, skr_group=group, withheld=withheld)


def _described(rows: pl.DataFrame, group: str) -> pl.DataFrame:
    """Of each group and figure how many municipalities have it, with the median and quartiles."""
    value = pl.col("value")
    quartiles = {name: value.quantile(at, interpolation="linear") for name, at in _QUARTILES.items()}
    known_of = rows.drop_nulls([group, "value"])
    return known_of.group_by(group, "figure").agg(group_n=pl.len().cast(pl.Int64), **quartiles)
