"""Order, calibration and drift give the method's golden figure and the answers worked out by hand."""

import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from indicators.evaluation.agreement import auc, calibration, spearman, stability_index


def test_golden_stability_index():
    observed = np.array([0.05, 0.06, 0.08, 0.09, 0.10, 0.10, 0.11, 0.12, 0.13, 0.16])
    assert stability_index(np.full(10, 0.1), observed) == pytest.approx(0.101, abs=5e-4)
    assert stability_index(np.full(10, 7.0), np.full(10, 3.0)) == 0.0


def test_an_empty_class_does_not_make_the_index_endless():
    assert 0.2 < stability_index(np.array([5, 5]), np.array([10, 0])) < 10


def test_order_is_told_with_ties_as_half():
    outcome = np.array([True, False, True, False])
    assert auc(outcome, np.array([3.0, 1, 1, 0])).value == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert math.isnan(auc(np.ones(3, dtype=bool), np.arange(3.0)).value)


def test_the_error_of_the_order_is_that_of_many_repetitions():
    rng = np.random.default_rng(5)
    found = []
    for _ in range(150):
        score = rng.normal(size=300)
        found.append(auc(rng.random(300) < 1 / (1 + np.exp(1.5 - score)), score))
    spread = np.std([one.value for one in found])
    assert np.mean([one.se for one in found]) == pytest.approx(spread, rel=0.2)


def test_ranks_correlate_as_the_library_says():
    rng = np.random.default_rng(3)
    one = rng.integers(0, 9, 80).astype(float)
    other = one + rng.normal(0, 4, 80)
    found = spearman(one, other)
    assert found.value == pytest.approx(spearmanr(one, other).statistic)
    assert found.low < found.value < found.high
    assert math.isnan(spearman(one, np.ones(80)).value)


def test_true_probabilities_are_calibrated_and_sharpened_ones_are_not():
    rng = np.random.default_rng(4)
    odds = rng.normal(-1, 1, 4000)
    outcome = rng.random(4000) < 1 / (1 + np.exp(-odds))
    slope, intercept = calibration(outcome, 1 / (1 + np.exp(-odds)))
    assert slope.low < 1 < slope.high
    assert intercept.low < 0 < intercept.high
    too_sure, _ = calibration(outcome, 1 / (1 + np.exp(-2 * odds)))
    assert too_sure.high < 0.7
    _, too_high = calibration(outcome, 1 / (1 + np.exp(-odds - 1)))
    assert too_high.value == pytest.approx(-1, abs=0.1)


def test_weights_count_as_that_many_units():
    odds, outcome = np.array([-1.0, 0, 1, -1, 0, 1]), np.array([False, False, True, True, True, False])
    probability = 1 / (1 + np.exp(-odds))
    weight = np.array([3.0, 1, 2, 1, 1, 1])
    weighted, _ = calibration(outcome, probability, weight)
    repeated, _ = calibration(np.repeat(outcome, weight.astype(int)), np.repeat(probability, weight.astype(int)))
    assert weighted.value == pytest.approx(repeated.value)


@pytest.mark.parametrize("outcome", [[True] * 4, [False] * 4, [False, False, True, True]])
def test_what_cannot_be_fitted_is_no_number(outcome):
    slope, _ = calibration(np.array(outcome), np.array([0.1, 0.2, 0.6, 0.7]))
    assert math.isnan(slope.value)
