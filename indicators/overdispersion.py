"""How much activities of one form differ in what is counted about them, beyond chance: a figure about peer groups.

Much of it may mean that those who are compared are not comparable. It changes no value: what is counted is drawn
towards its peers instead (docs/decisions, "shrinkage, and φ beside it").
"""

from collections.abc import Mapping

import numpy as np
import polars as pl

from indicators.definition import Indicator, Level, Shrinkage
from indicators.peers.dispersion import ALARM, dispersion
from indicators.peers.peer_groups import FEWEST
from tables.marts import Overdispersion

_ENTITY = {Level.ACTIVITY: "activity_id", Level.ACTOR: "actor_id"}
_COUNTED = {Shrinkage.GAMMA_POISSON, Shrinkage.GAMMA_RATE, Shrinkage.BETA_BINOMIAL}


def is_counted(indicator: Indicator) -> bool:
    """Whether it is a count set against what was expected, or a share, and both are published beside its value."""
    estimate = indicator.estimate
    return (
        estimate is not None
        and estimate.kind in _COUNTED
        and indicator.shows == (estimate.counted, estimate.out_of)
        and indicator.level in _ENTITY
    )


def overdispersion(values: pl.DataFrame, population: pl.DataFrame, catalogue: Mapping[str, Indicator]) -> pl.DataFrame:
    """φ and τ² of every counted indicator in every form.

    Args:
        values: rows of `marts.IndicatorValue`.
        population: the open activities of the same days. An actor belongs to the form it has most activities of.
        catalogue: the indicators by name.

    Returns:
        Rows of `marts.Overdispersion`, sorted.
    """
    forms = {level: _forms(population, level) for level in _ENTITY}
    parts = [_of(values, one, forms[one.level]) for one in catalogue.values() if is_counted(one)]
    rows = [row for part in parts for row in part]
    frame = pl.DataFrame(rows, schema=list(Overdispersion.column_names()), orient="row", infer_schema_length=None)
    return Overdispersion.validate(frame.sort("as_of", "indicator_id", "form_code"), cast=True)


def high(figures: pl.DataFrame) -> pl.DataFrame:
    """The rows that sound the alarm, the highest φ first."""
    found = figures.filter(pl.col("phi") > ALARM)
    return found.sort("phi", "indicator_id", "form_code", descending=[True, False, False])


def _forms(population: pl.DataFrame, level: Level) -> pl.DataFrame:
    by = ("as_of", _ENTITY[level])
    found = population.group_by(by).agg(pl.col("form_code").mode().sort().first())
    return found.rename({_ENTITY[level]: "entity_id"})


def _of(values: pl.DataFrame, indicator: Indicator, forms: pl.DataFrame) -> list[tuple[object, ...]]:
    is_own = (pl.col("indicator_id") == indicator.name) & (pl.col("level").cast(pl.String) == indicator.level.value)
    own = values.filter(is_own, pl.col("value").is_not_null(), pl.col("exposure") > 0)
    joined = own.join(forms, on=["as_of", "entity_id"], how="inner").sort("as_of", "form_code", "entity_id")
    is_share = indicator.estimate is not None and indicator.estimate.kind is Shrinkage.BETA_BINOMIAL
    return [
        (day, indicator.name, form, part.height, *_figures(part, is_share=is_share))
        for (day, form), part in joined.partition_by("as_of", "form_code", as_dict=True, maintain_order=True).items()
    ]


def _figures(part: pl.DataFrame, *, is_share: bool) -> tuple[float | None, float | None, float | None]:
    """Target, φ and τ²: the target is what all have together, the error that of a count or share with that target."""
    counted, out_of = (part[name].to_numpy() for name in ("y", "exposure"))
    target = float(counted.sum() / out_of.sum())
    variance = target * (1 - target) if is_share else target
    if part.height < FEWEST or variance <= 0:
        return target, None, None
    found = dispersion(counted / out_of - target, np.sqrt(variance / out_of))
    return target, found.phi, found.between
