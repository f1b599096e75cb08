"""SQL over the published values: how many of each indicator lie in given classes."""

import datetime as dt

import polars as pl

from tables.serving import Published

_COUNTED = """
    WITH classes AS (SELECT unnest(?::VARCHAR[]) AS indicator_id, unnest(?::DOUBLE[][]) AS cuts)
    SELECT indicator_id, len(list_filter(cuts, lambda cut: cut < "value")) AS place, count(*) AS n
    FROM marts.indicator_value JOIN classes USING (indicator_id)
    WHERE as_of = ? AND "value" IS NOT NULL GROUP BY ALL ORDER BY ALL
"""


def counted_in_classes(published: Published, day: dt.date, classes: pl.DataFrame) -> pl.DataFrame:
    """How many known values of a day lie in each class: `indicator_id`, `place` (from 0), `n`.

    Args:
        published: the run.
        day: the day.
        classes: `indicator_id` and `cuts`; a class ends with its cut point, the last has none.
    """
    return published.rows(_COUNTED, [classes["indicator_id"].to_list(), classes["cuts"].to_list(), day])
