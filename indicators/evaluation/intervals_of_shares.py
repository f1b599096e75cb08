"""Limits of shares, of ratios of shares, and of counts against what was expected.

Every interval of the evaluation is computed here, so that all of them are of one kind: score limits (Wilson 1927) with
the size of a simple random sample that would be as precise, and limits of ratios recovered from those (Donner & Zou
2012).
"""

import functools
import math

import numpy as np
from scipy.stats import binom, chi2, norm, t

LEVEL = 0.95
#: Degrees of freedom that an error is credited with at least. One or two units with large weights would make limits
#: useless; with this the simulated intervals hold the truth as often as they say (`benchmarks/simulated`).
LEAST_FREEDOM = 10.0


@functools.cache
def quantile(level: float = LEVEL) -> float:
    """Standard normal quantile of a two-sided interval, 1.96 at 95 %."""
    return float(norm.ppf(0.5 + level / 2))


def wilson(share: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """Score limits of a share among `n`; `n` need not be whole. Nothing seen: 0 to 1."""
    if n <= 0:
        return 0.0, 1.0
    z2 = quantile(level) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def funnel(share: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Between which a group of `n` stays by chance alone when its true share is `share`: exact binomial limits.

    What lies between two whole numbers is settled by interpolation, so that each side is passed as often as it says.
    Source: Spiegelhalter (2005), appendix A.1.1.
    """
    if n <= 0 or not 0 < share < 1:
        return 0.0, 1.0
    low, high = (_interpolated(share, n, end) for end in ((1 - level) / 2, (1 + level) / 2))
    return max(0.0, low), min(1.0, high)


def _interpolated(share: float, n: int, probability: float) -> float:
    at = int(binom.ppf(probability, n, share))
    until, before = binom.cdf(at, n, share), binom.cdf(at - 1, n, share)
    return float((at - (until - probability) / (until - before)) / n)


def size_as_precise(share: float, se: float, n: float) -> float:
    """Size of a simple random sample with that standard error; `n` where all or none were hits."""
    chance = share * (1 - share)
    return chance / se**2 if se > 0 and chance > 0 else n


def surplus(n: float, level: float = LEVEL) -> float:
    """How much wider limits must be when their error rests on `n` units: Student's quantile over the normal one."""
    return float(t.ppf(0.5 + level / 2, max(n - 1, LEAST_FREEDOM))) / quantile(level)


def ratio(above: tuple[float, float, float], below: tuple[float, float, float]) -> tuple[float, float, float]:
    """`(value, low, high)` of the ratio of two independent quantities, each as `(value, low, high)` and not negative.

    The limits are as sure as those they are made of. A lower quantity of zero gives a value that is not a number, and
    an upper limit without end.
    """
    (p, p_low, p_high), (q, q_low, q_high) = above, below
    low = _root(p * q, p_low * q_high * (2 * p - p_low) * (2 * q - q_high), q_high * (2 * q - q_high), sign=-1)
    high = _root(p * q, p_high * q_low * (2 * p - p_high) * (2 * q - q_low), q_low * (2 * q - q_low), sign=1)
    return (p / q if q > 0 else math.nan), max(0.0, low), high


def _root(product: float, other: float, divisor: float, *, sign: int) -> float:
    if divisor == 0:
        return 0.0 if sign < 0 else math.inf
    inside = max(product**2 - other, 0.0)
    return (product + sign * math.sqrt(inside)) / divisor


def against_expected(count: int, expected: float, level: float = LEVEL) -> tuple[float, float]:
    """Limits of a Poisson `count` over what is `expected`, which is taken as known: exact (Garwood 1936).

    Nothing expected: 0 and no upper end.
    """
    if expected <= 0:
        return 0.0, math.inf
    low = float(chi2.ppf((1 - level) / 2, 2 * count)) / 2 if count else 0.0
    return low / expected, float(chi2.ppf((1 + level) / 2, 2 * (count + 1))) / 2 / expected


def half_width(share: float, n: float, level: float = LEVEL) -> float:
    """Half the width of the interval to expect of a random arm of `n` where `share` is the prevalence: for planning."""
    return quantile(level) * math.sqrt(share * (1 - share) / n)


def normal(value: float, se: float, level: float = LEVEL) -> tuple[float, float]:
    """Limits as far on either side."""
    return value - quantile(level) * se, value + quantile(level) * se


def on_logit(share: float, se: float, level: float = LEVEL) -> tuple[float, float]:
    """Limits worked out on the log-odds and taken back, so that they stay within 0 and 1."""
    if not 0 < share < 1 or not math.isfinite(se):
        return 0.0, 1.0
    middle, spread = math.log(share / (1 - share)), se / (share * (1 - share))
    low, high = normal(middle, spread, level)
    back = 1 / (1 + np.exp(-np.array([low, high])))
    return float(back[0]), float(back[1])
