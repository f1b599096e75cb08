"""Which legal persons have the same street address as a followed one.

How addresses are compared, and when a house is one of offices, is in `sources/facts/addresses.py`. A first cut by
postal code and house number keeps the comparison to those that can be at one address at all.
"""

from pathlib import Path

import duckdb
import polars as pl

from sources.bolagsverket.bulk.register import entities, rows_of
from sources.facts.addresses import MANY, house
from sources.fetching.columnar import literal

#: So many behind one door show that it is a house of offices; the rest of them say nothing more.
MOST_IN_ONE_HOUSE = MANY + 2

_CUT = """
WITH whole AS (
  SELECT operator_id, deregistered_at,
    concat(regexp_extract(address, '[0-9]+'), ' ',
      regexp_replace(split_part(address, '$', -2), '[^0-9]', '', 'g')) AS cut
  FROM read_parquet({register})
  WHERE NOT is_person AND fault IS NULL AND address IS NOT NULL
)
SELECT DISTINCT operator_id FROM whole
WHERE deregistered_at IS NULL AND cut IN (SELECT cut FROM whole SEMI JOIN followed USING (operator_id))
"""


def neighbours(register: Path, followed: pl.DataFrame) -> pl.DataFrame:
    """The companies in the house of a followed one, as `operator_id`, sorted; a bounded number of each house.

    Only companies that are not struck off count, and addresses that are a box or `c/o` join nobody.
    """
    with duckdb.connect(config={"memory_limit": "500MB"}) as connection:
        connection.register("followed", followed.select("operator_id"))
        near = connection.sql(_CUT.format(register=literal(str(register)))).pl()
    places = _places(entities(rows_of(register, pl.concat([near, followed.select("operator_id")]).unique())))
    houses = places.join(followed, on="operator_id", how="semi").select("place").unique()
    there = places.filter(pl.col("deregistered_at").is_null()).join(houses, on="place", how="semi").sort("operator_id")
    few = there.filter(pl.int_range(pl.len()).over("place") < MOST_IN_ONE_HOUSE)
    return few.select("operator_id").unique().sort("operator_id")


def _places(whole: pl.DataFrame) -> pl.DataFrame:
    at_street = whole.filter(pl.col("address_type") == "street").with_columns(place=house())
    return at_street.select("operator_id", "deregistered_at", "place").drop_nulls("place")
