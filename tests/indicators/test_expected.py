"""What is expected of an entity comes from the same days as what is counted, and is scaled as one."""

import datetime as dt

import numpy as np
import pytest

from indicators.measures.expected import quarters
from indicators.peers.estimating import Priors, value_of
from indicators.registry import catalogue
from indicators.windows import Days, Months
from tables.months import day_number

T = dt.date(2026, 3, 31)
BURST = catalogue()["rep_tip_burst_90d"]


def days(numbers):
    return [(dt.date(1970, 1, 1) + dt.timedelta(days=int(number))).isoformat() for number in numbers]


def test_a_window_is_cut_at_the_calendar_quarters():
    first, last = quarters(T, Months(3))
    assert (days(first), days(last)) == (["2026-01-01"], ["2026-03-31"])


def test_a_window_that_ends_before_the_day_has_no_later_days():
    first, last = quarters(dt.date(2026, 5, 15), Months(6), Days(90))
    assert days(first) == ["2025-11-16", "2026-01-01"]
    assert days(last) == ["2025-12-31", "2026-02-14"]
    assert int(last[-1]) == day_number(Days(90).before(dt.date(2026, 5, 15)))


def test_everything_expected_is_scaled_to_the_peers_alike():
    columns = {"tips": 3.0, "expected": 0.5, "tips_before": 1.0, "expected_before": 2.0}
    drawn = {name: np.array([number]) for name, number in columns.items()}
    halved = Priors({"kappa": np.array([2.0])}, np.array([0.5]))
    whole = Priors({"kappa": np.array([2.0])}, np.array([1.0]))
    half = {**drawn, "expected": np.array([0.25]), "expected_before": np.array([1.0])}
    group = np.zeros(1, dtype=np.int64)
    scaled = value_of(BURST, drawn, slice(None), group, halved)
    assert scaled[0] == pytest.approx(value_of(BURST, half, slice(None), group, whole)[0], abs=1e-12)
    assert scaled[0] == pytest.approx(2.3933, abs=1e-4)
