"""From facts to the table of indicator values: formulas, shrinkage, reasons for nulls, standing among peers."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from indicators.definition import Direction, Indicator, Level, Missing
from indicators.engine import ENTITY, Entities, Measured, measure_all, silent
from indicators.estimating import asked, estimated
from indicators.exposure import ActivityExposure
from indicators.population import Facts, actors, municipalities, open_activities
from indicators.registry import catalogue
from indicators.scopes import applies
from indicators.standing import GROUP, centres, distances, members, peer_groups
from indicators.windows import AsOf
from tables.marts import IndicatorValue

Peers = Mapping[str, float]


def values(
    facts: Facts,
    as_of: Sequence[dt.date],
    *,
    only: Sequence[Indicator] | None = None,
    peers: Peers | None = None,
    switched_off: frozenset[str] | None = None,
) -> pl.DataFrame:
    """All indicators for all entities at all dates, by the contract `marts.IndicatorValue`, sorted.

    Args:
        facts: core facts by table name.
        as_of: the dates, in any order.
        only: the indicators to compute; all of the catalogue by default.
        peers: parameters to use in place of the peer group's own (`kappa`, `a`, `b`, `expected`), for worked examples.
        switched_off: indicators without a recorded legal basis, whose every value is a source gap; by default all that
            need one.
    """
    chosen = list(catalogue().values()) if only is None else list(only)
    dates = AsOf.of(as_of)
    parts = [_level(facts, dates, level, [i for i in chosen if level in i.levels], peers or {}) for level in Level]
    off = frozenset(each.name for each in chosen if each.needs_basis) if switched_off is None else switched_off
    frame = _without_basis(pl.concat([part for part in parts if part is not None]), off)
    ordered = frame.sort("as_of", "indicator_id", "level", "entity_id")
    return IndicatorValue.validate(ordered, cast=True)


def populations(facts: Facts, as_of: AsOf, level: Level) -> pl.DataFrame:
    """The entities of a level at each date, with what peer groups and scopes are formed by."""
    builders = {Level.ACTIVITY: open_activities, Level.ACTOR: actors, Level.MUNICIPALITY: municipalities}
    return builders[level](facts, as_of.dates)


def _level(facts: Facts, as_of: AsOf, level: Level, chosen: list[Indicator], peers: Peers) -> pl.DataFrame | None:
    if not chosen:
        return None
    population = populations(facts, as_of, level)
    entities = Entities.of(level, population)
    exposure = ActivityExposure(facts, population, entities.codes, as_of)
    context = exposure.context() if level is Level.ACTIVITY else None
    measures = [measure for indicator in chosen for measure in indicator.measures.values()]
    measured = measure_all(facts, measures, entities, as_of, context)
    located = _located(population, measured)
    return pl.concat([_one(facts, indicator, level, located, measured, peers) for indicator in chosen])


def _located(population: pl.DataFrame, measured: Measured) -> pl.DataFrame:
    """The population with each row's place in the lanes."""
    dates = pl.DataFrame({"as_of": measured.as_of.dates}).with_row_index("date_number")
    column = ENTITY[measured.entities.level]
    joined = population.join(measured.entities.codes, on=column, maintain_order="left")
    return joined.join(dates, on="as_of", maintain_order="left").rename({column: "entity_id"})


def _one(
    facts: Facts, indicator: Indicator, level: Level, located: pl.DataFrame, measured: Measured, peers: Peers
) -> pl.DataFrame:
    place = located["entity"].to_numpy(), located["date_number"].to_numpy()
    lanes = {name: pl.Series(measured.lane(measure)[place]) for name, measure in indicator.measures.items()}
    given = [pl.lit(number).alias(name) for name, number in peers.items() if name in indicator.measures]
    frame = (
        located.with_columns(**lanes)
        .with_columns(given)
        .with_columns(_reason(facts, indicator, level, located, measured))
    )
    frame = frame.with_columns(known=pl.col("missing_reason").is_null())
    return _contract(indicator, level, _standing(indicator, level, frame, peers))


def _reason(facts: Facts, indicator: Indicator, level: Level, located: pl.DataFrame, measured: Measured) -> pl.Expr:
    """Why the value cannot be known; the first reason that holds, in the order of the nesting."""
    gaps = np.any([silent(facts, measure.fact, measured.as_of) for measure in indicator.measures.values()], axis=0)
    gap = pl.Series("gap", gaps[located["date_number"].to_numpy()])
    reason = pl.lit(None, dtype=pl.String)
    for name, missing, *least in reversed(indicator.unknown):
        enough = pl.col(name) >= least[0] if least else pl.col(name) > 0
        reason = pl.when(enough.fill_null(value=False)).then(reason).otherwise(pl.lit(missing.value))
    reason = (
        pl.when(pl.lit(gap) | _too_early(indicator, level)).then(pl.lit(Missing.SOURCE_GAP.value)).otherwise(reason)
    )
    outside = ~applies(indicator.scope, level)
    return pl.when(outside).then(pl.lit(Missing.NOT_APPLICABLE.value)).otherwise(reason).alias("missing_reason")


def _too_early(indicator: Indicator, level: Level) -> pl.Expr:
    if indicator.since is None:
        return pl.lit(value=False)
    early = pl.col("as_of") < indicator.since
    if level is Level.MUNICIPALITY:
        return early
    return early & ~pl.col("form_code").is_in(list(indicator.since_except)).fill_null(value=False)


def _standing(indicator: Indicator, level: Level, frame: pl.DataFrame, peers: Peers) -> pl.DataFrame:
    """Add the value and where it stands among its peers."""
    if level is Level.MUNICIPALITY or not indicator.is_standardised:
        rows, _ = estimated(indicator, frame, None, peers)
        z = None if level is Level.MUNICIPALITY else 3 * pl.col("value") / indicator.top
        return rows.with_columns(pl.lit(None).alias(name) for name in _PEER).with_columns(z=z)
    grouped = peer_groups(frame)
    rows, compared = estimated(indicator, grouped, members(grouped, asked(indicator)), peers)
    assert compared is not None  # noqa: S101 - peer groups were given
    joined = rows.join(centres(compared, indicator.unit), on=GROUP, how="left", maintain_order="left")
    z = pl.lit(distances(joined, indicator.unit))
    signed = -z if indicator.direction is Direction.LOWER else z
    shown = None if indicator.direction is Direction.CONTEXT else pl.when("known").then(signed)
    outside = (pl.col("missing_reason") == Missing.NOT_APPLICABLE.value).fill_null(value=False)
    return joined.with_columns(z=shown).with_columns(pl.when(~outside).then(pl.col(name)).alias(name) for name in _PEER)


_PEER = ("peer_group", "peer_level", "peer_n", "peer_median")


def _without_basis(frame: pl.DataFrame, switched_off: frozenset[str]) -> pl.DataFrame:
    """Nothing is known of an indicator whose legal basis is not recorded, whatever the facts say."""
    is_off = pl.col("indicator_id").cast(pl.String).is_in(sorted(switched_off))
    nothing = [pl.when(~is_off).then(pl.col(name)).alias(name) for name in ("value", "y", "exposure", "z", *_PEER)]
    gap = pl.lit(Missing.SOURCE_GAP.value)
    reason = pl.when(is_off).then(gap).otherwise(pl.col("missing_reason").cast(pl.String))
    return frame.with_columns(*nothing, missing_reason=reason)


def _contract(indicator: Indicator, level: Level, frame: pl.DataFrame) -> pl.DataFrame:
    named = {"indicator_id": indicator.name, "version": indicator.version, "level": level.value}
    columns = IndicatorValue.columns()
    is_undefined = pl.col("value").is_null() & pl.col("missing_reason").is_null()
    undefined = pl.when(is_undefined).then(pl.lit(indicator.undefined.value)).otherwise("missing_reason")
    frame = frame.with_columns(missing_reason=undefined)
    return frame.with_columns(pl.lit(text).alias(name) for name, text in named.items()).select(
        pl.col(name).cast(column.dtype) for name, column in columns.items()
    )
