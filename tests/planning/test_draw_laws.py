"""Law: probabilities sum to what is drawn, chance keeps to them, and a draw follows from its inputs alone."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.planning import chance, pareto, random_arm, risk_arm
from indicators.planning.drawing import drawn
from tests.planning.units import arm, asked, units

N_DRAWS = 10_000
CLOSE = 0.02


def draws(frame, n_draws, **how):
    return [drawn(frame, asked(seed=seed, **how)).rows for seed in range(n_draws)]


def test_probabilities_sum_to_what_is_drawn():
    plan = drawn(units(), asked()).rows
    assert plan["random_probability"].sum() == pytest.approx(arm(plan, "random").height, abs=1e-9)
    for (pool,), part in plan.group_by("pool"):
        assert part["risk_probability"].sum() == pytest.approx(arm(part, "risk").height, abs=1e-9), pool
    assert (arm(plan, "duty")["inclusion_probability"] == 1).all()


@pytest.mark.parametrize(
    ("weights", "n"),
    [
        (np.linspace(0.2, 0.79, 28), 10),
        (np.r_[0.79, 0.75, np.full(8, 0.2)], 3),
        (np.array([0.8, 0.4, 0.2]), 1),
        (np.array([0.79, 0.2]), 1),
        (np.linspace(0.2, 0.79, 60), 12),
    ],
)
def test_each_is_drawn_as_often_as_its_probability_says(weights, n):
    aimed_at = pareto.probabilities(weights, n)
    kept = pareto.inclusion(aimed_at, n)
    u = np.random.default_rng(3).random((N_DRAWS, len(weights)))
    often = np.mean([pareto.draw(aimed_at, row, n) for row in u], axis=0)
    assert kept.sum() == pytest.approx(n, abs=1e-9)
    assert np.abs(often - kept).max() < CLOSE


def test_the_whole_risk_arm_keeps_to_its_probabilities():
    rng = np.random.default_rng(4)
    p_top = np.r_[0.9, 0.85, rng.uniform(0.5, 0.8, 6), rng.uniform(0.2, 0.5, 14), rng.uniform(0, 0.2, 60)]
    tier = risk_arm.tier_of(["A"] * 2 + ["B"] * 6 + ["C"] * 14 + ["D"] * 60)
    u = rng.random((N_DRAWS, len(tier)))
    aimed = risk_arm.aim(tier, p_top, 11, 0.01)
    often = np.mean([risk_arm.draw(aimed, row) for row in u], axis=0)
    assert aimed.pi.sum() == pytest.approx(11)
    assert np.abs(often - aimed.pi).max() < CLOSE
    assert often[:2].tolist() == [1.0, 1.0]
    assert not often[tier == 2].any()
    b_and_c = np.argsort(p_top[2:22], kind="stable")
    assert (np.diff(aimed.pi[2:22][b_and_c]) >= 0).all()


def test_the_random_arm_keeps_to_its_probabilities_and_its_mean_is_unbiased():
    rng = np.random.default_rng(5)
    pool, form = rng.integers(0, 4, 160), rng.integers(0, 5, 160)
    y = (rng.random(160) < np.where(form == 2, 0.7, 0.1)).astype(float)
    expected = random_arm.parts(np.array([30, 7, 3, 61]), np.bincount(pool), 0.17)
    pi = random_arm.probabilities(expected, pool)
    u, starts = rng.random((N_DRAWS, 160)), rng.random(N_DRAWS)
    chosen = np.array([random_arm.draw(expected, pool, form, row, start) for row, start in zip(u, starts, strict=True)])
    means = (chosen * y / pi).sum(axis=1) / 160
    assert set(chosen.sum(axis=1)) == {17}
    assert pi.sum() == pytest.approx(17)
    assert np.abs(chosen.mean(axis=0) - pi).max() < CLOSE
    assert means.mean() == pytest.approx(y.mean(), abs=4 * means.std() / np.sqrt(N_DRAWS))
    for group in range(4):
        in_pool = chosen[:, pool == group].sum(axis=1)
        assert set(in_pool) <= {int(np.floor(expected[group])), int(np.ceil(expected[group]))}


def test_a_whole_plan_over_many_seeds_keeps_to_its_probabilities():
    found = [rows.sort("activity_id") for rows in draws(units(n=60), 300, share=1.0)]
    often = np.mean([(rows["arm"] == "random").fill_null(value=False).to_numpy() for rows in found], axis=0)
    pi = found[0]["random_probability"].fill_null(0.0).to_numpy()
    assert np.abs(often - pi).max() < 5 * np.sqrt(0.25 / 300)
    assert often.mean() == pytest.approx(pi.mean(), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(0, 80),
    rooms=st.lists(st.integers(0, 30), min_size=3, max_size=3),
    share=st.floats(0, 1),
    seed=st.integers(0, 10**9),
)
def test_no_draw_drops_a_duty_draws_twice_or_passes_its_capacity(n, rooms, share, seed):
    frame = units(n=n, seed=n)
    capacity = dict(zip(("nord", "mitt", "syd"), rooms, strict=True))
    plan = drawn(frame, asked(capacity, seed, share)).rows
    assert plan["activity_id"].n_unique() == plan.height == n
    assert set(arm(plan, "duty")["activity_id"]) == set(frame.filter("is_due")["activity_id"])
    assert plan.filter(pl.col("arm").is_in(["random", "risk"]))["is_due"].any() is False
    used = dict(plan.filter(pl.col("has_room")).group_by("division").len().iter_rows())
    assert all(used.get(division, 0) <= room for division, room in capacity.items())
    chosen = plan.drop_nulls("arm")
    assert chosen["order"].to_list() == list(range(1, chosen.height + 1))
    assert (chosen["inclusion_probability"] > 0).all()
    assert chosen.filter(pl.col("arm") == "risk")["excluded"].null_count() == arm(plan, "risk").height
    assert chosen.filter(~pl.col("has_room"))["arm"].is_in(["duty"]).all()


@settings(max_examples=20, deadline=None)
@given(shuffle=st.integers(0, 10**6), seed=st.integers(0, 10**6))
def test_the_order_of_the_rows_changes_nothing(shuffle, seed):
    frame = units()
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=shuffle)
    assert drawn(frame, asked(seed=seed)).rows.equals(drawn(shuffled, asked(seed=seed)).rows)


def test_the_same_seed_gives_the_same_plan_and_another_gives_another():
    first, again, other = (drawn(units(), asked(seed=seed)).rows for seed in (1, 1, 2))
    assert first.equals(again)
    assert set(arm(first, "random")["activity_id"]) != set(arm(other, "random")["activity_id"])


def test_another_period_gives_other_chances_with_the_same_seed():
    first, other = (drawn(units(), asked(purpose=purpose)).rows for purpose in ("Q|2026-H2", "Q|2027-H1"))
    assert set(arm(first, "random")["activity_id"]) != set(arm(other, "random")["activity_id"])


def test_who_else_is_in_the_frame_changes_nobodys_chance():
    whole = chance.uniforms(7, "x", ["V1", "V2", "V3"])
    assert chance.uniforms(7, "x", ["V3"])[0] == whole[2]


def test_chances_are_even():
    u = np.sort(chance.uniforms(11, "x", [f"V{place}" for place in range(20_000)]))
    assert np.abs(u - (np.arange(20_000) + 0.5) / 20_000).max() < 1.63 / np.sqrt(20_000)


def test_whoever_is_drawn_at_random_stays_random_though_the_list_would_have_taken_it():
    frame = units(n=30, pools=("nord/*",)).with_columns(
        band=pl.lit("A"), p_top=pl.lit(0.95), is_due=pl.lit(value=False), excluded=pl.lit(None, pl.String),
        in_random_frame=pl.lit(value=True),
    )  # fmt: skip
    plan = drawn(frame, asked({"nord": 30}, share=0.1)).rows
    assert arm(plan, "random").height == 3
    assert arm(plan, "risk").height == 27
    assert arm(plan, "random")["inclusion_probability"].to_list() == pytest.approx([0.1] * 3)


def test_each_is_drawn_at_all_as_often_as_its_probability_in_either_arm_says():
    plans = draws(units(60, seed=3), 120)
    assert plans[0]["activity_id"].n_unique() == 60
    often = pl.concat(plans).group_by("activity_id").agg(
        often=pl.col("arm").is_not_null().mean(), pi=pl.col("either_probability").fill_null(0.0).mean()
    )  # fmt: skip
    apart = (often["often"] - often["pi"]).abs()
    assert apart.mean() < 0.03
    assert apart.max() < 0.15
    one = plans[0].drop_nulls("either_probability")
    assert (one["either_probability"] >= one["random_probability"].fill_null(0.0)).all()
    assert (arm(one, "duty")["either_probability"] == 1).all()
