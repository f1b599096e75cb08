"""What the authority itself said of a unit before anyone computed anything: its risk level, and who inspects it.

Both are delivered only where the authority has them. Where nothing is delivered the columns are null, and the report
says so.
"""

import datetime as dt

import polars as pl

from indicators.measures.base import known
from indicators.population import Facts

_KEY = ["list_date", "entity_id"]


def with_levels(rows: pl.DataFrame, facts: Facts, known_on: dt.date) -> pl.DataFrame:
    """The rows with `authority_level` and `inspector`, as the authority held them on the list date.

    The inspector of a unit is whoever carried out its latest inspection known then. What was registered after
    `known_on` is not looked at.
    """
    days = [day for day in rows["list_date"].unique().sort().to_list() if day <= known_on]
    levels = _by_day(facts.get("risk_level"), days, "level", pl.Float64)
    inspectors = _by_day(facts.get("inspection_by"), days, "inspector", pl.String)
    whole = rows.join(levels.rename({"level": "authority_level"}), on=_KEY, how="left", maintain_order="left")
    return whole.join(inspectors, on=_KEY, how="left", maintain_order="left")


def _by_day(held: pl.DataFrame | None, days: list[dt.date], column: str, kind: type[pl.DataType]) -> pl.DataFrame:
    """The latest value of each activity on each day, as known then."""
    empty = pl.DataFrame(schema={"list_date": pl.Date, "entity_id": pl.String, column: kind})
    if held is None or held.is_empty():
        return empty
    parts = [
        held.filter(known(day), pl.col("event_date") <= day)
        .sort("event_date", column)
        .group_by("activity_id", maintain_order=True)
        .agg(pl.col(column).last().cast(kind))
        .select(pl.lit(day).alias("list_date"), pl.col("activity_id").alias("entity_id"), column)
        for day in days
    ]
    return pl.concat([empty, *parts])
