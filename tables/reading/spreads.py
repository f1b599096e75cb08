"""How the values of every peer group are spread: for showing one value among those it is compared with, and among more.

A widened group holds everyone of the narrower ones in it, so that values are counted by the group they are labelled
with and summed upwards: size, operator, form, family. Groups that are narrower than those in use are not held. Values
are counted to four significant figures; quartiles are by rank, without drawing lines between values.
"""

import sqlite3

import duckdb
import polars as pl

from tables.code_lists import code_list
from tables.reading.packed import define

_CREATE = """
    CREATE TABLE spread (day TEXT, number INTEGER, level TEXT, peer_group TEXT, n INTEGER, low REAL, q1 REAL,
        median REAL, q3 REAL, high REAL, PRIMARY KEY (day, number, level, peer_group)) WITHOUT ROWID
"""
_COUNTED = """
    CREATE TEMP TABLE counted AS
    SELECT as_of, number, level, peer_group, any_value(peer_level) AS peer_level,
        CASE WHEN value = 0 THEN 0 ELSE round(value, 3 - floor(log10(abs(value)))::INTEGER) END AS value, count(*) AS n
    FROM (SELECT as_of, level, unnest(number) AS number, unnest(value) AS value, unnest(peer_group) AS peer_group,
        unnest(peer_level) AS peer_level FROM layout.indicator_lists)
    WHERE value IS NOT NULL AND peer_group IS NOT NULL AND isfinite(value) GROUP BY ALL
"""
_SPREAD = """
    WITH family AS (SELECT unnest($forms) AS form, unnest($families) AS family),
    labelled AS (
        SELECT as_of, number, level, value, n, peer_group, string_split(peer_group, '/') AS parts FROM counted
    ),
    upward AS (
        SELECT as_of, number, level, value, n, array_to_string(parts[:k], '/') AS peer_group
        FROM labelled, range(1, 4) AS r(k) WHERE k <= len(parts)
        UNION ALL SELECT as_of, number, level, value, n, family FROM labelled JOIN family ON form = parts[1]
    ),
    summed AS (SELECT as_of, number, level, peer_group, value, sum(n) AS n FROM upward GROUP BY ALL),
    ranked AS (
        SELECT *, sum(n) OVER same AS total, sum(n) OVER (same ORDER BY value) AS until FROM summed
        WINDOW same AS (PARTITION BY as_of, number, level, peer_group)
    )
    SELECT as_of::VARCHAR, number, level, peer_group, any_value(total)::BIGINT,
        {quantiles}
    FROM ranked GROUP BY ALL ORDER BY ALL
"""
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def write_spreads(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection) -> None:
    """Write the spread of every indicator in every peer group in use, and in the wider ones that hold it."""
    define(target, _CREATE)
    source.execute(_COUNTED)
    forms = code_list("forms").filter(pl.col("family").is_not_null())
    families = {"forms": forms["code"].to_list(), "families": forms["family"].to_list()}
    quantiles = ", ".join(f"min(value) FILTER (WHERE until >= {share} * total)" for share in _QUANTILES)
    rows = source.execute(_SPREAD.format(quantiles=quantiles), families).fetchall()
    target.executemany("INSERT INTO spread VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    source.execute("DROP TABLE counted")
