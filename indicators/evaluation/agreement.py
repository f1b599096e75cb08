"""How well scores and probabilities agree with outcomes, or with other scores: order, calibration, drift."""

import math

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from indicators.evaluation.estimators import Estimate, Floats
from indicators.evaluation.intervals_of_shares import normal, on_logit

Flags = npt.NDArray[np.bool_]
#: Smallest share of a class in the stability index, so that an empty class counts and does not rule.
SMALLEST_CLASS = 1e-4
_STEPS = 50
_NO_ORDER = Estimate(math.nan, -1.0, 1.0, 0, math.nan)


def auc(outcome: Flags, score: Floats) -> Estimate:
    """How often a hit has the higher score of a hit and a miss, ties half; limits after DeLong, on the log-odds.

    Where all or none were hits there is nothing to tell apart, and the value is not a number.
    """
    n, hits = len(outcome), int(outcome.sum())
    if hits in {0, n}:
        return Estimate(math.nan, 0.0, 1.0, n, math.nan)
    of_hits, of_misses = _placements(score[outcome], score[~outcome])
    value = float(of_hits.mean())
    se = math.sqrt(_mean_variance(of_hits) + _mean_variance(of_misses))
    low, high = on_logit(value, se) if se > 0 else (0.0, 1.0)
    return Estimate(value, low, high, n, se)


def _placements(high: Floats, low: Floats) -> tuple[Floats, Floats]:
    """For each hit the share of misses below it, and for each miss the share of hits above it."""
    together = rankdata(np.concatenate([high, low]))
    above = (together[: len(high)] - rankdata(high)) / len(low)
    below = 1 - (together[len(high) :] - rankdata(low)) / len(high)
    return above, below


def _mean_variance(values: Floats) -> float:
    return float(values.var(ddof=1)) / len(values) if len(values) > 1 else 0.25


def resampled_pairs(outcome: Flags, score: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Pairs of a hit and a miss in the right order (ties half), and all such pairs, under many weightings at once.

    Their ratio is the AUC; sums over several groups of units give the AUC within groups.

    Args:
        outcome: hits, shape (units,).
        score: what orders them, shape (units,).
        weight: how often each unit counts, shape (weightings, units).
    """
    order = np.argsort(score, kind="stable")
    ordered, values = weight[:, order], score[order]
    hits, misses = ordered * outcome[order], ordered * ~outcome[order]
    first = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else np.zeros(0, dtype=np.int64)
    own_hits, own_misses = (np.add.reduceat(part, first, axis=1) for part in (hits, misses))
    below = np.cumsum(own_misses, axis=1) - own_misses
    right = (own_hits * (below + 0.5 * own_misses)).sum(axis=1)
    return right, hits.sum(axis=1) * misses.sum(axis=1)


def spearman(one: Floats, other: Floats) -> Estimate:
    """Correlation of the ranks, ties sharing; limits after Bonett and Wright. Without variation: not a number."""
    n = len(one)
    first, second = rankdata(one), rankdata(other)
    if n < 4 or first.std() == 0 or second.std() == 0:
        return _NO_ORDER
    value = float(np.clip(np.corrcoef(first, second)[0, 1], -1, 1))
    spread = math.sqrt((1 + value**2 / 2) / (n - 3))
    if abs(value) == 1:
        return Estimate(value, value, value, n, 0.0)
    low, high = normal(math.atanh(value), spread)
    return Estimate(value, math.tanh(low), math.tanh(high), n, (1 - value**2) * spread)


def calibration(outcome: Flags, probability: Floats, weight: Floats | None = None) -> tuple[Estimate, Estimate]:
    """`(slope, intercept)` of outcomes on the log-odds of the probabilities: 1 and 0 where these can be trusted.

    The intercept is calibration in the large: at slope 1. Weights, where given, are per unit. What cannot be fitted
    (all or none are hits, equal probabilities, perfect separation) is not a number.
    """
    inside = np.clip(probability, 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside))
    units = np.ones(len(odds)) if weight is None else weight
    whole = np.column_stack([np.ones(len(odds)), odds])
    slope = _fitted(whole, np.zeros(len(odds)), outcome, units, 1)
    return slope, _fitted(whole[:, :1], odds, outcome, units, 0)


def _fitted(design: Floats, offset: Floats, outcome: Flags, weight: Floats, which: int) -> Estimate:
    """One coefficient of a logistic regression by Newton's method, with a sandwich standard error."""
    n, y, beta = len(outcome), outcome.astype(np.float64), np.zeros(design.shape[1])
    nothing = Estimate(math.nan, -math.inf, math.inf, n, math.nan)
    if outcome.all() or not outcome.any() or np.linalg.matrix_rank(design) < design.shape[1]:
        return nothing
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-np.clip(offset + design @ beta, -30, 30)))
        bend = (design * (weight * expected * (1 - expected))[:, None]).T @ design
        if np.linalg.cond(bend) > 1e12:
            return nothing
        step = np.linalg.solve(bend, design.T @ (weight * (y - expected)))
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    else:
        return nothing
    scores = design * (weight * (y - expected))[:, None]
    inverse = np.linalg.inv(bend)
    se = math.sqrt(float((inverse @ (scores.T @ scores) @ inverse)[which, which]))
    low, high = normal(float(beta[which]), se)
    return Estimate(float(beta[which]), low, high, n, se)


def stability_index(expected: Floats, observed: Floats) -> float:
    """Population stability index of two distributions over the same classes, each as counts or shares."""
    before = np.maximum(expected / expected.sum(), SMALLEST_CLASS)
    after = np.maximum(observed / observed.sum(), SMALLEST_CLASS)
    return float(((after - before) * np.log(after / before)).sum())
