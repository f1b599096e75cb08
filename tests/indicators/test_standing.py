"""Shrinkage and standing give the method's golden figures, and peer groups widen when they are small."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from indicators.definition import Unit
from indicators.peers.medians import occurrences
from indicators.peers.peer_groups import FEWEST, PeerGroups
from indicators.peers.shrinkage import beta_prior, gamma_prior, overdispersion, scale_to_counts
from indicators.peers.standing import SMALLEST_SCALE, centres, distances, robust_z, transformed

SHARES = np.array([0.62, 0.70, 0.71, 0.74, 0.78, 0.80, 0.83, 0.85, 0.90, 0.41])
COUNTED = np.array([0.0, 0, 1, 0, 2, 0, 0, 5, 1, 0])
EXPECTED = np.array([0.5, 0.8, 1.1, 0.4, 1.5, 0.6, 0.9, 1.2, 1.0, 0.7])
DAY = dt.date(2026, 3, 31)


def test_golden_robust_z() -> None:
    assert robust_z(SHARES)[-1] == pytest.approx(-3.632, abs=5e-4)


def one_group(values):  # type: ignore[no-untyped-def]
    values = np.asarray(values, dtype=np.float64)
    return occurrences(np.zeros(len(values), dtype=np.int64), values, 1)


def test_the_form_for_many_groups_is_the_same() -> None:
    found = distances(SHARES, np.zeros(10, dtype=np.int64), centres(one_group(SHARES), Unit.SHARE), Unit.SHARE)
    assert found == pytest.approx(robust_z(SHARES), abs=1e-12)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit.SHARE, [0.5, 2.0]),
        (Unit.RATIO, [np.log(0.5), np.log(2.0)]),
        (Unit.AMOUNT, [np.log(0.5), np.log(2.0)]),
        (Unit.HEADS, [np.log(0.5), np.log(2.0)]),
        (Unit.DAYS, [np.log(1.5), np.log(3.0)]),
        (Unit.COUNT, [0.5, 2.0]),
    ],
)
def test_values_are_compared_on_the_scale_of_their_type(unit, expected) -> None:
    assert transformed(unit, np.array([0.5, 2.0])) == pytest.approx(expected)


def test_what_has_no_logarithm_has_no_place_among_peers() -> None:
    assert np.isnan(transformed(Unit.AMOUNT, np.array([0.0, -1.0]))).all()


def test_without_spread_nobody_stands_out() -> None:
    assert robust_z(np.full(9, 4.0)).tolist() == [0.0] * 9


def test_with_a_median_deviation_of_zero_the_mean_deviation_is_used() -> None:
    values = np.array([0.0] * 9 + [10.0])
    assert robust_z(values)[-1] == pytest.approx(10 / (1.2533 * 1.0))


def test_golden_gamma_poisson() -> None:
    scaled = scale_to_counts(COUNTED, EXPECTED)
    kappa = gamma_prior(COUNTED, scaled)
    assert overdispersion(COUNTED, scaled) == pytest.approx(0.8227, abs=5e-5)
    assert kappa == pytest.approx(1.2155, abs=5e-5)
    shrunk = [0.701, 0.595, 0.941, 0.746, 1.162, 0.662, 0.566, 2.530, 0.985, 0.627]
    assert (kappa + COUNTED) / (kappa + scaled) == pytest.approx(shrunk, abs=5e-4)


def test_rates_no_more_spread_than_chance_are_drawn_hardest() -> None:
    assert gamma_prior(np.ones(50), np.ones(50)) == 50.0


def test_a_beta_prior_keeps_the_share_of_the_group() -> None:
    counted, out_of = np.array([0.0, 1, 0, 3, 0, 5]), np.array([4.0, 5, 3, 6, 2, 5])
    prior = beta_prior(counted, out_of)
    assert prior is not None
    a, b = prior
    assert a / (a + b) == pytest.approx(9 / 25)


def test_golden_beta_binomial_by_hand() -> None:
    # shares 1 and 0 of four each: p = 1/2, Σn(x/n - p)² = 2, less ¼·1, over ¼·(8 - 4 - 1): alike 7/3, kept at size 2
    assert beta_prior(np.array([4.0, 0.0]), np.array([4.0, 4.0])) == (1.0, 1.0)
    # three of ten units have one of two late, no more spread than chance: drawn as hard as may be
    a, b = beta_prior(np.array([1.0] * 3 + [0.0] * 7), np.full(10, 2.0)) or (0.0, 0.0)
    assert (a, b) == (pytest.approx(0.15 * 200), pytest.approx(0.85 * 200))


def test_a_group_without_any_late_one_has_no_beta_prior() -> None:
    assert beta_prior(np.zeros(40), np.ones(40)) is None


def peers(forms: dict[tuple[str, str, str], int]) -> pl.DataFrame:
    rows = [key for key, number in forms.items() for _ in range(number)]
    frame = pl.DataFrame(rows, schema=["form_code", "operator_group", "size_third"], orient="row")
    return frame.with_columns(
        as_of=pl.lit(DAY),
        family=pl.lit("home"),
        known=pl.lit(value=True),
        value=pl.int_range(pl.len()).cast(pl.Float64),
    )


def level_of(forms: dict[tuple[str, str, str], int]) -> str:
    groups = PeerGroups.of(peers(forms))
    chosen = groups.choose(np.ones(groups.codes.shape[1], dtype=np.bool_))
    return str(groups.names["peer_level"][int(chosen.group[0])])


@pytest.mark.parametrize(
    ("forms", "level"),
    [
        ({("HVB", "private", "small"): FEWEST}, "size"),
        ({("HVB", "private", "small"): FEWEST - 1, ("HVB", "private", "large"): 1}, "operator"),
        ({("HVB", "private", "small"): 10, ("HVB", "public", "small"): FEWEST - 10}, "form"),
        ({("HVB", "private", "small"): 10, ("STODB", "private", "small"): FEWEST - 10}, "family"),
        ({("HVB", "private", "small"): 3}, "family"),
    ],
)
def test_a_small_group_is_widened_step_by_step(forms: dict[tuple[str, str, str], int], level: str) -> None:
    assert level_of(forms) == level


def test_a_widened_group_holds_also_those_who_are_not_widened() -> None:
    groups = PeerGroups.of(peers({("HVB", "private", "small"): 5, ("HVB", "private", "large"): FEWEST}))
    everyone = np.ones(5 + FEWEST, dtype=np.bool_)
    found = groups.members(everyone, groups.choose(everyone))
    at_operator = groups.names["peer_level"].gather(found.group) == "operator"
    assert at_operator.sum() == 5 + FEWEST


def test_groups_never_cross_dates() -> None:
    one = peers({("HVB", "private", "small"): FEWEST - 1})
    two = pl.concat([one, one.with_columns(as_of=pl.lit(DAY.replace(year=2025)))])
    groups = PeerGroups.of(two)
    assert set(groups.choose(np.ones(two.height, dtype=np.bool_)).known) == {FEWEST - 1}


def test_peers_that_hardly_differ_do_not_make_a_small_difference_large() -> None:
    assert centres(one_group([1.0] * 40 + [1.001]), Unit.RATIO).scale.tolist() == [SMALLEST_SCALE[Unit.RATIO]]


@pytest.mark.parametrize(
    ("unit", "usual", "value", "z"),
    [
        (Unit.DAYS, 0.0, 1.0, 0.43),
        (Unit.DAYS, 0.0, 30.0, 2.15),
        (Unit.DAYS, 0.0, 121.0, 3.0),
        (Unit.HEADS, 1.0, 2.0, 0.99),
    ],
)
def test_among_those_who_have_none_a_little_is_little_and_much_is_much(unit, usual, value, z) -> None:
    values = np.array([usual] * 400 + [value])
    peers_ = centres(one_group(values.tolist()), unit)
    assert distances(values, np.zeros(401, dtype=np.int64), peers_, unit)[-1] == pytest.approx(z, abs=5e-3)
