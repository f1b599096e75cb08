"""Near-copies share one weight: what is one fact counts once, however many indicators say it."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.definition import Unit
from indicators.scoring.grid import Grid
from indicators.scoring.near_copies import copies, group_weights, parts_of_weights
from indicators.scoring.score import grids, points, scores
from tests.indicators.value_frames import CATALOGUE, Q, indicator, population, profile, random_register

RNG = np.random.default_rng(3)
ONE, OTHER = RNG.normal(size=200), RNG.normal(size=200)
WEIGHTS = {"sup_severity_points_36m": 3.0, "rep_tip_rate_eb_12m": 1.5, "rep_muni_deficiency_24m": 1.0}


def test_columns_that_go_together_either_way_are_one_group():
    assert copies([ONE, OTHER, -ONE, OTHER + 0.1 * ONE]) == (0, 1, 0, 1)


def test_a_group_hangs_together_through_others():
    between = ONE + OTHER
    found = [np.corrcoef(between, each)[0, 1] for each in (ONE, OTHER)]
    assert max(found) < 0.8  # else the example says nothing
    near = [ONE + 0.3 * OTHER, ONE + OTHER, OTHER + 0.3 * ONE]
    assert copies([near[0], near[2]]) == (0, 1)
    assert copies(near) == (0, 0, 0)


def test_what_is_seldom_known_together_says_nothing():
    few = np.where(np.arange(200) < 49, ONE, np.nan)
    assert copies([ONE, few]) == (0, 1)


def test_a_group_weighs_as_much_as_its_heaviest_and_shares_that_by_weight():
    weights, groups = np.array([2.0, 1.0, 1.0]), (0, 1, 0)
    assert group_weights(weights, groups).tolist() == [2.0, 1.0]
    parts = parts_of_weights(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 0.0, 1.0]]), weights, groups)
    assert (weights[:, None] * parts).T.tolist() == [[pytest.approx(4 / 3), 1.0, pytest.approx(2 / 3)],
                                                    [2.0, 0.0, 0.0], [0.0, 1.0, 1.0]]  # fmt: skip


def doubled(data, name):
    """The register with an indicator said twice, under another name of the same family."""
    copy = CATALOGUE | {f"{name}_again": indicator(f"{name}_again", unit=CATALOGUE[name].unit)}
    again = data.filter(indicator_id=name).with_columns(indicator_id=pl.lit(f"{name}_again"))
    return pl.concat([data, again]), copy


@pytest.mark.parametrize("name", sorted(WEIGHTS))
@pytest.mark.parametrize("seed", [1, 2])
def test_an_indicator_said_twice_leaves_scores_ranks_and_coverage(name, seed):
    frame, data = random_register(250, seed)
    once, _ = scores(data, frame, CATALOGUE, profile({Q: WEIGHTS}, draws=20), 1)
    more, catalogue = doubled(data, name)
    weights = WEIGHTS | {f"{name}_again": WEIGHTS[name]}
    twice, contribution = scores(more, frame, catalogue, profile({Q: weights}, draws=20), 1)
    away = once.select(pl.col("score").cast(pl.Float64)) - twice.select(pl.col("score").cast(pl.Float64))
    assert away["score"].abs().max() <= 1e-4
    assert (once["coverage"] - twice["coverage"]).abs().max() < 1e-12
    own = contribution.filter(pl.col("indicator_id") == name)
    assert own["weight"].unique().to_list() == [WEIGHTS[name] / 2]
    assert own["shares_with"].unique().to_list() == [f"{name}_again"]


def test_a_fact_said_twice_without_sharing_would_move_scores():
    frame, data = random_register(250, 1)
    more, catalogue = doubled(data, "rep_tip_rate_eb_12m")
    weights = WEIGHTS | {"rep_tip_rate_eb_12m_again": 1.5}
    (grid,) = grids(more, frame, catalogue, profile({Q: weights}))
    alone = Grid(grid.as_of, grid.target, grid.activities, grid.columns, grid.weights, tuple(range(4)))
    assert (points(grid, 0.4).score != points(alone, 0.4).score).mean() > 0.2


def test_what_shares_no_weight_says_so():
    frame, data = random_register(250, 1)
    _, contribution = scores(data, frame, CATALOGUE, profile({Q: WEIGHTS}, draws=20), 1)
    assert contribution["shares_with"].null_count() == contribution.height


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_raising_any_value_never_lowers_a_score_whatever_shares_a_weight(data):
    groups = data.draw(st.sampled_from([(0, 0, 2, 3), (0, 1, 0, 0), (0, 0, 0, 0), (0, 1, 1, 3)]))
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in ("a_x", "a_y", "b_x", "c_x")}
    z = np.array(data.draw(st.lists(st.floats(-1, 3), min_size=4, max_size=4)))
    applicable = np.array(data.draw(st.lists(st.booleans(), min_size=4, max_size=4)))
    weights = tuple(data.draw(st.lists(st.sampled_from([0.5, 1.0, 3.0, 7.3]), min_size=4, max_size=4)))
    raised = z.copy()
    place = data.draw(st.integers(0, 3))
    raised[place] = min(3.0, z[place] + data.draw(st.sampled_from([1e-9, 1e-5, 0.01, 0.5, 3.0])))
    before, after = (one_row(catalogue, each, applicable, weights, groups) for each in (z, raised))
    assert after >= before


def one_row(catalogue, z, applicable, weights, groups):
    from indicators.scoring.grid import Column

    once = np.zeros(1, dtype=np.int64)
    columns = tuple(
        Column(one, z[[place]], np.ones(1, bool), applicable[[place]], once, once.astype(np.uint64))
        for place, one in enumerate(catalogue.values())
    )
    frame = population(1)
    return points(Grid(frame["as_of"][0], Q, frame, columns, weights, groups), 0.4).score[0]
