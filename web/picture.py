"""The picture of one operator: activities, indicators with their place among peers, the rows behind, who is near.

Frames and lists, not words: for whoever shows many activities at once. An operator with thousands of activities takes
as many statements as one with a single one. The words for one activity are in `lookup.py`.
"""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from tables.serving import Published
from web import queries
from web.queries import picture as lists

#: How many of the rows behind are told; all are counted.
N_ROWS = 100


@dataclass(frozen=True)
class Picture:
    """What is known of an operator on a day.

    Attributes:
        activities: one row each, as they may be shown.
        indicators: number, indicator_id.
        values: one row for each activity and for the actor, with lists in step: number, value, peer_percentile;
            null where unknown.
        rows: the delivered lines that became known last; `n_rows` counts them all.
        network: one row: persons in the circle, actors they link to, and how many of those have a ban or a bankruptcy.
    """

    activities: pl.DataFrame
    indicators: pl.DataFrame
    values: pl.DataFrame
    rows: pl.DataFrame
    n_rows: int
    network: pl.DataFrame


def picture(published: Published, actor_id: str, as_of: dt.date) -> Picture:
    """The picture as known on a day for which indicators were computed."""
    places = queries.places_of(published, actor_id)
    activities = queries.activities_of(published, actor_id, as_of, places)
    mine = pl.concat([activities["activity_id"], pl.Series([actor_id])])
    values = lists.value_lists(published, places, as_of).filter(pl.col("entity_id").is_in(mine.implode()))
    scope = queries.Scope(actor_id, tuple(activities["activity_id"]), is_whole_actor=True, places=places)
    rows = lists.latest_lines(published, scope, as_of, N_ROWS)
    return Picture(
        activities=activities,
        indicators=published.indicators,
        values=values,
        rows=rows.drop("n"),
        n_rows=rows.item(0, "n") if rows.height else 0,
        network=queries.network(published, actor_id, as_of, places),
    )
