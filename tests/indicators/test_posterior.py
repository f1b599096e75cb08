"""Posteriors: whose values have one, and that value and z are those of its mean."""

import numpy as np
import polars as pl
import pytest

from indicators.definition import Direction, Shrinkage, Unit
from indicators.peers.posterior import has_posterior
from indicators.registry import catalogue
from tables import marts
from tables.store import Warehouse

DRAWN = sorted(name for name, one in catalogue().items() if has_posterior(one))
COLUMNS = ["posterior_a", "posterior_b", "peer_scale"]


@pytest.fixture(scope="module")
def computed(small_home):
    with Warehouse(small_home.home) as warehouse:
        return warehouse.query(marts.IndicatorValue, "as_of = ?", [small_home.days[-1]])


def test_rates_and_shares_that_are_drawn_towards_peers_have_a_posterior():
    assert {"rep_tip_rate_eb_12m", "reg_late_change_share_24m", "per_manager_turnover_24m"} <= set(DRAWN)
    assert not {"rep_tip_burst_90d", "sup_sister_severity_24m", "sup_severity_points_36m"} & set(DRAWN)


def test_others_have_none(computed):
    rest = computed.filter(~pl.col("indicator_id").is_in(DRAWN) | pl.col("value").is_null())
    assert rest.select(pl.col(COLUMNS).is_not_null().sum()).row(0) == (0, 0, 0)


@pytest.mark.parametrize("name", DRAWN)
def test_a_value_is_the_mean_of_its_posterior_times_a_constant(computed, name):
    known = computed.filter(pl.col("posterior_a").is_not_null(), indicator_id=name)
    a, b, value = (known[column].to_numpy() for column in ("posterior_a", "posterior_b", "value"))
    is_share = catalogue()[name].estimate.kind is Shrinkage.BETA_BINOMIAL
    mean = a / (a + b) if is_share else a / b
    constant = 365.0 if catalogue()[name].estimate.kind is Shrinkage.GAMMA_RATE else 1.0
    assert value == pytest.approx(constant * mean)


def test_every_value_that_can_be_drawn_is(computed):
    standing = computed.filter(pl.col("z").is_not_null() & pl.col("indicator_id").is_in(DRAWN))
    assert standing.height > 100
    assert standing.select(pl.col(COLUMNS).null_count()).row(0) == (0, 0, 0)
    assert (standing["peer_scale"] > 0).all()


def test_a_difference_in_the_value_is_one_in_z_by_the_scale(computed):
    standing = computed.filter(pl.col("z").is_not_null() & pl.col("indicator_id").is_in(DRAWN))
    compared = 0
    for (name, _), part in standing.partition_by("indicator_id", "peer_group", as_dict=True).items():
        one = catalogue()[name]
        on_scale = np.log(part["value"]) if one.unit is Unit.RATIO else part["value"].to_numpy()
        sign = -1 if one.direction is Direction.LOWER else 1
        assert np.diff(part["z"]) * part["peer_scale"][0] * sign == pytest.approx(np.diff(on_scale), abs=1e-9)
        compared += part.height - 1
    assert compared > 100
