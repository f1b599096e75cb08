"""The specification of the engine: the same measures, one entity, one date and one row at a time.

Slow on purpose and simple on purpose. It shares the measures' `naive` form, the contracts and nothing else with the
engine: no runs, no lanes, no numbering of entities.
"""

import datetime as dt
from typing import Any

import polars as pl

from indicators.definition import Level
from indicators.engine import ENTITY
from indicators.measures import Measure, PeerExpected
from indicators.measures.base import Row, in_window, is_known
from indicators.population import Facts
from tables.code_lists import code_list
from tables.months import add_months

Rows = list[dict[str, Any]]


def measured(facts: Facts, measure: Measure, level: Level, entity_id: str, as_of: dt.date) -> float | None:
    """What a measure is for one entity at one date; `None` where there is nothing to say."""
    if isinstance(measure, PeerExpected):
        return _expected(facts, measure, entity_id, as_of)
    return measure.naive(_rows(facts, measure, level, entity_id), as_of)


def _rows(facts: Facts, measure: Measure, level: Level, entity_id: str) -> Rows:
    rows: Rows = facts[measure.fact.table].to_dicts()
    own = [row for row in rows if row.get(ENTITY[level]) == entity_id]
    if not (measure.else_actor and level is Level.ACTIVITY):
        return own
    versions: Rows = [row for row in facts["activity_version"].to_dicts() if row["activity_id"] == entity_id]
    return own + [
        clipped
        for row in rows
        for version in versions
        if row["activity_id"] is None and (clipped := _while_run_by(row, version)) is not None
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


def _expected(facts: Facts, measure: PeerExpected, entity_id: str, as_of: dt.date) -> float | None:
    """Day by day: on each day of the window the entity's share of its form's exposure in that quarter."""
    forms = _open_forms(facts, as_of)
    if entity_id not in forms:
        return None
    peers = [activity for activity, form in forms.items() if form == forms[entity_id]]
    total = 0.0
    for first, last in _quarters(measure.last.before(as_of) + dt.timedelta(days=1), as_of):
        exposures = {activity: _exposure(facts, activity, first, last, as_of) for activity in peers}
        tips = sum(_counted(facts, measure, activity, first, last, as_of) for activity in peers)
        if sum(exposures.values()) > 0:
            total += exposures[entity_id] * tips / sum(exposures.values())
    return total


def _open_forms(facts: Facts, as_of: dt.date) -> dict[str, str]:
    return {
        row["activity_id"]: row["form_code"]
        for row in facts["activity_version"].to_dicts()
        if is_known(row, as_of) and row["is_open"] and _valid(row, as_of)
    }


def _valid(row: Row, day: dt.date) -> bool:
    return bool(row["valid_from"] <= day and (row["valid_to"] is None or day < row["valid_to"]))


def _quarters(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    parts = []
    while first <= last:
        following = add_months(dt.date(first.year, 3 * ((first.month - 1) // 3) + 1, 1), 3)
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


def _counted(facts: Facts, measure: PeerExpected, activity: str, first: dt.date, last: dt.date, as_of: dt.date) -> int:
    """How many of an activity's counted events fall in a quarter: the spacing runs over the whole window."""
    latest: dict[str, dt.date] = {}
    number = 0
    for row in sorted(_rows(facts, measure, Level.ACTIVITY, activity), key=lambda row: row["event_date"]):
        if not (is_known(row, as_of) and measure.matches(row) and in_window(row, "event_date", measure.last, as_of)):
            continue
        sender = row[measure.by]
        if (
            sender is not None
            and sender in latest
            and row["event_date"] < latest[sender] + dt.timedelta(days=measure.days)
        ):
            continue
        if sender is not None:
            latest[sender] = row["event_date"]
        number += first <= row["event_date"] <= last
    return number
