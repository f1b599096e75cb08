"""Which legal persons have the same street address as a followed one.

How addresses are compared, and when a house is one of offices, is in `sources/facts/addresses.py`. A first cut by
postal code and house number keeps the comparison to those that can be at one address at all.
"""

from pathlib import Path

import duckdb
import polars as pl

from sources.bolagsverket.bulk.register import with_address
from sources.facts.addresses import MANY, house
from sources.fetching.columnar import MEMORY, literal

#: So many behind one door show that it is a house of offices; the rest of them say nothing more.
MOST_IN_ONE_HOUSE = MANY + 2

_HELD = """
CREATE TEMP VIEW held AS
SELECT operator_id, address, deregistered_at IS NULL AS is_in_force,
  concat(regexp_extract(address, '[0-9]+'), ' ',
    regexp_replace(split_part(address, '$', -2), '[^0-9]', '', 'g')) AS cut
FROM read_parquet({register})
WHERE NOT is_person AND fault IS NULL AND address IS NOT NULL
"""
_WRITTEN = """
SELECT address, bool_or(operator_id IN (SELECT operator_id FROM followed)) AS is_theirs FROM held
WHERE cut IN (SELECT cut FROM held SEMI JOIN followed USING (operator_id)) GROUP BY address
"""
_NEAR = """
SELECT DISTINCT operator_id FROM (
  SELECT operator_id, row_number() OVER (PARTITION BY place ORDER BY operator_id) AS number
  FROM held JOIN places USING (address) WHERE is_in_force
) WHERE number <= {most} ORDER BY operator_id
"""


def neighbours(register: Path, followed: pl.DataFrame) -> pl.DataFrame:
    """The companies in the house of a followed one, as `operator_id`, sorted; a bounded number of each house.

    Only companies that are not struck off count, and addresses that are a box or `c/o` join nobody.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(register.parent),
    }
    with duckdb.connect(config=config) as connection:
        connection.register("followed", followed.select("operator_id"))
        connection.execute(_HELD.format(register=literal(str(register))))
        connection.register("places", _places(connection.sql(_WRITTEN).pl()))
        near: pl.DataFrame = connection.sql(_NEAR.format(most=MOST_IN_ONE_HOUSE)).pl()
    return near


def _places(written: pl.DataFrame) -> pl.DataFrame:
    """Each way to write the address of a house that a followed one is in: `address`, `place`."""
    read = with_address(written.with_columns(line="address"))
    at_street = read.filter(pl.col("address_type") == "street").with_columns(place=house()).drop_nulls("place")
    theirs = at_street.filter("is_theirs").select("place").unique()
    return at_street.join(theirs, on="place", how="semi").select(address="line", place="place")
