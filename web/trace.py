"""Where a report went: its states as they were known, and every indicator value that a fact made from it is part of.

The other way through what `evidence.py` tells: there a value leads to its lines, here a line leads to the values. A
fact is made from the report when it is the report itself, or rests on a line in which the report was delivered.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from indicators.definition import Level
from indicators.engine.measuring import ENTITY
from indicators.evidence import rows_behind
from indicators.measures import Measure, OfActor
from indicators.population import Facts, open_activities
from indicators.registry import catalogue
from sources import identity
from tables.core import ActivityVersion, Actor, Report
from tables.serving import Published
from web import explanation, queries, wording
from web.finding import CannotSearch
from web.freshness import freshness
from web.timeline import describe

#: Facts that say which activity is whose, which measures of an actor need.
_OWN = (ActivityVersion, Actor)


class NoSuchReport(LookupError):
    """No report of that number was known on the day."""


@dataclass(frozen=True)
class Step:
    """What the report was held to be from a day on; `text` in words, `note` why it does not count, if it does not."""

    known_from: dt.date
    known_to: dt.date | None
    state: str
    counts: bool
    text: str
    note: str | None
    file_name: str | None
    row: int | None


@dataclass(frozen=True)
class Touched:
    """One value that the report is part of.

    Attributes:
        indicator_id: the indicator.
        label: what it is called.
        level: whom the value is about, in words.
        entity_id: the activity, actor or municipality.
        measures: what the report was counted as.
        value: the value in words.
        points: target → points that the indicator adds to the score of the activity, where it has any.
    """

    indicator_id: str
    label: str
    level: str
    entity_id: str
    measures: tuple[str, ...]
    value: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """Where the activity of the report stands in one list on the day."""

    target: str
    band: str
    position: int


@dataclass(frozen=True)
class Trace:
    """One report and everywhere it is part of on a day.

    Attributes:
        report_id: the report.
        as_of: the day.
        steps: what it was held to be, the earliest first.
        touched: the values it is part of; none where it counts in nothing.
        places: the lists that the activity stands in.
        untouched_because: why it is part of no value, where it is part of none.
    """

    report_id: str
    as_of: dt.date
    steps: tuple[Step, ...]
    touched: tuple[Touched, ...]
    places: tuple[Place, ...]
    untouched_because: str | None


def trace(published: Published, report_id: str, as_of: dt.date) -> Trace:
    """Where a report went, as known on a day.

    Raises:
        CannotSearch: the number is written as a person's.
        NoSuchReport: no such report was known.
    """
    wanted = report_id.strip()
    if identity.masked(wanted) != wanted:
        raise CannotSearch("Det angivna ser ut som ett personnummer och söks inte. Ange rapportens nummer.")
    rows = queries.report(published, wanted, as_of)
    if rows.is_empty():
        raise NoSuchReport("ingen rapport med det numret var känd den dagen; kontrollera numret och dagen")
    touched = tuple(_touched(published, _facts(published, rows), as_of))
    last = rows.row(-1, named=True)
    return Trace(
        report_id=last["report_id"],
        as_of=as_of,
        steps=tuple(_steps(rows, queries.files(published))),
        touched=touched,
        places=_places(published, last["activity_id"], as_of),
        untouched_because=None if touched else _because(last),
    )


def _steps(rows: pl.DataFrame, files: Mapping[str, str]) -> Iterator[Step]:
    for row in rows.iter_rows(named=True):
        said = describe(Report, row)
        state = wording.label("report_states", row["state"])
        file_name = files.get(row["ledger_id"])
        yield Step(
            row["known_from"], row["known_to"], state, row["counts"], said.text, said.note, file_name, row["source_row"]
        )


def _because(row: Mapping[str, Any]) -> str:
    if row["counts"] and row["activity_id"] is None and row["actor_id"] is None:
        return "Rapporten är inte kopplad till någon verksamhet eller aktör och kan därför inte räknas hos någon."
    return describe(Report, row).note or "Rapporten räknas, men ligger utanför alla indikatorers tid och slag."


def _facts(published: Published, rows: pl.DataFrame) -> Facts:
    """The fact rows made from the report, and whose the activities of its actors are."""
    made = {Report.table: rows, **queries.made_from(published, rows)}
    actors = {one for frame in made.values() if "actor_id" in frame.columns for one in frame["actor_id"].drop_nulls()}
    for contract in _OWN:
        near = [queries.around(published, contract, Level.ACTOR.value, one) for one in sorted(actors)]
        made[contract.table] = pl.concat([contract.create_empty(), *near]).unique(maintain_order=True)
    return made


def _touched(published: Published, facts: Facts, as_of: dt.date) -> Iterator[Touched]:
    counted = [
        (name, level, entity_id, said)
        for name, indicator in catalogue().items()
        for level in indicator.levels
        for entity_id, said in _counted(facts, list(indicator.measures.values()), level, as_of).items()
    ]
    values = _values(published, counted, as_of)
    points = _points(published, {one for _, level, one, _ in counted if level is Level.ACTIVITY}, as_of)
    for name, level, entity_id, said in counted:
        value = values.get((name, level.value, entity_id))
        if value is not None:
            label, whose = catalogue()[name].label, explanation.level_label(level.value)
            yield Touched(name, label, whose, entity_id, said, value, points.get((name, level.value, entity_id), ()))


def _values(
    published: Published, counted: Sequence[tuple[str, Level, str, object]], as_of: dt.date
) -> dict[tuple[str, str, str], str]:
    """Indicator, level and entity → the value in words, or why it is unknown."""
    fresh, found = freshness(published, as_of), {}
    for level in Level:
        ids = sorted({entity_id for _, each, entity_id, _ in counted if each is level})
        for one in explanation.values(queries.value_rows(published, level.value, ids, as_of), fresh) if ids else ():
            text = one.text if one.unknown_because is None else f"okänt, {one.unknown_because}"
            found[one.indicator_id, level.value, one.entity_id] = text
    return found


def _counted(facts: Facts, measures: list[Measure], level: Level, as_of: dt.date) -> dict[str, tuple[str, ...]]:
    """Entity → the measures in which a row made from the report is counted for it, in words."""
    found: dict[str, tuple[str, ...]] = {}
    for measure in measures:
        if measure.fact in _OWN or measure.fact.table not in facts:
            continue
        for entity_id in _may_concern(facts, measure, level, as_of):
            if not rows_behind(facts, measure, level, entity_id, as_of).is_empty():
                found[entity_id] = (*found.get(entity_id, ()), measure.says())
    return found


def _may_concern(facts: Facts, measure: Measure, level: Level, as_of: dt.date) -> list[str]:
    """The entities that a measure may count the report for."""
    made = facts[measure.fact.table]
    about = measure.about or ENTITY[level]
    found = set(made[about].drop_nulls()) if about in made.columns else set()
    if level is Level.ACTIVITY and (isinstance(measure, OfActor) or measure.else_actor) and "actor_id" in made.columns:
        running = open_activities(facts, [as_of]).filter(pl.col("actor_id").is_in(made["actor_id"].implode()))
        found |= set(running["activity_id"])
    return sorted(found)


def _points(
    published: Published, activity_ids: Collection[str], as_of: dt.date
) -> dict[tuple[str, str, str], tuple[tuple[str, str], ...]]:
    """Indicator, level and activity → target and the points it adds there."""
    found: dict[tuple[str, str, str], tuple[tuple[str, str], ...]] = {}
    columns = ("indicator_id", "level", "activity_id", "target", "points")
    for name, level, activity_id, target, points in (
        queries.contributions(published, sorted(activity_ids), as_of).select(columns).iter_rows()
    ):
        key = (name, level, activity_id)
        found[key] = (*found.get(key, ()), (target, wording.number(float(points), 2)))
    return found


def _places(published: Published, activity_id: str | None, as_of: dt.date) -> tuple[Place, ...]:
    if activity_id is None:
        return ()
    rows = queries.list_rows_of(published, [activity_id], as_of)
    return tuple(Place(*row) for row in rows.select("target", "band", "position").rows())
