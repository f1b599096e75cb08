"""All measures of all indicators, for all entities and all as-of dates, with one scan of each fact table.

The engine knows facts, measures and entities; it knows nothing of indicators' formulas, peers or scores. Its
specification is the naive `oracle.py`; how it paints is in `painting/`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Level
from indicators.engine.compact import Compact
from indicators.engine.comparing import Comparison, PeerContext
from indicators.engine.painting.spaced import Counting
from indicators.engine.painting.work import Work
from indicators.engine.scan import Scan, distinct, painted, scans
from indicators.engine.views import ENTITY, share_among_activities
from indicators.measures import Measure, OfActor, PeerExpected, PeersInCell
from indicators.population import Facts, open_activities
from indicators.windows import AsOf
from tables.core import Fact

Values = npt.NDArray[np.float64]


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
    """Measures of one level, kept narrow."""

    entities: Entities
    as_of: AsOf
    columns: dict[Measure, Compact]

    @property
    def lanes(self) -> list[tuple[Measure, Values]]:
        """Each measure with its values."""
        return [(measure, column.whole()) for measure, column in self.columns.items()]

    def lane(self, measure: Measure) -> Values:
        """A measure, (entities, dates).

        Raises:
            KeyError: the measure was not asked for.
        """
        return self.columns[measure].whole()

    def at(self, measure: Measure, date: int) -> Values:
        """A measure at one date, (entities,).

        Raises:
            KeyError: the measure was not asked for.
        """
        return self.columns[measure].at(date)


def measure_all(
    facts: Facts,
    measures: Iterable[Measure],
    entities: Entities,
    as_of: AsOf,
    peers: PeerContext | None,
    work: Work | None = None,
) -> Measured:
    """Compute the measures for the entities at the dates; `work` says with what memory and how many threads."""
    asked, work = distinct(measures), work or Work()
    of_actors = [measure for measure in asked if isinstance(measure, OfActor)]
    own = [measure for measure in asked if not isinstance(measure, OfActor)]
    columns: dict[Measure, Compact] = {}
    for scan in scans(own, entities.level):
        columns |= _scanned(facts, scan, entities, as_of, peers, work)
    if of_actors:
        columns |= _of_actors(facts, of_actors, entities, as_of, work)
    return Measured(entities, as_of, {measure: columns[measure] for measure in asked})


def _scanned(
    facts: Facts, scan: Scan, entities: Entities, as_of: AsOf, peers: PeerContext | None, work: Work
) -> dict[Measure, Compact]:
    """The measures of one scan."""
    n, n_dates = entities.codes.height, len(as_of.dates)
    needs_peers = any(isinstance(measure, PeerExpected | PeersInCell) for measure in scan.measures)
    comparison = Comparison(peers, as_of) if needs_peers else None
    counting = comparison.counting(scan.measures) if comparison is not None else None
    rows = scan.rows(facts, entities.level, entities.codes)
    columns = {measure: Compact(n, n_dates) for measure in scan.measures}
    for first, last, finished in painted(scan, rows, n, as_of, work, counting):
        for column, values in zip(columns.values(), finished, strict=True):
            column.fill(first, last, values)
    return columns if comparison is None else columns | _compared(scan, comparison, counting)


def _compared(scan: Scan, comparison: Comparison, counting: Counting | None) -> dict[Measure, Compact]:
    """The measures of a scan that need all entities at once."""
    columns: dict[Measure, Compact] = {}
    for measure in scan.measures:
        if isinstance(measure, PeerExpected) and counting is not None:
            columns[measure] = _filled(comparison.expected(measure, counting))
        elif isinstance(measure, PeersInCell):
            columns[measure] = _filled(comparison.in_cell())
    return columns


def _filled(values: npt.NDArray[Any]) -> Compact:
    column = Compact(*values.shape)
    column.fill(0, len(values), values)
    return column


def _of_actors(
    facts: Facts, asked: list[OfActor], entities: Entities, as_of: AsOf, work: Work
) -> dict[Measure, Compact]:
    """Measures of the actors that run the activities; NaN for activities on days when they are not open."""
    runs = pl.concat(
        open_activities(facts, [day]).select("activity_id", "actor_id").with_columns(date=pl.lit(k, dtype=pl.Int64))
        for k, day in enumerate(as_of.dates)
    )
    actors = Entities.of(Level.ACTOR, runs)
    place = runs.join(entities.codes, on="activity_id").join(actors.codes, on="actor_id", suffix="_actor")
    entity, actor, date = (place[name].cast(pl.Int64).to_numpy() for name in ("entity", "entity_actor", "date"))
    inner = measure_all(facts, [measure.of for measure in asked], actors, as_of, None, work)
    columns: dict[Measure, Compact] = {}
    for measure in asked:
        values = np.full((entities.codes.height, len(as_of.dates)), np.nan)
        values[entity, date] = inner.lane(measure.of)[actor, date]
        columns[measure] = _filled(values)
    return columns


def silent(facts: Facts, fact: type[Fact], as_of: AsOf) -> npt.NDArray[np.bool_]:
    """At which dates nothing at all of a fact table was known: then its absence says nothing about anyone.

    A fact worked out from others is silent when one of those it rests on is.
    """
    if fact.rests_on:
        return np.asarray(np.any([silent(facts, base, as_of) for base in fact.rests_on], axis=0))
    known_from = facts[fact.table]["known_from"].to_physical().to_numpy()
    earliest = int(known_from.min(initial=np.iinfo(np.int32).max))
    return np.less(as_of.days, earliest)


__all__ = ["ENTITY", "Entities", "Measured", "distinct", "measure_all", "share_among_activities", "silent"]
