"""What formulas are written with: shrunk quotients, surprise, change, caps. Expressions in, an expression out.

An estimate is drawn towards the peers by a prior, whose parameters are among the arguments (method notes §3.4).
Nothing is said, null, where there was nothing to compare with.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]


def shrunk_ratio(kappa: pl.Expr, counted: pl.Expr, expected: pl.Expr) -> pl.Expr:
    """Counted against expected: 1 is as the peers. Prior Gamma(κ, κ)."""
    return (kappa + counted) / (kappa + expected)


def shrunk_share(a: pl.Expr, b: pl.Expr, counted: pl.Expr, out_of: pl.Expr) -> pl.Expr:
    """The share `counted` of `out_of`. Prior Beta(a, b)."""
    return (a + counted) / (a + b + out_of)


def shrunk_rate(shape: pl.Expr, rate: pl.Expr, counted: pl.Expr, time: pl.Expr) -> pl.Expr:
    """Counted per unit of time. Prior Gamma(shape, rate), whose mean is shape / rate."""
    return (shape + counted) / (rate + time)


def shrunk_mean(m: pl.Expr, total: pl.Expr, number: pl.Expr, weight: float) -> pl.Expr:
    """The mean of `number` values with sum `total`, drawn towards the peers' mean as if by `weight` values more."""
    return (total + weight * m) / (number + weight)


def surprise_above(counted: pl.Expr, size: pl.Expr, rate: pl.Expr, expected: pl.Expr, cap: float) -> pl.Expr:
    """How unlikely as many as `counted` or more would be: -log10 P(Y >= counted), at most `cap`.

    Y is what a unit with rate Gamma(`size`, `rate`) has where its peers have `expected`: negative binomial.
    """
    return _surprise(lambda y, shape, p: _nbinom().sf(y - 1, shape, p), counted, size, rate, expected, cap)


def surprise_below(counted: pl.Expr, size: pl.Expr, rate: pl.Expr, expected: pl.Expr, cap: float) -> pl.Expr:
    """How unlikely as few as `counted` or fewer would be: -log10 P(Y <= counted), at most `cap`; Y as above."""
    return _surprise(lambda y, shape, p: _nbinom().cdf(y, shape, p), counted, size, rate, expected, cap)


def log_ratio(now: pl.Expr, before: pl.Expr, added: float = 0.0) -> pl.Expr:
    """The natural logarithm of a change; `added` to both keeps small numbers calm."""
    return ((now + added) / (before + added)).log()


def capped(value: pl.Expr, top: float) -> pl.Expr:
    """At most `top`."""
    return value.clip(upper_bound=top)


def _surprise(
    probability: Callable[[Floats, Floats, Floats], Floats],
    counted: pl.Expr,
    size: pl.Expr,
    rate: pl.Expr,
    expected: pl.Expr,
    cap: float,
) -> pl.Expr:
    def compute(rows: pl.Series) -> pl.Series:
        y, shape, scale, exposure = (rows.struct.field(name).cast(pl.Float64).to_numpy() for name in "yare")
        known = np.isfinite(y) & (shape > 0) & (scale > 0) & (exposure > 0)
        surprise = np.full(len(y), np.nan)
        p = probability(y[known], shape[known], scale[known] / (scale[known] + exposure[known]))
        with np.errstate(divide="ignore"):
            surprise[known] = np.clip(-np.log(p) / math.log(10), 0.0, cap) + 0.0
        return pl.Series(surprise, nan_to_null=True)

    arguments = pl.struct(y=counted, a=size, r=rate, e=expected)
    return arguments.map_batches(compute, return_dtype=pl.Float64, is_elementwise=True)


def _nbinom() -> Any:
    from scipy.stats import nbinom

    return nbinom
