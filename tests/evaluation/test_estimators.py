"""Estimators give the method's golden figures, and are unbiased where they say so."""

import math

import numpy as np
import pytest

from indicators.evaluation import estimators
from indicators.evaluation.estimators import share
from indicators.evaluation.intervals_of_shares import half_width, wilson


def limits(estimate):
    return estimate.low, estimate.high


@pytest.mark.parametrize(("hits", "low", "high"), [(24, 0.29, 0.53), (12, 0.12, 0.32)])
def test_golden_wilson(hits, low, high):
    assert limits(share(hits, 60)) == pytest.approx((low, high), abs=5e-3)


def test_a_share_of_nothing_may_be_anything():
    assert limits(share(0, 0)) == (0.0, 1.0)
    assert math.isnan(share(0, 0).value)


def test_limits_of_none_and_all_stay_within_and_are_each_others_mirror():
    assert wilson(0.0, 20) == pytest.approx((0.0, 0.161), abs=5e-4)
    assert wilson(1.0, 20) == pytest.approx((0.839, 1.0), abs=5e-4)


def test_golden_bounds_among_the_inspected():
    bounds = estimators.among_inspected(hits=18, inspected=50, k=100)
    assert (bounds.among_inspected.value, bounds.share_inspected) == (0.36, 0.5)
    assert (bounds.low, bounds.high) == pytest.approx((0.18, 0.68))


def test_golden_hajek_beside_the_naive_share():
    hits = np.array([1.0, 1, 0, 0])
    assert estimators.hajek(hits, np.array([0.5, 0.5, 0.1, 0.1])).value == pytest.approx(4 / 24)
    assert estimators.naive(hits).value == 0.5


def test_golden_horvitz_thompson_with_the_error_that_three_hits_make():
    inclusion = np.array([1.0] * 10 + [0.1] * 4 + [0.02] * 3)
    found = estimators.horvitz_thompson(np.ones(17), inclusion, 1000)
    assert found.value == pytest.approx(0.20)
    assert found.se == pytest.approx(math.sqrt(4 * 0.9 / 0.1**2 + 3 * 0.98 / 0.02**2) / 1000)
    assert found.se == pytest.approx(0.0878, abs=5e-5)
    of_the_rare = (1 / inclusion**2 * (1 - inclusion))[inclusion == 0.02].sum()
    assert of_the_rare / (found.se * 1000) ** 2 > 0.95


@pytest.mark.parametrize(("n", "points"), [(60, 0.10), (180, 0.058)])
def test_golden_half_width_of_the_random_arm(n, points):
    assert half_width(0.20, n) == pytest.approx(points, abs=1.5e-3)


def test_a_stratum_counts_for_its_size_and_not_for_its_draws():
    hits, stratum = np.array([1.0, 1, 0, 0, 0, 0]), np.array(["a", "a", "b", "b", "b", "b"])
    assert estimators.stratified_mean(hits, stratum, {"a": 100, "b": 900}).value == pytest.approx(0.1)
    unbalanced = estimators.stratified_mean(hits, stratum, {"a": 100, "b": 900, "never drawn": 5})
    assert unbalanced.value == pytest.approx(0.1)


def test_a_census_has_no_error():
    found = estimators.stratified_mean(np.array([1.0, 0, 1, 0]), np.array([1, 1, 2, 2]), {1: 2, 2: 2})
    assert found.se == 0.0
    assert estimators.horvitz_thompson(np.array([1.0, 0]), np.ones(2), 2).se == 0.0


def test_one_stratum_gives_the_plain_share_with_nearly_its_limits():
    hits = np.array([1.0] * 24 + [0.0] * 36)
    found = estimators.stratified_mean(hits, np.zeros(60), {0.0: 10**6})
    assert found.value == 0.4
    assert limits(found) == pytest.approx(limits(share(24, 60)), abs=5e-3)


def test_guesses_are_set_right_by_what_was_seen():
    hits, guess = np.array([1.0, 0, 1, 1]), np.full(4, 0.1)
    found = estimators.difference(hits, guess, np.full(4, 0.04), np.full(100, 0.1))
    assert found.value == pytest.approx(0.1 + (0.9 * 3 - 0.1) / 0.04 / 100)


def test_perfect_guesses_leave_no_error():
    hits = np.array([1.0, 0, 1])
    found = estimators.difference(hits, hits, np.full(3, 0.03), np.array([1.0, 0, 1] * 33))
    assert (found.value, found.se) == (pytest.approx(2 / 3), 0.0)


def test_golden_lift_of_two_arms_of_which_it_is_not_certain_that_they_differ():
    found = estimators.lift(share(24, 60), share(12, 60))
    assert found.value == pytest.approx(2.0)
    assert 1.0 < found.low < 1.25
    assert 3.2 < found.high < 4.0
    assert estimators.lift(share(18, 60), share(12, 60)).low < 1


def test_lift_over_nothing_is_no_number_and_without_upper_limit():
    found = estimators.lift(share(5, 60), share(0, 60))
    assert math.isnan(found.value)
    assert found.high == math.inf
    assert found.low > 1


def test_effective_size():
    assert estimators.effective_size(np.ones(40)) == 40
    assert estimators.effective_size(np.array([10.0, 1, 1])) == pytest.approx(144 / 102)
    assert estimators.effective_size(np.array([])) == 0.0


def test_points_get_limits_beyond_one():
    found = estimators.hajek(np.array([0.0, 4, 8, 0, 2]), np.full(5, 0.1))
    assert found.value == pytest.approx(2.8)
    assert found.high > 4
    assert found.value - found.low == pytest.approx(found.high - found.value)
