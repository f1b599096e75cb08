"""What a register says about the indicators: how they are spread, how often they are known, which go together.

Figures for catalogue pages, screens and notebooks. They describe; nothing is computed from them. All are rounded to
four digits, so that they are the same wherever they are worked out.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Indicator, Level
from indicators.peers.correlation import NEAR_COPY, rank_correlation
from tables.code_lists import codes_of

Floats = npt.NDArray[np.float64]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
EVERYONE = "alla"
_ENTITY = {Level.ACTIVITY: "activity_id", Level.ACTOR: "actor_id", Level.MUNICIPALITY: "municipality_code"}


def statistics(
    values: pl.DataFrame, populations: Mapping[Level, pl.DataFrame], catalogue: Mapping[str, Indicator], day: dt.date
) -> dict[str, dict[str, Any]]:
    """Per indicator, at its own level on one day: `units`, `known`, `missing`, `groups` and `correlated`.

    Args:
        values: rows of `marts.IndicatorValue`.
        populations: the entities of each level, with `family` where forms have one.
        catalogue: the indicators to describe.
        day: the as-of day.

    Returns:
        `groups` maps the family of forms (`alla` for municipalities) to `n` known values, the share `above` zero,
        `quantiles` of all and `quantiles_above` of those above zero. `correlated` lists other indicators as
        `[name, rank correlation, units]`, the strongest first.
    """
    today = values.filter(pl.col("as_of") == day).with_columns(
        pl.col("level", "indicator_id", "entity_id", "missing_reason").cast(pl.String)
    )
    own = {name: _own(today, one, populations[one.level].filter(pl.col("as_of") == day))
           for name, one in catalogue.items()}  # fmt: skip
    correlated = near_copies(wide(today, populations[Level.ACTIVITY].filter(pl.col("as_of") == day), catalogue))
    return {name: {**_coverage(frame), "groups": _groups(frame), "correlated": correlated.get(name, [])}
            for name, frame in own.items()}  # fmt: skip


def _own(values: pl.DataFrame, indicator: Indicator, population: pl.DataFrame) -> pl.DataFrame:
    """The indicator's rows at its level with the family each belongs to."""
    rows = values.filter((pl.col("indicator_id") == indicator.name) & (pl.col("level") == indicator.level.value))
    if "family" not in population.columns:
        return rows.with_columns(group=pl.lit(EVERYONE))
    key = _ENTITY[indicator.level]
    families = population.select(pl.col(key).cast(pl.String).alias("entity_id"), group=pl.col("family"))
    return rows.join(families, on="entity_id", how="left", maintain_order="left")


def _coverage(rows: pl.DataFrame) -> dict[str, Any]:
    reasons = {code: int((rows["missing_reason"] == code).sum()) for code in sorted(codes_of("missing_reasons"))}
    return {"units": rows.height, "known": int(rows["value"].is_not_null().sum()), "missing": reasons}


def _groups(rows: pl.DataFrame) -> dict[str, dict[str, Any]]:
    known = rows.filter(pl.col("value").is_not_null() & pl.col("group").is_not_null())
    parts = known.partition_by("group", as_dict=True)
    return {group: _spread(part["value"].to_numpy()) for (group,), part in sorted(parts.items())}


def _spread(values: Floats) -> dict[str, Any]:
    above = values[values > 0]
    return {
        "n": len(values),
        "above": rounded(len(above) / len(values)),
        "quantiles": [rounded(one) for one in np.quantile(values, QUANTILES)],
        "quantiles_above": [rounded(one) for one in np.quantile(above, QUANTILES)] if len(above) else [],
    }


def wide(values: pl.DataFrame, activities: pl.DataFrame, catalogue: Mapping[str, Indicator]) -> pl.DataFrame:
    """One row per open activity of a day, one column per indicator; an actor's value stands at all its activities."""
    frame = activities.select("activity_id", "actor_id").sort("activity_id")
    for name, indicator in sorted(catalogue.items()):
        if indicator.level is Level.MUNICIPALITY:
            continue
        rows = values.filter((pl.col("indicator_id") == name) & (pl.col("level") == indicator.level.value))
        own = rows.select(pl.col("entity_id").alias(_ENTITY[indicator.level]), pl.col("value").alias(name))
        frame = frame.join(own, on=_ENTITY[indicator.level], how="left", maintain_order="left")
    return frame


def near_copies(frame: pl.DataFrame, at_least: float = NEAR_COPY) -> dict[str, list[list[Any]]]:
    """Indicator → `[other, rank correlation, units]` of those it goes together with, the strongest first."""
    names = [name for name in frame.columns if name not in {"activity_id", "actor_id"}]
    columns = {name: frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in names}
    found: dict[str, list[list[Any]]] = {name: [] for name in names}
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            measured = rank_correlation(columns[one], columns[other])
            if measured is not None and abs(measured[0]) >= at_least:
                found[one].append([other, *measured])
                found[other].append([one, *measured])
    return {name: sorted(pairs, key=lambda pair: (-abs(pair[1]), pair[0])) for name, pairs in found.items()}


def rounded(value: float) -> float:
    """Four digits that count."""
    return float(f"{value:.4g}")
