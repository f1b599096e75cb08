"""SQL for the picture of one operator as frames: few statements, whatever its size."""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from tables.serving import Published
from web.queries.known import Scope
from web.queries.places import at


def value_lists(published: Published, places: Sequence[int], as_of: dt.date) -> pl.DataFrame:
    """One row for each entity at the places: its values and percentiles as lists side by side; null is unknown."""
    sql = (
        "SELECT level, entity_id, number, value, peer_percentile "
        f"FROM {at('layout.indicator_lists', places, 'place')} WHERE as_of = ? ORDER BY level, entity_id"
    )
    return published.rows(sql, [as_of])


def latest_lines(published: Published, scope: Scope, as_of: dt.date, limit: int) -> pl.DataFrame:
    """The fact rows of a scope that became known last, as pointers to delivered lines; and how many there are."""
    sql = (
        "SELECT fact, activity_id, known_from, known_to, ledger_id, source_row, count(*) OVER () AS n "
        f"FROM {at('layout.line', scope.places, 'place')} WHERE known_from <= ? "
        "AND (actor_id = ? OR activity_id IN (SELECT unnest(?::VARCHAR[]))) "
        "ORDER BY known_from DESC, fact, ledger_id, source_row LIMIT ?"
    )
    return published.rows(sql, [as_of, scope.actor_id, list(scope.activity_ids), limit])
