"""The specification of the engine: the same measures, one entity, one date and one row at a time.

Slow on purpose and simple on purpose. It shares the measures' `naive` form, the contracts and nothing else with the
engine: no runs, no lanes, no numbering of entities.
"""

import datetime as dt
from typing import Any

import polars as pl

from indicators.definition import Level
from indicators.engine.measuring import ENTITY
from indicators.measures import Measure, OfActor, PeerExpected, PeersInCell
from indicators.measures.base import Row, is_known
from indicators.population import Facts
from tables.code_lists import code_list
from tables.months import add_months

Rows = list[dict[str, Any]]


def measured(facts: Facts, measure: Measure, level: Level, entity_id: str, as_of: dt.date) -> float | None:
    """What a measure is for one entity at one date; `None` where there is nothing to say."""
    if isinstance(measure, PeerExpected):
        return _expected(facts, measure, level, entity_id, as_of)
    if isinstance(measure, PeersInCell):
        cells = _cells(facts, level, as_of)
        return float(sum(1 for cell in cells.values() if cell == cells[entity_id])) if entity_id in cells else None
    if isinstance(measure, OfActor):
        actor = _actor_of(facts, entity_id, as_of)
        return None if actor is None else measured(facts, measure.of, Level.ACTOR, actor, as_of)
    return measure.naive(_rows(facts, measure, level, entity_id), as_of)


def _rows(facts: Facts, measure: Measure, level: Level, entity_id: str) -> Rows:
    rows: Rows = facts[measure.fact.table].to_dicts()
    own = [row for row in rows if row.get(measure.about or ENTITY[level]) == entity_id]
    if not (measure.else_actor and level is Level.ACTIVITY):
        return own
    versions: Rows = [row for row in facts["activity_version"].to_dicts() if row["activity_id"] == entity_id]
    return own + [
        clipped
        for row in rows
        for version in versions
        if row.get("activity_id") is None and (clipped := _while_run_by(row, version)) is not None
    ]


def _while_run_by(row: Row, version: Row) -> dict[str, Any] | None:
    """A row about an actor alone, as a row about an activity for as long as the actor was known to run it."""
    if row["actor_id"] != version["actor_id"] or not version["is_open"]:
        return None
    begins = max(row["known_from"], version["known_from"], version["valid_from"])
    ends = [day for day in (row["known_to"], version["known_to"], version["valid_to"]) if day is not None]
    if ends and min(ends) <= begins:
        return None
    return {**row, "known_from": begins, "known_to": min(ends) if ends else None}


def _expected(facts: Facts, measure: PeerExpected, level: Level, entity_id: str, as_of: dt.date) -> float | None:
    """Quarter by quarter: the entity's share of its cell's exposure times what was counted in the cell."""
    cells = _cells(facts, level, as_of)
    if entity_id not in cells:
        return None
    peers = [entity for entity, cell in cells.items() if cell == cells[entity_id]]
    exposure = _exposure if level is Level.ACTIVITY else _private_days
    total = 0.0
    assert measure.last is not None  # noqa: S101 - what is expected needs a window
    newest = as_of if measure.older is None else measure.older.before(as_of)
    for first, last in _quarters(measure.last.before(as_of) + dt.timedelta(days=1), newest):
        exposures = {entity: exposure(facts, entity, first, last, as_of) for entity in peers}
        counted = sum(_counted(facts, measure, level, entity, first, last, as_of) for entity in peers)
        if sum(exposures.values()) > 0:
            total += exposures[entity_id] * counted / sum(exposures.values())
    return total


def _cells(facts: Facts, level: Level, as_of: dt.date) -> dict[str, str]:
    """Entity → what it is compared within: an activity's form, and the country for municipalities."""
    if level is Level.MUNICIPALITY:
        return {row["municipality_code"]: "" for row in facts["municipality"].to_dicts() if is_known(row, as_of)}
    return {row["activity_id"]: row["form_code"] for row in _open(facts, as_of)}


def _actor_of(facts: Facts, activity: str, as_of: dt.date) -> str | None:
    """Who runs an activity that is open; nobody runs one that is not."""
    return next((row["actor_id"] for row in _open(facts, as_of) if row["activity_id"] == activity), None)


def _open(facts: Facts, as_of: dt.date) -> Rows:
    versions: Rows = facts["activity_version"].to_dicts()
    return [row for row in versions if is_known(row, as_of) and row["is_open"] and _valid(row, as_of)]


def _valid(row: Row, day: dt.date) -> bool:
    return bool(row["valid_from"] <= day and (row["valid_to"] is None or day < row["valid_to"]))


def _quarters(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Calendar quarters, each cut on the day that a way of reporting began in it."""
    parts = []
    begun = sorted(code_list("regimes")["valid_from"])
    while first <= last:
        quarter = add_months(dt.date(first.year, 3 * ((first.month - 1) // 3) + 1, 1), 3)
        following = next((day for day in begun if first < day < quarter), quarter)
        parts.append((first, min(last, following - dt.timedelta(days=1))))
        first = following
    return parts


def _exposure(facts: Facts, activity: str, first: dt.date, last: dt.date, as_of: dt.date) -> float:
    known = [
        r for r in facts["activity_version"].to_dicts() if is_known(r, as_of) and r["operating_status"] == "active"
    ]
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return float(
        sum(
            _size(row, known) * sum(1 for day in days if _valid(row, day))
            for row in known
            if row["activity_id"] == activity
        )
    )


def _size(row: Row, known: Rows) -> float:
    form = code_list("forms").row(by_predicate=pl.col("code") == row["form_code"], named=True)
    if form["residential"] != "1":
        return 1.0
    if row["max_places"] is not None:
        return max(1.0, float(row["max_places"]))
    places = sorted(
        r["max_places"] for r in known if r["form_code"] == row["form_code"] and r["max_places"] is not None
    )
    if not places:
        return 1.0
    middle = len(places) // 2
    return max(1.0, float(places[middle] if len(places) % 2 else (places[middle - 1] + places[middle]) / 2))


def _private_days(facts: Facts, municipality: str, first: dt.date, last: dt.date, as_of: dt.date) -> float:
    """Days of all private activities in operation in a municipality."""
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return float(
        sum(
            sum(1 for day in days if _valid(row, day))
            for row in facts["activity_version"].to_dicts()
            if is_known(row, as_of)
            and row["operating_status"] == "active"
            and row["operator_type"] == "private"
            and row["municipality_code"] == municipality
        )
    )


def _counted(
    facts: Facts, measure: PeerExpected, level: Level, entity: str, first: dt.date, last: dt.date, as_of: dt.date
) -> float:
    """What an entity's counted events of a quarter weigh: the spacing runs over the whole window."""
    counted = measure.counted(_rows(facts, measure, level, entity), as_of)
    return sum(measure.weight(row) for row in counted if first <= row[measure.date] <= last) / 2
