"""Where in the published file somebody lies (see `tables/serving_layout.py`), and SQL that reads only there.

A place narrows what is read, never what is found: every condition on identifiers is still asked.
"""

from collections.abc import Sequence

from tables.serving import Published
from tables.serving_layout import PLACE

#: More places than this are read as one stretch, from the first to the last.
_MANY = 12


def of_actor(published: Published, actor_id: str) -> tuple[int, ...]:
    """The places of facts about an actor, or about activities it runs or has run."""
    found = published.rows("SELECT place FROM layout.reach WHERE actor_id = ? ORDER BY place", [actor_id])
    return tuple(found["place"])


def of_entities(published: Published, level: str, entity_ids: Sequence[str]) -> tuple[int, ...]:
    """The places of some entities of one level."""
    sql = (
        "SELECT DISTINCT place FROM layout.place WHERE level = ? AND entity_id IN (SELECT unnest(?::VARCHAR[])) "
        "ORDER BY place"
    )
    return tuple(published.rows(sql, [level, list(entity_ids)])["place"])


def at(table: str, places: Sequence[int], column: str = PLACE) -> str:
    """A table's rows at some places, as an expression that stands after FROM."""
    if not places:
        return f"(SELECT * FROM {table} WHERE false)"
    if len(places) > _MANY:
        listed = ", ".join(str(int(place)) for place in places)
        stretch = f"{column} BETWEEN {int(min(places))} AND {int(max(places))}"
        return f"(SELECT * FROM {table} WHERE {stretch} AND {column} IN (SELECT unnest([{listed}])))"
    return f"({' UNION ALL '.join(f'SELECT * FROM {table} WHERE {column} = {int(place)}' for place in places)})"
