"""On made-up worlds whose truth is known: estimators recover it, naive figures do not, small units are treated alike.

The study in full, with two hundred replications, is `python -m benchmarks simulation`; here it is smaller, and the
limits are as much wider as chance demands.
"""

import numpy as np
import polars as pl
import pytest

from benchmarks.simulated import plan, small_units
from benchmarks.simulated.replications import HONEST, NAIVE, study
from benchmarks.simulated.world import DAY, scored, world
from indicators.evaluation import arms, estimators
from indicators.evaluation.candidates import Candidates
from indicators.evaluation.figure_rows import Figures

REPLICATIONS = 100
#: 90 to 98 in the full study; one hundred replications of a right interval fall outside these twice in a thousand.
COVERED = (0.88, 1.0)


@pytest.fixture(scope="module")
def recovered():
    return study(REPLICATIONS, n=1200, capacity=240)


@pytest.mark.slow
@pytest.mark.parametrize("name", HONEST)
def test_the_interval_holds_the_truth_as_often_as_it_says(recovered, name):
    row = recovered["estimators"][name]
    assert COVERED[0] <= row["coverage"] <= COVERED[1]
    assert abs(row["bias"]) < 0.1 * row["truth"]


@pytest.mark.parametrize("name", NAIVE)
def test_what_takes_the_inspected_for_everybody_is_too_high(recovered, name):
    row = recovered["estimators"][name]
    assert row["bias"] > 0.08 * row["truth"]


@pytest.mark.parametrize("name", [NAIVE[0], NAIVE[1], NAIVE[3]])
def test_a_biased_figure_is_sure_of_itself_all_the_same(recovered, name):
    assert recovered["estimators"][name]["coverage"] < 0.85


def test_weighting_repairs_what_was_known_and_not_what_was_not(recovered):
    known, hidden = recovered["estimators"][HONEST[7]], recovered["estimators"][NAIVE[3]]
    assert abs(known["bias"]) < 0.01 < 0.02 < hidden["bias"]


def test_bounds_among_the_inspected_always_hold(recovered):
    assert recovered["bounds among inspected hold"] == 1.0


def test_the_probability_of_being_drawn_is_that_of_either_arm():
    one = world(np.random.default_rng(1), 800)
    scores = scored(one, 1)
    rng, times = np.random.default_rng(2), 400
    drawn = [plan.draw(rng, one, scores, 120, 0.2) for _ in range(times)]
    often = np.mean([each.is_drawn for each in drawn], axis=0)
    assert np.abs(often - drawn[0].inclusion).max() < 0.12
    assert np.abs(often - drawn[0].inclusion).mean() < 0.02
    assert not (drawn[0].is_random & drawn[0].is_risk).any()
    assert (often[one.is_duty] == 0).all()


def test_the_lots_probability_alone_counts_risky_units_too_often():
    found = []
    for seed in range(15):
        rng = np.random.default_rng(seed)
        one = world(rng, 1200)
        drawn = plan.draw(rng, one, scored(one, seed), 240, 0.2)
        by_arm = np.where(drawn.is_random, drawn.is_random.sum() / drawn.in_frame.sum(), drawn.inclusion)
        seen, n = drawn.is_drawn, int(drawn.in_frame.sum())
        figures = [
            estimators.horvitz_thompson(one.outcome[seen], pi[seen], n).value for pi in (drawn.inclusion, by_arm)
        ]
        told = _as_the_report_tells(one, drawn)
        figures.append(told["value"])
        truth = one.outcome[drawn.in_frame].mean()
        found.append([*(figure - truth for figure in figures), told["low"] <= truth <= told["high"]])
    either, by_arm, report, held = np.mean(found, axis=0)
    assert abs(either) < 0.03 < 0.06 < by_arm
    assert abs(report) < 0.03
    assert held > 0.75


def _as_the_report_tells(one, drawn):
    """The prevalence that an evaluation gives when a plan was drawn and everyone in it looked at."""
    seen = drawn.is_drawn
    rows = one.units.select(entity_id="activity_id").with_columns(
        list_date=pl.lit(DAY),
        tie="entity_id",
        y=pl.when(pl.Series(seen)).then(pl.Series(one.outcome)),
        drawn_chance=pl.when(pl.Series(seen)).then(pl.Series(drawn.inclusion)),
    )
    into = Figures("Q", "Q")
    arms.drawn(Candidates(rows, "Q", "Q", (), 0.05), into)
    return into.frame().row(0, named=True)


@pytest.fixture(scope="module")
def alike():
    told = small_units.study(12, n=2000, rates=(0.04,))
    return next(iter(told.values()))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["the quality score, by score", "the quality score, by P(top)", "tips alone, by score"]
)
def test_with_equal_true_rates_small_units_get_their_share_of_the_top(alike, name):
    assert 0.8 <= alike[name]["small"] <= 1.25


def test_without_shrinkage_small_units_would_fill_the_top(alike):
    assert alike["raw ratio of tips"]["small"] > 1.6
