"""Whether an indicator's distribution has drifted: tenths by hand, the index against its golden, and the laws."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.drift import ALARM, FEWEST, LOOK, distributions, indices

DAY = dt.date(2026, 6, 30)
NUMBERS = st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 2)), min_size=FEWEST, max_size=300)


def values(numbers, name="rep_example", day=DAY):
    return pl.DataFrame({"as_of": [day] * len(numbers), "indicator_id": [name] * len(numbers), "value": numbers})


def index(before, now):
    return indices(values(now), DAY, distributions(values(before), DAY)).get("rep_example")


def test_tenths_of_a_hundred_numbers():
    (row,) = distributions(values([float(n) for n in range(1, 101)]), DAY).iter_rows(named=True)
    assert row["cuts"] == [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]
    assert row["shares"] == pytest.approx([0.1] * 10)
    assert row["n"] == 100


def test_where_most_are_nothing_there_are_fewer_classes():
    (row,) = distributions(values([0.0] * 85 + [float(n) for n in range(15)]), DAY).iter_rows(named=True)
    assert row["cuts"] == [0.0, 4.0]
    assert row["shares"] == pytest.approx([0.86, 0.04, 0.10])


def test_the_golden_of_the_method():
    """Ten equal tenths, seen as .05 .06 .08 .09 .10 .10 .11 .12 .13 .16: 0.101."""
    before = np.repeat(np.arange(10.0), 100)
    now = np.repeat(np.arange(10.0), [50, 60, 80, 90, 100, 100, 110, 120, 130, 160])
    assert index(before.tolist(), now.tolist()) == pytest.approx(0.101, abs=5e-4)


def test_unknown_values_are_no_part_of_it():
    before, now = [float(n) for n in range(100)], [float(n) for n in range(100)]
    assert index(before, [*now, None, None]) == pytest.approx(0.0)


def test_too_few_say_nothing():
    assert index([1.0] * FEWEST, [2.0] * (FEWEST - 1)) is None
    assert index([1.0] * (FEWEST - 1), [2.0] * FEWEST) is None


def test_other_values_altogether_sound_the_alarm():
    assert index([float(n) for n in range(200)], [float(n + 500) for n in range(200)]) > ALARM > LOOK


@settings(deadline=None)
@given(before=NUMBERS, seed=st.integers(0, 9))
def test_the_same_values_in_any_order_have_not_drifted(before, seed):
    shuffled = np.random.default_rng(seed).permutation(before).tolist()
    assert index(before, shuffled) == pytest.approx(0.0, abs=1e-12)


@settings(deadline=None)
@given(before=NUMBERS, now=NUMBERS)
def test_the_index_is_never_below_zero(before, now):
    assert index(before, now) >= -1e-12
