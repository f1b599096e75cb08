"""All measures of all indicators, for all entities and all as-of dates, with one scan of each fact table.

The engine knows facts, measures and entities; it knows nothing of indicators' formulas, peers or scores. Its
specification is the naive `oracle.py`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.bulk import Bulk, Lane, PeerContext
from indicators.definition import Level
from indicators.measures import Measure, OfActor
from indicators.population import Facts, open_activities
from indicators.windows import AsOf
from tables.core import ActivityVersion, Fact

ENTITY = {Level.ACTIVITY: "activity_id", Level.ACTOR: "actor_id", Level.MUNICIPALITY: "municipality_code"}


@dataclass(frozen=True)
class Entities:
    """The entities of one level, numbered; `codes` has the columns of `ENTITY` and `entity`, sorted."""

    level: Level
    codes: pl.DataFrame

    @classmethod
    def of(cls, level: Level, population: pl.DataFrame) -> "Entities":
        """All entities that occur at any date of a population."""
        column = ENTITY[level]
        return cls(level, population.select(column).unique().sort(column).with_row_index("entity"))


@dataclass(frozen=True)
class Measured:
    """Lanes by measure, each of shape (entities, dates), and which fact tables were silent at which date."""

    entities: Entities
    as_of: AsOf
    lanes: list[tuple[Measure, Lane]]

    def lane(self, measure: Measure) -> Lane:
        """The lane of a measure.

        Raises:
            KeyError: the measure was not asked for.
        """
        for candidate, lane in self.lanes:
            if candidate == measure:
                return lane
        raise KeyError(measure)


def distinct(measures: Iterable[Measure]) -> list[Measure]:
    """Each measure once: two indicators that ask the same share one lane."""
    found: list[Measure] = []
    for measure in measures:
        if measure not in found:
            found.append(measure)
    return found


def measure_all(
    facts: Facts, measures: Iterable[Measure], entities: Entities, as_of: AsOf, peers: PeerContext | None
) -> Measured:
    """Compute the measures for the entities at the dates."""
    asked_of_actors = [measure for measure in distinct(measures) if isinstance(measure, OfActor)]
    if asked_of_actors:
        others = [measure for measure in distinct(measures) if not isinstance(measure, OfActor)]
        own = measure_all(facts, others, entities, as_of, peers)
        return Measured(entities, as_of, own.lanes + _of_actors(facts, asked_of_actors, entities, as_of))
    by_table: dict[tuple[type[Fact], bool, str], list[Measure]] = defaultdict(list)
    for measure in distinct(measures):
        by_table[measure.fact, measure.else_actor, measure.about or ENTITY[entities.level]].append(measure)
    lanes: list[tuple[Measure, Lane]] = []
    for (fact, else_actor, about), asked in by_table.items():
        table = _rows_of(facts, fact, entities, asked, about, else_actor=else_actor)
        for measure in asked:
            rows = table.filter(measure.meets())
            bulk = Bulk(rows, rows["entity"].cast(pl.Int64).to_numpy(), entities.codes.height, as_of, peers)
            lanes.append((measure, measure.lane(bulk)))
    return Measured(entities, as_of, lanes)


def _of_actors(facts: Facts, asked: list[OfActor], entities: Entities, as_of: AsOf) -> list[tuple[Measure, Lane]]:
    """Measures of the actors that run the activities; NaN for activities on days when they are not open."""
    runs = pl.concat(
        open_activities(facts, [day]).select("activity_id", "actor_id").with_columns(date=pl.lit(k, dtype=pl.Int64))
        for k, day in enumerate(as_of.dates)
    )
    actors = Entities.of(Level.ACTOR, runs)
    place = runs.join(entities.codes, on="activity_id").join(actors.codes, on="actor_id", suffix="_actor")
    entity, actor, date = (place[name].cast(pl.Int64).to_numpy() for name in ("entity", "entity_actor", "date"))
    inner = measure_all(facts, [measure.of for measure in asked], actors, as_of, None)
    lanes: list[tuple[Measure, Lane]] = []
    for measure in asked:
        lane = np.full((entities.codes.height, len(as_of.dates)), np.nan)
        lane[entity, date] = inner.lane(measure.of)[actor, date]
        lanes.append((measure, lane))
    return lanes


def silent(facts: Facts, fact: type[Fact], as_of: AsOf) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """At which dates nothing at all of a fact table was known: then its absence says nothing about anyone.

    A fact worked out from others is silent when one of those it rests on is.
    """
    if fact.rests_on:
        return np.logical_or.reduce([silent(facts, base, as_of) for base in fact.rests_on])
    known_from = facts[fact.table]["known_from"].to_physical().to_numpy()
    earliest = int(known_from.min(initial=np.iinfo(np.int32).max))
    return np.less(as_of.days, earliest)


def _rows_of(
    facts: Facts, fact: type[Fact], entities: Entities, asked: list[Measure], column: str, *, else_actor: bool
) -> pl.DataFrame:
    """The rows of a fact table that concern numbered entities, with only the columns that are asked for."""
    table = facts[fact.table]
    wanted = sorted(
        set().union(*(measure.columns() for measure in asked)) | {column} | ({"actor_id"} if else_actor else set())
    )
    rows = table.select(name for name in wanted if name in table.columns)
    if else_actor and entities.level is Level.ACTIVITY:
        rows = share_among_activities(rows, facts[ActivityVersion.table])
    return rows.join(entities.codes, left_on=column, right_on=ENTITY[entities.level], how="inner")


def share_among_activities(rows: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Let rows that name only an actor count for each of its open activities, while they are open and its own.

    A view that clips the run of knowledge to the days on which the activity was known to be open. Rows of a fact that
    knows no activities name only an actor, all of them; `activity_id` is added.
    """
    if "activity_id" not in rows.columns:
        rows = rows.with_columns(activity_id=pl.lit(None, dtype=pl.String))
    own = rows.filter(pl.col("activity_id").is_not_null())
    open_runs = versions.filter(pl.col("is_open")).select(
        "activity_id",
        "actor_id",
        open_from=pl.max_horizontal("valid_from", "known_from"),
        open_to=pl.min_horizontal("valid_to", "known_to"),
    )
    shared = rows.filter(pl.col("activity_id").is_null()).drop("activity_id").join(open_runs, on="actor_id")
    clipped = shared.with_columns(
        known_from=pl.max_horizontal("known_from", "open_from"), known_to=pl.min_horizontal("known_to", "open_to")
    )
    alive = clipped.filter(pl.col("known_to").is_null() | (pl.col("known_from") < pl.col("known_to")))
    return pl.concat([own, alive.select(rows.columns)])


__all__ = ["ENTITY", "Entities", "Measured", "distinct", "measure_all", "share_among_activities", "silent"]
