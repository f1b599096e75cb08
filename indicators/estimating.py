"""The value of an indicator: its formula over its measures, with the peers' prior where it is a rate or a share.

A row and the peers it is compared with are drawn towards the *same* prior, that of the row's own peer group; else a
unit in a widened group would be set against values that were shrunk in another way.
"""

import inspect
from collections.abc import Mapping

import polars as pl

from indicators.definition import Estimate, Indicator, Shrinkage
from indicators.shrinkage import beta_prior, gamma_prior, scale_to_counts
from indicators.standing import FEWEST, GROUP

_SCALE = "expected_scale"


def estimated(
    indicator: Indicator, frame: pl.DataFrame, members: pl.DataFrame | None, peers: Mapping[str, float]
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Add the value to rows and to the members of their peer groups (`None` where there are no peer groups).

    Rows get value, y and exposure, null where they are not `known`; members get value.
    """
    priors = None if members is None or indicator.estimate is None else _priors(indicator.estimate, members)
    valued = _value(indicator, frame, priors, peers)
    counted, out_of = (pl.col(name) for name in indicator.shows) if indicator.shows else (None, None)
    rows = valued.with_columns(
        pl.when("known").then(column).alias(name)
        for name, column in {"value": pl.col("value"), "y": counted, "exposure": out_of}.items()
    )
    return rows, None if members is None else _value(indicator, members, priors, peers)


def asked(indicator: Indicator) -> list[str]:
    """The measures that the formula takes, in its order."""
    return [name for name in inspect.signature(indicator.formula).parameters if name in indicator.measures]


def _value(
    indicator: Indicator, frame: pl.DataFrame, priors: pl.DataFrame | None, peers: Mapping[str, float]
) -> pl.DataFrame:
    if indicator.estimate is not None:
        frame = _with_prior(indicator.estimate, frame, priors, peers)
    arguments = {name: pl.col(name) for name in inspect.signature(indicator.formula).parameters}
    value = indicator.formula(**arguments).cast(pl.Float64)
    return frame.with_columns(value=pl.when(value.is_finite()).then(value))


def _names(estimate: Estimate) -> tuple[str, ...]:
    return ("kappa",) if estimate.kind is Shrinkage.GAMMA_POISSON else ("a", "b")


def _with_prior(
    estimate: Estimate, frame: pl.DataFrame, priors: pl.DataFrame | None, peers: Mapping[str, float]
) -> pl.DataFrame:
    """Add the prior's parameters, and scale what was expected to what the peer group counted."""
    names = _names(estimate)
    if set(names) <= set(peers):
        return frame.with_columns(pl.lit(peers[name]).alias(name) for name in names)
    fallback = dict(zip(names, estimate.fallback, strict=True))
    if priors is None:
        return frame.with_columns(pl.lit(number).alias(name) for name, number in fallback.items())
    joined = frame.join(priors, on=GROUP, how="left", maintain_order="left").with_columns(
        pl.col(name).fill_null(number) for name, number in fallback.items()
    )
    scaled = pl.col(estimate.out_of) * pl.col(_SCALE).fill_null(1.0)
    return joined.with_columns(scaled.alias(estimate.out_of)).drop(_SCALE)


def _priors(estimate: Estimate, members: pl.DataFrame) -> pl.DataFrame:
    """One row per peer group that is large enough, with its prior and, for rates, the scale of what was expected."""
    ordered = members.sort(*GROUP, estimate.counted, estimate.out_of)
    rows = []
    for key, group in ordered.group_by(GROUP, maintain_order=True):
        if group.height < FEWEST:
            continue
        counted, out_of = group[estimate.counted].to_numpy(), group[estimate.out_of].fill_null(0.0).to_numpy()
        if estimate.kind is Shrinkage.GAMMA_POISSON:
            scaled = scale_to_counts(counted, out_of)
            scale = float(scaled.sum() / out_of.sum()) if out_of.sum() > 0 else 1.0
            rows.append((*key, gamma_prior(counted, scaled), scale))
        elif (prior := beta_prior(counted, out_of)) is not None:
            rows.append((*key, *prior, 1.0))
    schema = {name: members.schema[name] for name in GROUP} | dict.fromkeys((*_names(estimate), _SCALE), pl.Float64)
    return pl.DataFrame(rows, schema=schema, orient="row")
