"""From facts to the table of indicator values, one day at a time.

All measures of all indicators are taken for all days together; what is then made of them (formulas, shrinkage, standing
among peers: `outcome.py`) never crosses days, so that no more than one day is held at a time.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from indicators.definition import Indicator, Level
from indicators.engine.exposure import peer_context
from indicators.engine.measuring import ENTITY, Entities, Measured, measure_all
from indicators.engine.painting.work import Work
from indicators.missing import words
from indicators.outcome import Everyone, Outcome, Peers, outcome
from indicators.peers.isolation import isolation, looks_at_all_others
from indicators.population import Facts, actors, municipalities, open_activities
from indicators.registry import catalogue
from indicators.windows import AsOf
from tables.marts import IndicatorValue


def values(
    facts: Facts,
    as_of: Sequence[dt.date],
    *,
    only: Sequence[Indicator] | None = None,
    peers: Peers | None = None,
    switched_off: frozenset[str] | None = None,
    work: Work | None = None,
) -> pl.DataFrame:
    """All indicators for all entities at all dates, by the contract `marts.IndicatorValue`, sorted.

    Args:
        facts: core facts by table name.
        as_of: the dates, in any order.
        only: the indicators to compute; all of the catalogue by default.
        peers: parameters to use in place of the peer group's own (`kappa`, `a`, `b`, `expected`), for worked examples.
        switched_off: indicators without a recorded legal basis, whose every value is a source gap; by default all that
            need one.
        work: with what memory and how many threads the facts are gone through.
    """
    found = daily_values(facts, as_of, only=only, peers=peers, switched_off=switched_off, work=work)
    return pl.concat([frame for _, frame in found])


def daily_values(
    facts: Facts,
    as_of: Sequence[dt.date],
    *,
    only: Sequence[Indicator] | None = None,
    peers: Peers | None = None,
    switched_off: frozenset[str] | None = None,
    work: Work | None = None,
) -> Iterator[tuple[dt.date, pl.DataFrame]]:
    """The same day by day, in order: memory holds the measures of all days and the values of one."""
    chosen = list(catalogue().values()) if only is None else list(only)
    asked = list(catalogue().values()) if any(looks_at_all_others(each) for each in chosen) else chosen
    off = frozenset(each.name for each in asked if each.needs_basis) if switched_off is None else switched_off
    dates = AsOf.of(as_of)
    levels = {level: [each for each in asked if level in each.levels] for level in Level}
    measured = {level: _measured(facts, dates, level, part, work or Work()) for level, part in levels.items() if part}
    named = {each.name for each in chosen}
    for number, day in enumerate(dates.dates):
        found = [
            result
            for level, taken in measured.items()
            for result in _on_day(facts, levels[level], level, taken, number, peers or {}, off)
        ]
        ordered = sorted(found, key=lambda each: (each.indicator.name, each.everyone.level.value))
        yield (
            day,
            _table([_looked_at(facts, each, ordered, peers or {}) for each in ordered if each.indicator.name in named]),
        )


def populations(facts: Facts, as_of: AsOf, level: Level) -> pl.DataFrame:
    """The entities of a level at each date, with what peer groups and scopes are formed by."""
    builders = {Level.ACTIVITY: open_activities, Level.ACTOR: actors, Level.MUNICIPALITY: municipalities}
    return builders[level](facts, as_of.dates)


def _measured(facts: Facts, as_of: AsOf, level: Level, asked: list[Indicator], work: Work) -> Measured:
    population = populations(facts, as_of, level)
    entities = Entities.of(level, population)
    context = peer_context(facts, population, level, entities.codes, as_of)
    measures = [measure for indicator in asked for measure in indicator.measures.values()]
    return measure_all(facts, measures, entities, as_of, context, work)


def _on_day(
    facts: Facts,
    asked: list[Indicator],
    level: Level,
    measured: Measured,
    number: int,
    peers: Peers,
    switched_off: frozenset[str],
) -> Iterator[Outcome]:
    day, key = measured.as_of.dates[number], ENTITY[level]
    frame = populations(facts, AsOf((day,)), level).join(measured.entities.codes, on=key, maintain_order="left")
    everyone = Everyone(level, day, frame.rename({key: "entity_id"}))
    rows = frame["entity"].to_numpy()
    for indicator in asked:
        taken = {name: measured.at(measure, number)[rows] for name, measure in indicator.measures.items()}
        result = outcome(facts, indicator, everyone, taken, peers)
        yield result.switched_off() if indicator.name in switched_off else result


def _looked_at(facts: Facts, each: Outcome, everything: Sequence[Outcome], peers: Peers) -> Outcome:
    """The outcome of an indicator that looks at all the others, now that they are known; the others as they are."""
    if not looks_at_all_others(each.indicator):
        return each
    others = [
        other
        for other in everything
        if other.everyone.level is other.indicator.level is not Level.MUNICIPALITY
        and not looks_at_all_others(other.indicator)
    ]
    share = isolation(each.everyone, others)
    return outcome(facts, each.indicator, each.everyone, dict.fromkeys(each.indicator.measures, share), peers)


def _table(outcomes: Sequence[Outcome]) -> pl.DataFrame:
    """The rows of one day by the contract; outcomes are ordered by indicator and level, entities by identifier."""
    return IndicatorValue.validate(pl.concat([_rows(each) for each in outcomes]), cast=True)


_STANDING = ("peer_group", "peer_level", "peer_n", "peer_median", "peer_percentile")
_POSTERIOR = ("posterior_a", "posterior_b", "peer_scale")


def _rows(each: Outcome) -> pl.DataFrame:
    number = len(each.value)
    standing: dict[str, pl.Series | pl.Expr] = dict.fromkeys((*_STANDING, *_POSTERIOR), pl.lit(None))
    if each.standing is not None:
        standing |= _standing(each)
    if each.posterior is not None:
        drawn = (each.posterior.a, each.posterior.b, each.posterior.scale)
        standing |= {name: pl.Series(one, nan_to_null=True) for name, one in zip(_POSTERIOR, drawn, strict=True)}
    said: Mapping[str, pl.Series | pl.Expr] = {
        "as_of": pl.lit(each.everyone.day),
        "indicator_id": pl.lit(each.indicator.name),
        "version": pl.lit(each.indicator.version),
        "level": pl.lit(each.everyone.level.value),
        "entity_id": each.everyone.frame["entity_id"],
        "value": pl.Series(each.value, nan_to_null=True),
        "y": pl.Series(each.y, nan_to_null=True),
        "exposure": pl.Series(each.exposure, nan_to_null=True),
        "missing_reason": words(each.reason),
        "z": pl.Series(each.z, nan_to_null=True),
        **standing,
    }
    columns = IndicatorValue.columns()
    whole = pl.select(pl.int_range(number)).with_columns(**said)
    return whole.select(pl.col(name).cast(column.dtype) for name, column in columns.items())


def _standing(each: Outcome) -> dict[str, pl.Series | pl.Expr]:
    """Group, level, number and median of those who are compared with anyone; null for the others."""
    standing = each.standing
    assert standing is not None  # noqa: S101 - asked by the caller
    is_compared = standing.group >= 0
    place = pl.Series(np.where(is_compared, standing.group, 0))
    compared = pl.Series(is_compared)
    names = each.everyone.groups.names
    columns = {
        "peer_group": names["peer_group"].gather(place),
        "peer_level": names["peer_level"].gather(place),
        "peer_n": pl.Series(standing.known_in),
        "peer_median": pl.Series(standing.median, nan_to_null=True),
        "peer_percentile": pl.Series(standing.percentile, nan_to_null=True),
    }
    return {name: pl.when(compared).then(column) for name, column in columns.items()}
