"""From facts to the table of indicator values: formulas, shrinkage, reasons for nulls, standing among peers."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from indicators.definition import Direction, Indicator, Level, Missing
from indicators.engine import ENTITY, Entities, Measured, measure_all, silent
from indicators.estimating import estimated
from indicators.exposure import ActivityExposure
from indicators.population import Facts, actors, municipalities, open_activities
from indicators.registry import catalogue
from indicators.scopes import applies
from indicators.standing import SMALLEST_SCALE, centres, peer_groups, reference, transformed
from indicators.windows import AsOf
from tables.marts import IndicatorValue

Peers = Mapping[str, float]


def values(
    facts: Facts,
    as_of: Sequence[dt.date],
    *,
    only: Sequence[Indicator] | None = None,
    peers: Peers | None = None,
) -> pl.DataFrame:
    """All indicators for all entities at all dates, by the contract `marts.IndicatorValue`, sorted.

    Args:
        facts: core facts by table name.
        as_of: the dates, in any order.
        only: the indicators to compute; all of the catalogue by default.
        peers: parameters to use in place of the peer group's own (`kappa`, `a`, `b`, `expected`), for worked examples.
    """
    chosen = list(catalogue().values()) if only is None else list(only)
    dates = AsOf.of(as_of)
    parts = [_level(facts, dates, level, [i for i in chosen if level in i.levels], peers or {}) for level in Level]
    frame = pl.concat([part for part in parts if part is not None])
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
    frame = estimated(indicator, level, frame, peers)
    return _standing(indicator, level, frame)


def _reason(facts: Facts, indicator: Indicator, level: Level, located: pl.DataFrame, measured: Measured) -> pl.Expr:
    """Why the value cannot be known; the first reason that holds, in the order of the nesting."""
    gaps = np.any([silent(facts, measure.fact, measured.as_of) for measure in indicator.measures.values()], axis=0)
    gap = pl.Series("gap", gaps[located["date_number"].to_numpy()])
    reason = pl.lit(None, dtype=pl.String)
    for name, missing in reversed(indicator.unknown):
        reason = pl.when((pl.col(name) > 0).fill_null(value=False)).then(reason).otherwise(pl.lit(missing.value))
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


def _standing(indicator: Indicator, level: Level, frame: pl.DataFrame) -> pl.DataFrame:
    """Add z and the peers' median, and keep the columns of the contract."""
    if level is Level.MUNICIPALITY or not indicator.is_standardised:
        nothing = {
            "peer_group": pl.lit(None, dtype=pl.String),
            "peer_level": pl.lit(None, dtype=pl.String),
            "peer_n": pl.lit(None, dtype=pl.Int64),
            "peer_median": pl.lit(None, dtype=pl.Float64),
        }
        level_z = pl.lit(None, dtype=pl.Float64) if level is Level.MUNICIPALITY else 3 * pl.col("value") / indicator.top
        return _contract(indicator, level, frame.with_columns(**nothing, z=level_z))
    if "peer_group" not in frame.columns:
        frame = peer_groups(frame)
    frame = frame.with_columns(scaled=transformed(indicator.unit, pl.col("value")))
    keys = ["as_of", "peer_level", "peer_group"]
    plain = (
        reference(frame, "value")
        .sort(*keys, "value")
        .group_by(keys, maintain_order=True)
        .agg(peer_median=pl.col("value").median())
    )
    joined = frame.join(centres(reference(frame, "scaled"), "scaled"), on=keys, how="left").join(
        plain, on=keys, how="left"
    )
    scale = pl.max_horizontal("scale", pl.lit(SMALLEST_SCALE.get(indicator.unit, 0.0)))
    z = pl.when(scale > 0).then((pl.col("scaled") - pl.col("median")) / scale).otherwise(0.0)
    signed = -z if indicator.direction is Direction.LOWER else z
    shown = pl.lit(None, dtype=pl.Float64) if indicator.direction is Direction.CONTEXT else signed
    outside = pl.col("missing_reason") == Missing.NOT_APPLICABLE.value
    hidden = {
        name: pl.when(outside.fill_null(value=False)).then(None).otherwise(pl.col(name)).alias(name) for name in _PEER
    }
    return _contract(
        indicator, level, joined.with_columns(z=pl.when(pl.col("known")).then(shown)).with_columns(**hidden)
    )


_PEER = ("peer_group", "peer_level", "peer_n", "peer_median")


def _contract(indicator: Indicator, level: Level, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        "as_of",
        pl.lit(indicator.name).alias("indicator_id"),
        pl.lit(indicator.version).alias("version"),
        pl.lit(level.value).alias("level"),
        "entity_id",
        pl.col("value").cast(pl.Float64),
        pl.col("y", "exposure").cast(pl.Float64),
        "missing_reason",
        "peer_group",
        "peer_level",
        "peer_n",
        pl.col("peer_median", "z").cast(pl.Float64),
    )
