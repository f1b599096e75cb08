"""Dispersion beyond chance: the method's worked example, what it is by hand, and what is reported."""

import numpy as np
import polars as pl
import pytest

from indicators.definition import Estimate, Level, Shrinkage, Unit
from indicators.overdispersion import high, is_counted, overdispersion
from indicators.peers.dispersion import dispersion
from indicators.registry import catalogue
from tables import marts
from tables.store import Warehouse
from tests.indicators.value_frames import Cell, indicator, population, values

Z = np.array([-1.8, -0.9, -0.4, 0.1, 0.3, 0.7, 1.2, 2.6, 3.9, 6.5])
ERROR = np.array([0.10, 0.08, 0.12, 0.09, 0.10, 0.11, 0.08, 0.10, 0.09, 0.10])


def test_the_worked_example_of_the_method():
    found = dispersion(Z * ERROR, ERROR)
    assert found.phi == pytest.approx(4.3256, abs=5e-5)
    assert found.between == pytest.approx(0.03447, abs=5e-6)
    assert found.distances(Z * ERROR, ERROR)[-1] == pytest.approx(3.082, abs=5e-4)


def test_units_no_more_spread_than_chance_stand_where_they_stood():
    found = dispersion(0.5 * ERROR, ERROR)
    assert found.between == 0.0
    assert found.distances(Z * ERROR, ERROR) == pytest.approx(Z)


def test_chance_alone_gives_seven_tenths_and_the_spread_of_true_values_is_found_from_below():
    rng = np.random.default_rng(2)
    error = rng.uniform(0.05, 0.2, 20_000)
    chance, true = error * rng.normal(size=20_000), rng.normal(0, 0.2, 20_000)
    assert dispersion(chance, error).phi == pytest.approx(0.678, abs=0.01)  # a normal with its outer tenths brought in
    assert dispersion(chance, error).between == 0.0
    assert 0.4 * 0.04 < dispersion(true + chance, error).between < 0.04


@pytest.mark.parametrize("error", [np.array([0.1]), np.array([0.1, 0.0])])
def test_without_units_or_errors_there_is_none(error):
    with pytest.raises(ValueError, match="sampling error"):
        dispersion(np.ones(len(error)), error)


TIPS = Estimate(Shrinkage.GAMMA_POISSON, counted="y", out_of="e", fallback=(2.0,))
LATE = Estimate(Shrinkage.BETA_BINOMIAL, counted="y", out_of="e", fallback=(1.0, 9.0))
CATALOGUE = {
    "rep_x": indicator("rep_x", unit=Unit.RATIO, estimate=TIPS, shows=("y", "e")),
    "reg_x": indicator("reg_x", level=Level.ACTOR, unit=Unit.SHARE, estimate=LATE, shows=("y", "e")),
    "rep_other": indicator("rep_other", unit=Unit.RATIO, estimate=TIPS, shows=("y", "of others")),
    "rep_plain": indicator("rep_plain"),
}


def figures(y, exposure, name="rep_x", forms=None):
    frame = population(len(y), **({"form_code": forms} if forms else {}))
    entity = frame["actor_id" if CATALOGUE[name].level is Level.ACTOR else "activity_id"]
    cells = {(name, one): Cell(1.0) for one in entity}
    rows = values(frame, cells, CATALOGUE)
    counted = dict(zip(entity, zip(y, exposure, strict=True), strict=True))
    rows = rows.with_columns(
        y=pl.Series([float(counted[one][0]) for one in rows["entity_id"]]),
        exposure=pl.Series([float(counted[one][1]) for one in rows["entity_id"]]),
    )
    return overdispersion(rows, frame, CATALOGUE)


def test_a_rate_by_hand():
    row = figures([0] * 20 + [2] * 20, [1.0] * 40).row(0, named=True)
    assert (row["n"], row["usual"], row["phi"]) == (40, 1.0, 1.0)
    assert row["between"] == pytest.approx((40 - 39) / (40 - 1))


def test_a_share_by_hand_and_at_the_actor():
    row = figures([0] * 20 + [4] * 20, [4] * 40, "reg_x").row(0, named=True)
    assert (row["usual"], row["phi"]) == (0.5, pytest.approx(4.0))  # two errors of 0.25 away on either side


def test_forms_stand_apart_and_few_units_say_nothing():
    found = figures([0, 2] * 35, [1.0] * 70, forms=["HVB"] * 40 + ["STODB"] * 30)
    assert found.select("form_code", "n").rows() == [("HVB", 40), ("STODB", 30)]
    few = figures([0, 2] * 14, [1.0] * 28)
    assert few.select("n", "phi", "between").row(0) == (28, None, None)


def test_what_was_never_counted_has_no_dispersion():
    assert figures([0] * 40, [1.0] * 40).select("usual", "phi").row(0) == (0.0, None)


def test_the_alarm_is_for_more_than_five():
    found = figures([0] * 20 + [20] * 20, [10.0] * 40)
    assert found["phi"][0] == pytest.approx(10.0)
    assert high(found).height == 1
    assert high(figures([0, 2] * 20, [1.0] * 40)).is_empty()


def test_what_is_not_a_count_against_its_own_exposure_has_none():
    assert [name for name, one in CATALOGUE.items() if is_counted(one)] == ["rep_x", "reg_x"]


def test_every_counted_indicator_of_the_register_is_reported(small_home):
    with Warehouse(small_home.home) as warehouse:
        found = warehouse.read(marts.Overdispersion)
        known = warehouse.query(marts.IndicatorValue, "exposure > 0 AND value IS NOT NULL", [])
    expected = {name for name, one in catalogue().items() if is_counted(one)} & set(known["indicator_id"])
    assert set(found["indicator_id"]) == expected
    assert len(expected) > 5
    assert set(found["as_of"]) == set(small_home.days)
