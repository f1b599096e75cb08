"""SQL over the published values: how many of each indicator lie in given classes."""

import datetime as dt

import polars as pl

from tables.serving import Published

#: From the lists that the values are kept in, since the table of values would unfold every column of them.
_COUNTED = """
    WITH classes AS (
        SELECT number, indicator_id, cuts FROM layout.indicator
        JOIN (SELECT unnest(?::VARCHAR[]) AS indicator_id, unnest(?::DOUBLE[][]) AS cuts) USING (indicator_id)
    ),
    held AS (SELECT unnest(number) AS number, unnest("value") AS "value" FROM layout.indicator_lists WHERE as_of = ?)
    SELECT indicator_id, len(list_filter(cuts, lambda cut: cut < "value")) AS place, count(*) AS n
    FROM held JOIN classes USING (number) WHERE "value" IS NOT NULL GROUP BY ALL ORDER BY ALL
"""


def counted_in_classes(published: Published, day: dt.date, classes: pl.DataFrame) -> pl.DataFrame:
    """How many known values of a day lie in each class: `indicator_id`, `place` (from 0), `n`.

    Args:
        published: the run.
        day: the day.
        classes: `indicator_id` and `cuts`; a class ends with its cut point, the last has none.
    """
    return published.rows(_COUNTED, [classes["indicator_id"].to_list(), classes["cuts"].to_list(), day])
