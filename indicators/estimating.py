"""The value of an indicator: its formula over its measures, with the peers' prior where it is a rate or a share."""

from collections.abc import Mapping

import polars as pl

from indicators.definition import Estimate, Indicator, Level, Shrinkage
from indicators.shrinkage import beta_prior, gamma_prior, scale_to_counts
from indicators.standing import FEWEST, peer_groups, reference

_GROUP = ["as_of", "peer_level", "peer_group"]


def estimated(indicator: Indicator, level: Level, frame: pl.DataFrame, peers: Mapping[str, float]) -> pl.DataFrame:
    """Add value, y and exposure to rows with the measures, `known` and the grouping columns."""
    estimate = indicator.estimate
    if estimate is not None:
        frame = _with_prior(estimate, level, frame, peers)
    value = indicator.formula(**{name: pl.col(name) for name in _arguments(indicator)}).cast(pl.Float64)
    value = pl.when(value.is_finite()).then(value)
    counted = pl.lit(None, dtype=pl.Float64) if estimate is None else pl.col(estimate.counted)
    out_of = pl.lit(None, dtype=pl.Float64) if estimate is None else pl.col(estimate.out_of)
    return frame.with_columns(
        value=pl.when("known").then(value), y=pl.when("known").then(counted), exposure=pl.when("known").then(out_of)
    )


def _arguments(indicator: Indicator) -> list[str]:
    code = indicator.formula.__code__
    return list(code.co_varnames[: code.co_argcount])


def _with_prior(estimate: Estimate, level: Level, frame: pl.DataFrame, peers: Mapping[str, float]) -> pl.DataFrame:
    """Add the prior's parameters, and scale what was expected to what the peer group counted."""
    names = ("kappa",) if estimate.kind is Shrinkage.GAMMA_POISSON else ("a", "b")
    if set(names) <= set(peers):
        return frame.with_columns(pl.lit(peers[name]).alias(name) for name in names)
    fallback = [pl.lit(number).alias(name) for name, number in zip(names, estimate.fallback, strict=True)]
    if level is Level.MUNICIPALITY:
        return frame.with_columns(fallback)
    grouped = peer_groups(frame)
    priors = _priors(estimate, grouped, names)
    joined = grouped.join(priors, on=_GROUP, how="left", maintain_order="left").with_columns(
        pl.col(name).fill_null(number) for name, number in zip(names, estimate.fallback, strict=True)
    )
    if estimate.kind is Shrinkage.GAMMA_POISSON:
        joined = joined.with_columns((pl.col(estimate.out_of) * pl.col("scale").fill_null(1.0)).alias(estimate.out_of))
    return joined.drop("scale", strict=False)


def _priors(estimate: Estimate, grouped: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """One row per peer group that is large enough, with its prior and, for rates, its scale."""
    both = pl.struct(estimate.counted, estimate.out_of).alias("both")
    members = (
        reference(grouped.with_columns(both), "both").unnest("both").sort(*_GROUP, estimate.counted, estimate.out_of)
    )
    rows = []
    for key, group in members.group_by(_GROUP, maintain_order=True):
        if group.height < FEWEST:
            continue
        counted, out_of = group[estimate.counted].to_numpy(), group[estimate.out_of].fill_null(0.0).to_numpy()
        if estimate.kind is Shrinkage.GAMMA_POISSON:
            scaled = scale_to_counts(counted, out_of)
            scale = float(scaled.sum() / out_of.sum()) if out_of.sum() > 0 else 1.0
            rows.append((*key, gamma_prior(counted, scaled), scale))
        elif (prior := beta_prior(counted, out_of)) is not None:
            rows.append((*key, *prior, 1.0))
    schema = dict(zip(_GROUP, (pl.Date, pl.String, pl.String), strict=True)) | dict.fromkeys(
        (*names, "scale"), pl.Float64
    )
    return pl.DataFrame(rows, schema=schema, orient="row")
