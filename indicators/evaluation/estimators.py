"""Estimates of shares and means from inspections that were chosen, each with limits and standard error.

Arrays are one number per unit, of equal length; outcomes are 0 and 1 unless a function says otherwise. Nothing here
knows frames, labels or lists. Source: method notes §6.2 and §7.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.evaluation.intervals_of_shares import normal, ratio, size_as_precise, surplus, wilson

Floats = npt.NDArray[np.float64]
#: The least inclusion probability at which single units may be blown up to stand for others.
SMALLEST_INCLUSION = 0.02


@dataclass(frozen=True)
class Estimate:
    """A value with 95 % limits, the number of units it rests on, and its standard error; NaN where there is none."""

    value: float
    low: float
    high: float
    n: int
    se: float


@dataclass(frozen=True)
class Bounds:
    """A share among the inspected, the share of the list that they are, and what the whole list's may be."""

    among_inspected: Estimate
    share_inspected: float
    low: float
    high: float


NOTHING = Estimate(math.nan, 0.0, 1.0, 0, math.nan)


def share(hits: float, n: int) -> Estimate:
    """Hits among `n` drawn with equal probability, with Wilson limits."""
    if n == 0:
        return NOTHING
    found = hits / n
    low, high = wilson(found, n)
    return Estimate(found, low, high, n, math.sqrt(found * (1 - found) / n))


def among_inspected(hits: int, inspected: int, k: int) -> Bounds:
    """Precision of the first `k` when only some were inspected: those not inspected may all be free, or all hits."""
    return Bounds(share(hits, inspected), inspected / k, hits / k, (hits + k - inspected) / k)


def naive(outcome: Floats) -> Estimate:
    """The share among the inspected as if they were everybody: for showing how far off that is."""
    return share(float(outcome.sum()), len(outcome))


def hajek(outcome: Floats, inclusion: Floats) -> Estimate:
    """Mean of the population from units observed with unequal probabilities, the weights scaled to sum to one.

    The standard error is that of independent selection, by linearisation, with n − 1 for n. Outcomes within 0 and 1 get
    Wilson limits at the size as precise, others normal ones. No probability may be zero.
    """
    n = len(outcome)
    if n == 0:
        return NOTHING
    weight = 1 / inclusion
    value = float((weight * outcome).sum() / weight.sum())
    parts = (1 - inclusion) * (weight * (outcome - value)) ** 2 * (n / (n - 1) if n > 1 else 1.0)
    se = math.sqrt(float(parts.sum())) / float(weight.sum())
    return _limited(value, se, n, outcome, effective_size(weight), effective_size(parts))


def horvitz_thompson(outcome: Floats, inclusion: Floats, population: int, *, is_fixed_size: bool = False) -> Estimate:
    """Mean of a population of known size from units drawn with known unequal probabilities.

    Units with the outcome zero may be left out unless the sample's size was fixed, as in Pareto sampling; then all that
    were drawn must be given, and the standard error is Hájek's for such designs.
    """
    parts = _variances(outcome, inclusion, is_fixed_size=is_fixed_size)
    value, se, n = float((outcome / inclusion).sum()) / population, math.sqrt(parts.sum()) / population, len(outcome)
    return _limited(value, se, n, outcome, n, effective_size(parts))


def difference(
    outcome: Floats, guess: Floats, inclusion: Floats, guesses: Floats, *, is_fixed_size: bool = False
) -> Estimate:
    """Mean of the population from guesses for all, set right by what was seen (model-assisted difference estimator).

    Unbiased however poor the guesses are, provided that they do not rest on the outcomes seen; precise when they are
    good. Wanted where `SMALLEST_INCLUSION` is not reached.

    Args:
        outcome: what was seen at those drawn.
        guess: what was guessed of those drawn.
        inclusion: their inclusion probabilities.
        guesses: what was guessed, one number for every unit of the population.
        is_fixed_size: whether the number drawn was fixed beforehand.
    """
    population, rest, n = len(guesses), outcome - guess, len(outcome)
    value = float(guesses.sum() + (rest / inclusion).sum()) / population
    parts = _variances(rest, inclusion, is_fixed_size=is_fixed_size)
    return _limited(value, math.sqrt(parts.sum()) / population, n, outcome, n, effective_size(parts))


def _variances(y: Floats, inclusion: Floats, *, is_fixed_size: bool) -> Floats:
    """What each unit adds to the variance of the total: selected independently, or a fixed number (Hájek 1964)."""
    outside = 1 - inclusion
    expanded, centre, correction = y / inclusion, 0.0, 1.0
    if is_fixed_size and outside.sum() > 0:
        centre = float((outside * expanded).sum() / outside.sum())
        n_random = int((outside > 0).sum())
        correction = n_random / (n_random - 1) if n_random > 1 else 1.0
    return np.asarray(correction * outside * (expanded - centre) ** 2)


def stratified_mean(outcome: Floats, stratum: npt.NDArray[np.generic], sizes: Mapping[object, int]) -> Estimate:
    """Mean of a population from random draws within strata, weighted by the strata's sizes in the population.

    Strata where nothing was drawn are taken to be as the others; a stratum with one draw gets the variance of all
    draws. A stratum that was drawn from must have a size.
    """
    n = len(outcome)
    if n == 0:
        return NOTHING
    names, place = np.unique(stratum, return_inverse=True)
    size = np.array([sizes[name] for name in names.tolist()], dtype=np.float64)
    drawn = np.bincount(place).astype(np.float64)
    mean = np.bincount(place, weights=outcome) / drawn
    squares = np.bincount(place, weights=(outcome - mean[place]) ** 2)
    pooled = float(outcome.var(ddof=1)) if n > 1 else 0.25
    within = np.where(drawn > 1, squares / np.maximum(drawn - 1, 1), pooled)
    part = size / size.sum()
    value = float((part * mean).sum())
    se = math.sqrt(float((part**2 * (1 - drawn / np.maximum(size, drawn)) * within / drawn).sum()))
    return _limited(value, se, n, outcome, n, n)


def _limited(value: float, se: float, n: int, outcome: Floats, otherwise: float, rests_on: float) -> Estimate:
    """Wilson limits for shares, normal limits for other means, wider the fewer units the error rests on.

    Args:
        value: the mean.
        se: its standard error.
        n: how many units were seen.
        outcome: what was seen at them.
        otherwise: the size as precise where all or none were hits.
        rests_on: how many units the standard error in effect rests on; few heavy ones tell it badly.
    """
    wider = surplus(rests_on) if se > 0 else 1.0
    if bool(((outcome < 0) | (outcome > 1)).any()):
        low, high = normal(value, wider * se)
    else:
        inside = min(max(value, 0.0), 1.0)
        low, high = wilson(inside, size_as_precise(inside, wider * se, otherwise))
    return Estimate(value, low, high, n, se)


def lift(selected: Estimate, base: Estimate) -> Estimate:
    """How many times as often a hit is found among the selected as at random. The two must be independent."""
    value, low, high = ratio((selected.value, selected.low, selected.high), (base.value, base.low, base.high))
    known = selected.value > 0 and base.value > 0
    relative = math.hypot(selected.se / selected.value, base.se / base.value) if known else math.nan
    return Estimate(value, low, high, selected.n + base.n, value * relative)


def effective_size(weight: Floats) -> float:
    """How many equally weighted units are as precise, (Σw)² / Σw²; 0 for none."""
    squares = float((weight**2).sum())
    return float(weight.sum()) ** 2 / squares if squares > 0 else 0.0
