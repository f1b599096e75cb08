"""Arms are added by the chance of either; hours, funnels, removed indicators and delivered levels say what they do."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from scipy.stats import binom

from benchmarks.simulated.world import DAY, FINDINGS, TIPS, decided, values, world
from indicators.evaluation import arms, authority, burden
from indicators.evaluation.agreement import auc, resampled_pairs
from indicators.evaluation.candidates import Candidates, hit_share
from indicators.evaluation.figure_rows import Figures
from indicators.evaluation.history import History
from indicators.evaluation.intervals_of_shares import funnel
from indicators.evaluation.propensity import propensity
from indicators.evaluation.single import LeakFound, no_leak
from indicators.registry import catalogue
from indicators.scoring.grid import Grid
from indicators.scoring.score import grids, points, totals

T = dt.date(2024, 12, 31)


def frame(rows):
    return pl.DataFrame(rows, infer_schema_length=None)


def planned(**cells):
    known = {"known_from": T, "known_to": None, "target": "Q", "plan_id": "P", "actor_id": "A", "has_room": True}
    return frame([{**known, **dict(zip(cells, one, strict=True))} for one in zip(*cells.values(), strict=True)])


def test_a_plan_belongs_to_the_list_date_before_it_and_two_plans_make_it_likelier():
    days = [T - dt.timedelta(92), T]
    rows = frame([{"list_date": day, "entity_id": one} for day in days for one in ("V1", "V2")])
    facts = {
        "planned_case": planned(
            activity_id=["V1", "V1", "V2"],
            arm=["random", "risk", "risk"],
            either_probability=[0.5, 0.5, 0.2],
            random_probability=[0.1, 0.1, None],
            event_date=[T + dt.timedelta(5), T + dt.timedelta(40), T - dt.timedelta(3)],
        )
    }
    found = arms.with_probabilities(rows, facts, "Q", dt.date(2026, 1, 1)).sort("list_date", "entity_id")
    assert found["drawn_chance"].to_list() == [None, pytest.approx(0.2), 0.75, None]
    assert found["lot_chance"].to_list() == [None, None, 0.1, None]
    assert arms.with_probabilities(rows, {}, "Q", T)["drawn_chance"].null_count() == 4


def test_the_random_arm_weighs_by_the_lots_probability_where_pools_differ():
    rows = frame(
        [
            {"list_date": T, "entity_id": f"V{n}", "look": f"I{n}", "y_random": float(n < 10), "y": float(n < 10),
             "lot_chance": 0.5 if n < 10 else 0.1}
            for n in range(20)
        ]
    )  # fmt: skip
    units = Candidates(rows, "Q", "Q", (), 0.1).of_stratum("random_arm")
    assert hit_share(units).value == pytest.approx(20 / 120)
    assert hit_share(units.drop("lot_weight")).value == 0.5


def case(number, arm, hours, hit):
    drawn = {"plan_id": "P", "activity_id": f"V{number}", "actor_id": f"A{number}"}
    return {**drawn, "arm": arm, "hours": hours, "hit": float(hit)}


def test_hours_for_each_hit_is_a_ratio_of_sums_with_limits_that_hold_it():
    cases = frame([case(n, "risk", 10.0 + n % 3, n % 4 == 0) for n in range(40)])
    found = burden.ratio_of_sums(cases)
    assert found.value == pytest.approx(cases["hours"].sum() / 10)
    assert found.low < found.value < found.high
    nothing = burden.ratio_of_sums(frame([case(1, "risk", 8.0, 0)]))
    assert np.isnan(nothing.value)
    assert (nothing.low, nothing.high) == (8.0, np.inf)


def test_hours_are_told_by_arm_and_group_and_what_is_not_noted_is_said():
    names = [f"V{n}" for n in range(4)]
    plan = planned(
        activity_id=names, arm=["duty", "random", "risk", "risk"], event_date=[T] * 4,
        either_probability=[1.0] * 4, random_probability=[None] * 4,
    )  # fmt: skip
    noted = plan.select("plan_id", "activity_id", "known_from", "known_to", hours=pl.lit(12.0))
    looks = frame(
        [
            {"label": "Q", "activity_id": name, "event_date": T + dt.timedelta(30), "outcome": float(name != "V0"),
             "known_from": T, "known_to": None}
            for name in names
        ]
    )  # fmt: skip
    rows = frame([{"list_date": T, "entity_id": name, "form": "HVB"} for name in names])
    facts, into = {"planned_case": plan, "case_record": noted, "outcome": looks}, Figures("Q", "Q")
    burden.hours_per_hit(facts, rows, "Q", dt.date(2026, 1, 1), into)
    told = {(row["stratum"], row["group"]): row for row in into.frame().iter_rows(named=True)}
    assert told["drawn", None]["value"] == told["drawn", "HVB"]["value"] == pytest.approx(48 / 3)
    assert told["risk_arm", None]["value"] == 12.0
    assert told["duty", None]["value"] is None
    silent = Figures("Q", "Q")
    burden.hours_per_hit({}, rows, "Q", T, silent)
    assert silent.frame().select("value", "note").rows() == [(None, burden.NOTHING_NOTED)]


def test_funnel_limits_are_the_exact_ones_interpolated():
    low, high = funnel(0.5, 10)
    expected = (2 - (binom.cdf(2, 10, 0.5) - 0.025) / binom.pmf(2, 10, 0.5)) / 10
    assert low == pytest.approx(expected)
    assert high == pytest.approx(0.8 - (binom.cdf(8, 10, 0.5) - 0.975) / binom.pmf(8, 10, 0.5) / 10)
    assert funnel(0.2, 3)[0] == 0.0
    widths = [high - low for low, high in (funnel(0.2, n) for n in (10, 40, 160))]
    assert widths == sorted(widths, reverse=True)
    assert funnel(0.0, 5) == (0.0, 1.0)


def test_weighted_pairs_are_the_order_and_a_unit_counted_twice_is_two():
    rng = np.random.default_rng(2)
    hits, score = rng.random(60) < 0.4, np.round(rng.random(60), 1)
    weight = np.vstack([np.ones(60), rng.integers(0, 3, 60)]).astype(float)
    right, pairs = resampled_pairs(hits, score, weight)
    twice = np.repeat(np.arange(60), weight[1].astype(int))
    assert right[0] / pairs[0] == pytest.approx(auc(hits, score).value)
    assert right[1] / pairs[1] == pytest.approx(auc(hits[twice], score[twice]).value)


def test_a_score_without_an_indicator_is_that_of_the_scores_own_function_with_the_limit_for_families():
    one = world(np.random.default_rng(1), 300)
    whole = grids(values(one), one.units, catalogue(), decided())[0]
    history = History(pl.DataFrame(), pl.DataFrame(), 0, {(DAY, "Q"): whole}, decided().group_cap)
    kept = [place for place, column in enumerate(whole.columns) if column.indicator.name != TIPS]
    less = Grid.of(
        DAY, whole.target, whole.activities,
        tuple(whole.columns[place] for place in kept), tuple(whole.weights[place] for place in kept),
    )  # fmt: skip
    found = history.without(DAY, "Q", TIPS)["score"].to_numpy()
    assert (found == points(less, decided().group_cap).score).all()
    assert (totals(whole, decided().group_cap) == points(whole, decided().group_cap).score).all()
    plain = sum(w * c.z for w, c in zip(less.weights, less.columns, strict=True))
    assert np.corrcoef(found, plain)[0, 1] < 0.9999
    assert FINDINGS in {column.indicator.name for column in less.columns}


def leaky(n_hits):
    rows = [
        {"list_date": T - dt.timedelta(91 * quarter), "entity_id": f"V{unit}", "look": f"I{unit}",
         "y": float(unit < n_hits), "value": float(unit < n_hits)}
        for quarter in range(8) for unit in range(60)
    ]  # fmt: skip
    return Candidates(frame(rows), "W", "W", (), 0.1)


def test_the_trap_counts_decisions_and_not_the_list_dates_that_one_stands_on():
    no_leak(leaky(4), ["value"])
    with pytest.raises(LeakFound):
        no_leak(leaky(12), ["value"])


def test_chances_do_not_come_from_a_fit_that_has_seen_the_unit():
    rng = np.random.default_rng(3)
    seen, inspected = rng.normal(size=(240, 60)), (rng.random(240) < 0.4).astype(float)
    found = propensity(seen, inspected)
    apart = found.chance[inspected == 1].mean() - found.chance[inspected == 0].mean()
    assert apart < 0.08
    told = propensity(np.column_stack([seen[:, 0] + 2 * inspected]), inspected)
    assert told.unlike_weighted < told.unlike


def test_the_authoritys_own_view_is_as_it_was_known_on_the_list_date():
    level = {"activity_id": "V1", "known_to": None}
    levels = frame(
        [
            {**level, "event_date": T - dt.timedelta(200), "level": 1, "known_from": T - dt.timedelta(200)},
            {**level, "event_date": T - dt.timedelta(20), "level": 3, "known_from": T + dt.timedelta(9)},
        ]
    )
    days = [T, T + dt.timedelta(90)]
    rows = frame([{"list_date": day, "entity_id": one} for day in days for one in ("V1", "V2")])
    found = authority.with_levels(rows, {"risk_level": levels}, dt.date(2026, 1, 1)).sort("list_date", "entity_id")
    assert found["authority_level"].to_list() == [1.0, None, 3.0, None]
    assert found["inspector"].null_count() == 4
