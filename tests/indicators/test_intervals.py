"""Rank intervals: what the draws are about, what they leave alone, and the bands."""

import numpy as np
import polars as pl
import pytest

from indicators.scoring import drawing
from indicators.scoring.intervals import bands, seeds, table, weight_draws
from indicators.scoring.score import grids, points, scores
from tests.indicators.value_frames import (
    CATALOGUE,
    POSTERIOR,
    Cell,
    Q,
    R,
    W,
    population,
    profile,
    random_register,
    values,
)

WEIGHTS = {"sup_severity_points_36m": 3.0, "rep_tip_rate_eb_12m": 1.5, "cap_places_growth_12m": 1.0}


def register(n=400, seed=1, **changes):
    frame, data = random_register(n, seed)
    decided = profile({Q: WEIGHTS}, draws=60, **changes)
    (grid,) = grids(data, frame, CATALOGUE, decided)
    return frame, data, decided, grid


def one_score(cells, weights, draws=200, **changes):
    frame = population(len(cells))
    filled = {
        ("reg_stale_12m", f"V{i:06d}"): Cell(z) if z is not None else Cell(None, "source_gap")
        for i, z in enumerate(cells)
    }
    return scores(values(frame, filled), frame, CATALOGUE, profile({R: weights}, draws=draws, **changes), 1)[0]


def test_drawn_weights_keep_their_total_and_centre_on_the_decided():
    *_, decided, grid = register()
    drawn = weight_draws(grid, decided, np.random.default_rng(1))
    many = np.vstack([weight_draws(grid, decided, np.random.default_rng(seed)) for seed in range(200)])
    assert drawn.sum(axis=1) == pytest.approx(sum(grid.weights))
    assert many.mean(axis=0) == pytest.approx(np.array(grid.weights), rel=0.02)


def test_a_weight_of_mean_size_varies_by_thirty_per_cent():
    frame, data, *_ = register()
    decided = profile({Q: dict.fromkeys(WEIGHTS, 1.0)}, draws=200)
    (grid,) = grids(data, frame, CATALOGUE, decided)
    many = np.vstack([weight_draws(grid, decided, np.random.default_rng(seed)) for seed in range(100)])
    assert many.std(axis=0) / many.mean(axis=0) == pytest.approx([0.3, 0.3, 0.3], rel=0.05)


def test_with_nothing_uncertain_and_the_decided_weights_a_draw_is_the_score():
    frame, data, decided, _ = register()
    complete = data.with_columns(
        pl.col("z", "value").fill_null(0.5), missing_reason=pl.lit(None, pl.String),
        **dict.fromkeys(POSTERIOR, pl.lit(None, pl.Float64)),
    )  # fmt: skip
    (grid,) = grids(complete, frame, CATALOGUE, decided)
    drawn = np.empty(grid.n, dtype=np.int32)
    drawing.scored(
        0,
        table(grid, np.arange(grid.n), decided.group_cap),
        np.array([grid.weights]),
        seeds(grid, 1),
        np.zeros(len(grid.families)),
        drawn,
    )
    assert drawn.max() > 0
    assert np.array_equal(drawn, points(grid, decided.group_cap).score)


def test_the_rank_lies_in_its_interval():
    frame, data, decided, _ = register()
    ranked = scores(data, frame, CATALOGUE, decided, 1)[0].filter(basis="ranked")
    assert (ranked["rank_low"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["rank_high"]).all()
    assert ranked["rank_high"].max() <= ranked.height


def test_equal_scores_share_interval_and_probability():
    score = one_score([3.0] * 4 + [0.0] * 36, {"reg_stale_12m": 1.0})
    top = score.filter(pl.col("score") > 0)
    assert top.select("rank_low", "rank_high", "p_top").unique().rows() == [(1, 4, 0.5)]


def test_the_probabilities_of_the_top_sum_to_its_size():
    frame, data, decided, _ = register()
    ranked = scores(data, frame, CATALOGUE, decided, 1)[0].filter(basis="ranked")
    assert ranked["p_top"].sum() == pytest.approx(np.ceil(0.05 * ranked.height))


def test_an_unknown_widens_the_interval():
    weights = {"reg_stale_12m": 1.0, "reg_late_change_share_24m": 1.0}
    frame = population(60)
    cells = {("reg_stale_12m", one): Cell(0.0) for one in frame["activity_id"]}
    late = {("reg_late_change_share_24m", one): Cell(i / 20) for i, one in enumerate(frame["activity_id"])}
    missing = {("reg_late_change_share_24m", "V000030"): Cell(None, "not_observed")}
    decided = profile({R: weights}, draws=200)
    widths = []
    for some in (cells | late, cells | late | missing):
        row = scores(values(frame, some), frame, CATALOGUE, decided, 1)[0].filter(activity_id="V000030")
        widths.append(row["rank_high"][0] - row["rank_low"][0])
    assert widths[1] > widths[0] + 20


def test_an_unknown_is_drawn_within_its_operator_type():
    frame = population(80, operator_type=["private"] * 40 + ["municipal"] * 40)
    cells = {("reg_stale_12m", one): Cell(3.0 if i < 40 else 0.0) for i, one in enumerate(frame["activity_id"])}
    cells |= {("reg_stale_12m", one): Cell(None, "source_gap") for one in ("V000010", "V000070", "V000071")}
    decided = profile({R: {"reg_stale_12m": 1.0}}, draws=200, coverage_min=0.0)
    score = scores(values(frame, cells), frame, CATALOGUE, decided, 1)[0]
    assert score.filter(activity_id="V000010")["rank_low"][0] == 1
    assert score.filter(activity_id="V000070")["rank_low"][0] == 41


def test_an_actors_unknown_is_drawn_once_for_all_its_activities():
    frame = population(43, actors=[0, 0, 0, *range(1, 41)])
    cells = {("cap_places_growth_12m", f"{5560000000 + i}"): Cell(i / 20) for i in range(1, 41)}
    cells["cap_places_growth_12m", "5560000000"] = Cell(None, "not_observed")
    decided = profile({Q: {"cap_places_growth_12m": 1.0}}, draws=50, coverage_min=0.0)
    score = scores(values(frame, cells), frame, CATALOGUE, decided, 1)[0].filter(actor_id="5560000000")
    assert score["p_top"].n_unique() == 1
    assert 0 < score["p_top"][0] < 1


def test_the_same_seed_gives_the_same_and_another_seed_another():
    frame, data, decided, _ = register()
    first, again, other = (scores(data, frame, CATALOGUE, decided, seed)[0] for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.select("rank_low", "rank_high", "p_top").equals(other.select("rank_low", "rank_high", "p_top"))


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_how_many_threads_draw_does_not_matter(threads):
    frame, data, decided, _ = register()
    alone, together = (scores(data, frame, CATALOGUE, decided, 1, threads=number)[0] for number in (1, threads))
    assert together.equals(alone)


def test_a_shrunken_value_widens_the_interval_and_a_surer_one_less():
    frame = population(60)
    weights = {"reg_stale_12m": 1.0, "reg_late_change_share_24m": 1.0}
    cells = {("reg_stale_12m", one): Cell(0.0) for one in frame["activity_id"]}
    widths = {}
    for name, posterior in (("sure", (None,) * 3), ("less sure", (60.0, 140.0, 0.1)), ("unsure", (3.0, 7.0, 0.1))):
        late = {("reg_late_change_share_24m", one): Cell(i / 20) for i, one in enumerate(frame["activity_id"])}
        late["reg_late_change_share_24m", "V000030"] = Cell(1.5, posterior=posterior)
        row = scores(values(frame, cells | late), frame, CATALOGUE, profile({R: weights}, draws=300), 1)[0]
        (low, high) = row.filter(activity_id="V000030").select("rank_low", "rank_high").row(0)
        widths[name] = high - low
    assert widths["sure"] < widths["less sure"] < widths["unsure"]


def test_an_actors_shrunken_value_is_drawn_once_for_all_its_activities():
    frame = population(43, actors=[0, 0, 0, *range(1, 41)])
    rate = {("net_board_changes_24m", f"{5560000000 + i}"): Cell(i / 20, posterior=(2.0, 2.0, 0.1)) for i in range(41)}
    decided = profile({W: {"net_board_changes_24m": 1.0}}, draws=50)
    score = scores(values(frame, rate), frame, CATALOGUE, decided, 1)[0].filter(actor_id="5560000000")
    assert score.select("rank_low", "rank_high", "p_top").n_unique() == 1


def test_bands_begin_exactly_at_their_limits():
    assert "".join(bands(np.array([1.0, 0.8, 0.7999, 0.5, 0.4999, 0.2, 0.1999, 0.0]))) == "AABBCCDD"


def test_a_probability_summed_from_draws_reaches_its_limit():
    assert bands(np.array([sum([0.1] * 8)])).tolist() == ["A"]


def test_nobody_ranked_gives_nobody_an_interval():
    score = one_score([None] * 5, {"reg_stale_12m": 1.0})
    assert score["band"].unique().to_list() == ["U"]
    assert score["rank_low"].null_count() == 5
