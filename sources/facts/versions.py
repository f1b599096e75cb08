"""What the register held about an activity on the day something happened there, attached to that happening.

As the register is corrected, the happening gets new runs of knowledge; the register itself is in `register.py`.
"""

from collections.abc import Sequence

import polars as pl

from sources.facts.knowledge import overlay


def with_version(rows: pl.DataFrame, versions: pl.DataFrame, day: str, columns: Sequence[str]) -> pl.DataFrame:
    """Add columns of the activity's version valid on the date in `day`; null where there is none."""
    return overlay(rows, versions, "activity_id", columns, during=day)


def with_actor(rows: pl.DataFrame, versions: pl.DataFrame, day: str, *, stated: str | None = None) -> pl.DataFrame:
    """Add `actor_id`: the one stated in the column `stated`, else who ran the activity on the date in `day`."""
    if stated is None:
        return with_version(rows, versions, day, ["actor_id"])
    is_stated = pl.col(stated).is_not_null() | pl.col("activity_id").is_null()
    given = rows.filter(is_stated).with_columns(actor_id=stated)
    sought = with_version(rows.filter(~is_stated), versions, day, ["actor_id"])
    return pl.concat([given, sought], how="diagonal")
