"""The fact rows behind a value: what an inspector must be able to show, down to file and line.

The rows named here are enough: the same measure computed from them alone gives the same number (a law over the whole
catalogue). What an entity could expect from its peers rests on the peers' rows, and is named as such.
"""

import datetime as dt

import polars as pl

from indicators.definition import Indicator, Level
from indicators.engine.measuring import ENTITY, share_among_activities
from indicators.measures import Measure, OfActor, words
from indicators.population import Facts, open_activities
from tables.core import ActivityVersion

_DATES = ("event_date", "registered_at", "valid_from", "known_from")


def evidence(
    facts: Facts, indicator: Indicator, entity_id: str, as_of: dt.date, level: Level | None = None
) -> pl.DataFrame:
    """All rows behind one value, one row per measure and fact row, newest first within a measure.

    Columns: measure, says (Swedish), table, date, known_from, what (the row in Swedish words), ledger_id, source_row.
    No names, addresses or persons' pseudonyms.
    """
    parts = [
        _described(name, measure, rows_behind(facts, measure, level or indicator.level, entity_id, as_of))
        for name, measure in indicator.measures.items()
    ]
    return pl.concat(parts)


def rows_behind(facts: Facts, measure: Measure, level: Level, entity_id: str, as_of: dt.date) -> pl.DataFrame:
    """The fact rows that a measure counts for an entity at a date, whole.

    For a measure of the actor: the rows of the actor that runs the activity. For what peers have there are none.
    """
    if isinstance(measure, OfActor):
        actor = open_activities(facts, [as_of]).filter(pl.col("activity_id") == entity_id)["actor_id"]
        if actor.is_empty():
            return facts[measure.fact.table].clear()
        return rows_behind(facts, measure.of, Level.ACTOR, actor.item(), as_of)
    rows = facts[measure.fact.table]
    if measure.else_actor and level is Level.ACTIVITY:
        rows = share_among_activities(rows, facts[ActivityVersion.table])
    about = measure.about or ENTITY[level]
    if about not in rows.columns:
        return rows.clear()
    return rows.filter(pl.col(about) == entity_id).filter(measure.active(as_of))


def _described(name: str, measure: Measure, rows: pl.DataFrame) -> pl.DataFrame:
    date = next(column for column in _DATES if column in rows.columns)
    what = [words.row(measure.fact, row) for row in rows.drop(date).iter_rows(named=True)]
    return rows.select(
        pl.lit(name).alias("measure"),
        pl.lit(measure.says()).alias("says"),
        pl.lit(measure.fact.table).alias("table"),
        pl.col(date).alias("date"),
        "known_from",
        pl.Series("what", what, dtype=pl.String),
        "ledger_id",
        "source_row",
    ).sort("date", "ledger_id", "source_row", descending=[True, False, False])
