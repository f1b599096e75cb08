"""SQL over the published facts about which activity goes on from which, and what had happened there.

An activity that has or had a protected address, by any version earlier or later, is shown with no sign that rests on a
place; where that is the only one, the link is not shown at all, and neither is what came with it.
"""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from tables.serving import Published

_LIVE = "{0}.known_from <= ? AND ({0}.known_to IS NULL OR {0}.known_to > ?)"
_SHOWN = f"""
    WITH secret AS (SELECT DISTINCT activity_id FROM core.activity_version WHERE address_protected),
    shown AS (
        SELECT activity_id, former_activity_id, actor_id, former_id, same_actor, basis::VARCHAR AS basis, opened_at,
            closed_at, event_date, known_from
        FROM core.predecessor AS p WHERE {_LIVE.format("p")}
            AND (basis = 'person' OR NOT EXISTS (FROM secret AS s
                WHERE s.activity_id IN (p.activity_id, p.former_activity_id)))
    )
"""


def predecessors(published: Published, activity_ids: Sequence[str] | None, as_of: dt.date) -> pl.DataFrame:
    """Links on the day with the activities, on either side; a row for each sign. For `None` all links."""
    sql = f"""{_SHOWN} SELECT * FROM shown
        WHERE ? OR list_contains(?::VARCHAR[], activity_id) OR list_contains(?::VARCHAR[], former_activity_id)
        ORDER BY event_date DESC, activity_id, former_activity_id, basis
    """
    ids = list(activity_ids or ())
    return published.rows(sql, [as_of, as_of, activity_ids is None, ids, ids])


def events_of_predecessors(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """What had happened at predecessors of the activities, the nearest first, the latest first."""
    sql = f"""{_SHOWN} SELECT e.activity_id, e.former_activity_id, e.steps, e.kind::VARCHAR AS kind, e.event_id,
            e.detail, e.severity, e.points, e.event_date, e.known_from
        FROM core.predecessor_event AS e
        WHERE {_LIVE.format("e")} AND list_contains(?::VARCHAR[], e.activity_id)
            AND e.former_activity_id IN (SELECT former_activity_id FROM shown)
            AND e.activity_id IN (SELECT activity_id FROM shown)
        ORDER BY e.activity_id, e.steps, e.event_date DESC, e.kind, e.event_id
    """
    return published.rows(sql, [as_of, as_of, as_of, as_of, list(activity_ids)])
