"""The compiled draws against the plain ones, and their parts against what they should be."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from indicators.definition import Level, Unit
from indicators.scoring import drawing
from indicators.scoring.intervals import intervals, seeds, table, weight_draws
from indicators.scoring.score import grids
from tests.indicators import plain_draws
from tests.indicators.value_frames import CATALOGUE, Q, R, W, profile, random_register

WEIGHTS = {
    Q: {"sup_severity_points_36m": 3.0, "rep_tip_rate_eb_12m": 1.5, "rep_muni_deficiency_24m": 1.0},
    W: {"net_board_changes_24m": 2.0, "per_refusals_60m": 1.0},
    R: {"reg_late_change_share_24m": 1.0, "reg_stale_12m": 2.0},
}
SEED, DRAWS = 5, 24


def drawn_z(column, row, grid, pools, draw):
    """One limited z in one draw, by the rules of the intervals' docstring."""
    name, unit = column.indicator.name, column.indicator.unit
    key = "actor_id" if column.indicator.level is Level.ACTOR else "activity_id"
    stream = plain_draws.Stream(SEED, grid.as_of, name, grid.activities[key][row], draw)
    if not column.is_known[row]:
        pool = pools[name, grid.activities["operator_type"][row]]
        return pool[int(stream.uniform() * len(pool))]
    if column.shrunk is None or np.isnan(column.shrunk.posterior.a[row]):
        return column.z[row]
    a, b, scale = (each[row] for each in (column.shrunk.posterior.a, column.shrunk.posterior.b,
                                          column.shrunk.posterior.scale))  # fmt: skip
    first = stream.gamma(a)
    if unit is Unit.RATIO:
        away = np.log(first / a)
    elif unit is Unit.RATE:
        away = column.shrunk.value[row] * (first / a - 1)
    else:
        away = first / (first + stream.gamma(b)) - a / (a + b)
    return min(max(column.shrunk.z[row] + away / scale, column.indicator.z_floor), 3.0)


def plain_pools(grid):
    found = {}
    for column in grid.columns:
        owned = {}
        for row in np.flatnonzero(column.is_known & column.is_applicable):
            owned.setdefault(column.entity[row], (grid.activities["operator_type"][int(row)], column.z[row]))
        for operator in grid.activities["operator_type"].unique():
            own = sorted(z for kind, z in owned.values() if kind == operator)
            found[column.indicator.name, operator] = own if len(own) >= 30 else sorted(z for _, z in owned.values())
    return found


def plain_score(grid, row, weights, z, cap):
    applies = [j for j, column in enumerate(grid.columns) if column.is_applicable[row]]
    attainable = 3.0 * sum(weights[j] for j in applies)
    if not attainable:
        return 0
    families = {}
    for j in applies:
        family = grid.columns[j].indicator.family
        families[family] = families.get(family, 0.0) + weights[j] * z[j]
    return max(0, round(1e6 * sum(min(each, cap * attainable) for each in families.values()) / attainable))


@pytest.mark.parametrize("target", [Q, W, R])
def test_the_compiled_draws_are_the_plain_ones(target):
    frame, data = random_register(110, seed=4)
    decided = profile({target: WEIGHTS[target]}, draws=DRAWS)
    if target is W:
        posterior = {"posterior_a": 2.5, "posterior_b": 3.0, "peer_scale": 0.4}
        is_rate = (pl.col("indicator_id") == "net_board_changes_24m") & pl.col("value").is_not_null()
        data = data.with_columns(
            **{name: pl.when(is_rate).then(pl.lit(number)).otherwise(name) for name, number in posterior.items()}
        )
    (grid,) = grids(data, frame, CATALOGUE, decided)
    is_ranked = np.arange(grid.n) % 7 > 0
    rows = np.flatnonzero(is_ranked)
    weights = weights_of(grid, decided)
    pools = plain_pools(grid)
    expected = []
    for draw in range(DRAWS):
        scores = []
        for row in rows:
            z = [drawn_z(column, int(row), grid, pools, draw) if column.is_applicable[row] else 0.0
                 for column in grid.columns]  # fmt: skip
            scores.append(plain_score(grid, row, weights[draw], z, grid.cap(decided.group_cap)))
        expected.append(scores)
    low, high, p_top = zip(*plain_draws.summary(expected), strict=True)
    middle = (np.array(low) + np.array(high)) // 2  # a rank inside, so that it widens nothing
    ranks = np.zeros(grid.n, dtype=np.int64)
    ranks[rows] = middle
    found = intervals(grid, is_ranked, ranks, decided, SEED)
    assert found.low[rows].tolist() == list(low)
    assert found.high[rows].tolist() == list(high)
    assert found.p_top[rows] == pytest.approx(p_top, abs=1e-9)


def weights_of(grid, decided):
    from indicators.scoring.intervals import _generator

    return weight_draws(grid, decided, _generator(SEED, grid, "weights"))


def test_who_else_there_is_changes_no_ones_draws():
    frame, data = random_register(300, seed=2)
    known = data.filter(pl.col("value").is_not_null())
    whole, half = (
        drawn_scores(grids(known, each, CATALOGUE, profile({Q: {"rep_tip_rate_eb_12m": 1.0}}, draws=1))[0])
        for each in (frame, frame[::2])
    )
    ids = frame["activity_id"].sort().to_list()
    known_ids = known.filter(indicator_id="rep_tip_rate_eb_12m")["entity_id"].to_list()
    both = [one for one in ids[::2] if one in set(known_ids)]
    assert len(both) > 50
    assert [whole[one] for one in both] == [half[one] for one in both]


def drawn_scores(grid):
    scores = np.empty(grid.n, dtype=np.int32)
    drawing.scored(
        0, table(grid, np.arange(grid.n), 0.4), np.array([grid.weights]), seeds(grid, 1), np.zeros(1), scores
    )
    return dict(zip(grid.activities["activity_id"], scores.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_places_are_shared_by_equals(scores):
    assert placed(np.array(scores, dtype=np.int32)) == plain_draws.places(scores)


def test_counted_and_sorted_places_are_the_same():
    scores = np.random.default_rng(1).integers(0, 50_000, 20_000).astype(np.int32)
    scores[:3] = 0, drawing.HIGHEST, drawing.HIGHEST
    falling = np.sort(scores)[::-1]
    first = np.searchsorted(-falling, -scores, side="left") + 1
    last = np.searchsorted(-falling, -scores, side="right")
    assert placed(scores) == list(zip(first.tolist(), last.tolist(), strict=True))


def placed(scores):
    first, last = np.empty_like(scores), np.empty_like(scores)
    drawing.places(scores, np.zeros(drawing.HIGHEST + 2, dtype=np.int32), first, last)
    return list(zip(first.tolist(), last.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.lists(st.integers(-50, 50), min_size=12, max_size=60))
def test_a_heap_keeps_the_smallest(size, numbers):
    heap = drawing.heaps(1, size)[0]
    for number in numbers:
        drawing.keep_smallest(heap, np.int32(number))
    assert sorted(heap.tolist()) == sorted(numbers)[:size]
    assert heap[0] == sorted(numbers)[size - 1]


@pytest.mark.parametrize("shape", [0.3, 1.0, 2.5, 60.0])
def test_gamma_draws_have_the_distribution(shape):
    state, found = np.uint64(7), []
    for _ in range(4_000):
        number, state = drawing.gamma(shape, np.uint64(state))
        found.append(number)
    assert stats.kstest(found, stats.gamma(shape).cdf).pvalue > 0.01


def test_draws_of_different_entities_and_draws_do_not_go_together():
    streams = [plain_draws.Stream(1, "2026-06-30", "rep_x", f"V{i:06d}", draw) for i in range(60) for draw in range(60)]
    uniform = np.array([stream.uniform() for stream in streams]).reshape(60, 60)
    assert stats.kstest(uniform.ravel(), "uniform").pvalue > 0.01
    for each in (uniform, uniform.T):
        correlation = np.corrcoef(each)[np.triu_indices(60, 1)]
        assert abs(correlation.mean()) < 0.01
        assert correlation.std() == pytest.approx(60**-0.5, rel=0.1)
