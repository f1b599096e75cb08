"""Counting gives what ranking gives, to the last bit, for whole numbers and for others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.peers import medians
from indicators.peers.medians import occurrences

GROUPS = 4
WHOLE = st.lists(st.tuples(st.integers(0, GROUPS - 1), st.integers(-3, 40)), max_size=60)
BROKEN = st.lists(st.tuples(st.integers(0, GROUPS - 1), st.floats(-5, 5, allow_subnormal=False)), max_size=60)


def frames(pairs):
    group = np.array([group for group, _ in pairs], dtype=np.int64)
    return group, np.array([value for _, value in pairs], dtype=np.float64)


@pytest.mark.parametrize("scale", [lambda x: x, lambda x: np.log1p(x + 5)], ids=["as it is", "log"])
@given(pairs=st.one_of(WHOLE, BROKEN))
@settings(max_examples=60, deadline=None)
def test_the_spread_of_each_group_is_that_of_its_sorted_values(scale, pairs) -> None:
    group, value = frames(pairs)
    found = occurrences(group, value, GROUPS)
    spread = found.spread(scale(found.value))
    for g in range(GROUPS):
        own = np.sort(value[group == g])
        assert spread.number[g] == len(own)
        if not len(own):
            assert np.isnan(spread.median[g])
            continue
        middle = np.median(scale(own))
        assert spread.median[g] == np.median(own)
        assert spread.middle[g] == middle
        assert spread.median_deviation[g] == np.median(np.abs(scale(own) - middle))
        assert spread.mean_deviation[g] == pytest.approx(np.abs(scale(own) - middle).mean(), rel=1e-12, abs=1e-15)


@given(pairs=WHOLE)
@settings(max_examples=60, deadline=None)
def test_counting_and_sorting_agree_to_the_last_bit(pairs) -> None:
    group, value = frames(pairs)
    if not pairs:
        return
    low = int(value.min())
    counted = medians._counted(group, value, GROUPS, low, int(value.max()) - low + 1)
    by_rank = medians._sorted(group, value, GROUPS)
    assert (counted.first == by_rank.first).all()
    assert (counted.value == by_rank.value).all()
    assert (counted.times == by_rank.times).all()


@given(pairs=st.one_of(WHOLE, BROKEN), asked=st.lists(st.integers(-4, 41), min_size=1, max_size=10))
@settings(max_examples=60, deadline=None)
def test_the_share_below_is_the_mid_rank(pairs, asked) -> None:
    group, value = frames(pairs)
    found = occurrences(group, value, GROUPS)
    wanted = np.array(asked, dtype=np.float64)
    for g in range(GROUPS):
        shares = found.share_below(np.full(len(wanted), g, dtype=np.int64), wanted)
        own = value[group == g]
        for share, number in zip(shares, wanted, strict=True):
            if not len(own):
                assert np.isnan(share)
            else:
                assert share == ((own < number).sum() + (own == number).sum() / 2) / len(own)


@pytest.mark.parametrize("n", [32_767, 32_768, 70_000])
def test_a_group_may_hold_more_values_than_fit_in_sixteen_bits(n) -> None:
    value = np.arange(n, dtype=np.float64) % 7
    found = occurrences(np.zeros(n, dtype=np.int64), value, 1)
    assert found.times.sum() == n
    assert found.share_below(np.zeros(1, dtype=np.int64), np.array([6.0]))[0] == 1 - (n // 7) / n / 2
    assert found.spread(found.value).median[0] == np.median(value)
