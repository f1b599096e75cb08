"""The score: the worked example of the method, and the laws that hold whatever the values are."""

from decimal import Decimal
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.definition import Target, Unit
from indicators.scoring.score import FLOOR, grids, points, scores
from tests.indicators.value_frames import (
    CATALOGUE,
    REASONS,
    Cell,
    Q,
    R,
    W,
    examples,
    indicator,
    population,
    profile,
    random_register,
    values,
)

KEY = ["as_of", "target", "activity_id"]


def score_of(weights, cells, n=1, catalogue=CATALOGUE, **changes):
    """Score and contributions of a target's weights, all of the activities alike."""
    frame = population(n)
    filled = {(name, entity): cell for name, cell in cells.items() for entity in frame["activity_id"]}
    return scores(values(frame, filled, catalogue), frame, catalogue, profile({Q: weights}, draws=20, **changes), 1)


def test_the_worked_example_of_the_method():
    weights = {"a_x": 3.0, "b_x": 2.0, "c_x": 2.0, "d_x": 1.5}
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in weights}
    cells = {"a_x": Cell(2.4), "b_x": Cell(3.6), "c_x": Cell(-0.8), "d_x": Cell(None, "not_observed")}
    score, contribution = score_of(weights, cells, catalogue=catalogue)
    assert round(score["score"][0], 1) == Decimal("45.5")
    assert score["coverage"][0] == pytest.approx(0.824, abs=5e-4)
    assert dict(contribution.select("indicator_id", "points").iter_rows()) == {
        "a_x": Decimal("28.2353"),
        "b_x": Decimal("23.5294"),
        "c_x": Decimal("-6.2745"),
        "d_x": Decimal("0.0000"),
    }


def test_good_news_lowers_the_score_only_where_the_indicator_allows_it():
    weights = {"a_x": 1.0, "b_x": 1.0}
    for unit, expected in ((Unit.RATIO, Decimal("33.3333")), (Unit.COUNT, Decimal("50.0000"))):
        catalogue = {"a_x": indicator("a_x"), "b_x": indicator("b_x", unit=unit)}
        score, _ = score_of(weights, {"a_x": Cell(3.0), "b_x": Cell(-4.0)}, catalogue=catalogue)
        assert score["score"][0] == expected


def test_a_family_gives_at_most_forty_of_a_hundred():
    weights = {"a_x": 3.0, "a_y": 3.0, "b_x": 1.0, "c_x": 1.0}
    catalogue = {name: indicator(name) for name in weights}
    cells = {"a_x": Cell(3.0), "a_y": Cell(1.5), "b_x": Cell(0.0), "c_x": Cell(0.0)}
    score, contribution = score_of(weights, cells, catalogue=catalogue)
    assert score["score"][0] == Decimal("40.0000")
    assert contribution.sort("indicator_id")["points"][:2].to_list() == [Decimal("26.6667"), Decimal("13.3333")]


def test_a_target_of_two_families_can_still_reach_a_hundred():
    catalogue = {name: indicator(name) for name in ("a_x", "b_x")}
    score, _ = score_of({"a_x": 2.0, "b_x": 2.0}, {"a_x": Cell(9.0), "b_x": Cell(9.0)}, catalogue=catalogue)
    assert score["score"][0] == Decimal("100.0000")


def test_what_does_not_apply_leaves_the_denominator():
    catalogue = {name: indicator(name) for name in ("a_x", "b_x", "c_x")}
    cells = {"a_x": Cell(1.0), "b_x": Cell(0.0), "c_x": Cell(None, "not_applicable")}
    score, contribution = score_of({"a_x": 1.0, "b_x": 1.0, "c_x": 8.0}, cells, catalogue=catalogue)
    assert (score["score"][0], score["coverage"][0]) == (Decimal("16.6667"), 1.0)
    assert "c_x" not in contribution["indicator_id"]


def test_an_entity_without_a_row_is_unknown_and_stays_in_the_denominator():
    catalogue = {name: indicator(name) for name in ("a_x", "b_x", "c_x")}
    score, contribution = score_of(
        dict.fromkeys(catalogue, 1.0), {"a_x": Cell(3.0), "b_x": Cell(0.0)}, catalogue=catalogue
    )
    assert (score["score"][0], score["coverage"][0]) == (Decimal("33.3333"), pytest.approx(2 / 3))
    assert contribution.filter(~pl.col("is_known"))["indicator_id"].to_list() == ["c_x"]


def test_below_zero_is_lifted_to_zero_by_a_row_of_its_own():
    catalogue = {name: indicator(name, unit=Unit.RATIO) for name in ("a_x", "b_x")}
    score, contribution = score_of({"a_x": 1.0, "b_x": 1.0}, {"a_x": Cell(-1.0), "b_x": Cell(0.4)}, catalogue=catalogue)
    assert score["score"][0] == 0
    assert contribution.filter(indicator_id=FLOOR)["points"].to_list() == [Decimal("10.0000")]
    assert contribution["indicator_id"].to_list()[-1] == FLOOR


def test_an_actors_value_is_inherited_by_its_activities_and_counted_as_its_part():
    frame = population(3, actors=[0, 0, 1])
    cells = {("cap_places_growth_12m", "5560000000"): Cell(3.0), ("cap_places_growth_12m", "5560000001"): Cell(0.0)}
    score, _ = scores(values(frame, cells), frame, CATALOGUE, profile({Q: {"cap_places_growth_12m": 1.0}}, draws=20), 1)
    assert score["actor_points"].to_list() == [Decimal("100.0000"), Decimal("100.0000"), Decimal("0.0000")]
    assert score["activity_points"].to_list() == [0, 0, 0]


def test_a_natural_person_is_not_scored_for_crime_but_has_its_row():
    frame = population(2, id_type=["person", "organisation"])
    cells = {("rep_muni_deficiency_24m", one): Cell(2.0) for one in frame["activity_id"]}
    weights = {"rep_muni_deficiency_24m": 1.0}
    score, contribution = scores(values(frame, cells), frame, CATALOGUE, profile({Q: weights, W: weights}, draws=20), 1)
    person = score.filter(pl.col("activity_id") == "V000000").sort("target")
    assert person["basis"].to_list() == ["ranked", "sole_trader"]
    assert person["band"].to_list()[1] == "U"
    assert person.select("rank", "rank_low", "rank_high", "p_top").row(1) == (None, None, None, None)
    assert contribution.filter(target="W", activity_id="V000000").is_empty()


def test_too_little_known_is_not_ranked_and_not_called_low():
    catalogue = {name: indicator(name) for name in ("a_x", "b_x", "c_x")}
    cells = {"a_x": Cell(3.0), "b_x": Cell(None, "not_observed"), "c_x": Cell(None, "source_gap")}
    score, _ = score_of(dict.fromkeys(cells, 1.0), cells, catalogue=catalogue)
    assert score.select("basis", "band", "rank").row(0) == ("insufficient", "U", None)


def test_equal_scores_are_ordered_by_the_seed_and_not_by_name():
    frame, data = population(40), values(population(40), {})
    orders = []
    for seed in (1, 2):
        score, _ = scores(
            data, frame, CATALOGUE, profile({R: {"reg_stale_12m": 1.0}}, draws=20, coverage_min=0.0), seed
        )
        orders.append(score.sort("rank")["activity_id"].to_list())
    assert orders[0] != orders[1]
    assert sorted(frame["activity_id"]) not in orders


@settings(max_examples=40, deadline=None)
@given(examples())
def test_contributions_sum_exactly_to_the_score_and_to_its_parts(example):
    score, contribution = scores(example.values, example.population, CATALOGUE, example.profile, 1)
    own = contribution.group_by(KEY).agg(pl.col("points").sum())
    by_level = contribution.group_by(*KEY, "level").agg(pl.col("points").sum())
    joined = score.join(own, on=KEY, how="left").with_columns(pl.col("points").fill_null(0))
    assert joined.filter(pl.col("points") != pl.col("score")).is_empty()
    for level in ("activity", "actor"):
        part = score.join(by_level.filter(level=level), on=KEY, how="left").with_columns(pl.col("points").fill_null(0))
        assert part.filter(pl.col("points") != pl.col(f"{level}_points")).is_empty()
    assert score["score"].is_between(0, 100).all()


@settings(max_examples=150, deadline=None)
@given(examples(max_activities=3), st.data())
def test_raising_any_one_value_never_lowers_a_score(example, data):
    known = sorted(key for key, cell in example.cells.items() if cell.z is not None)
    if not known:
        return
    key = data.draw(st.sampled_from(known))
    raised = example.cells[key].z + data.draw(st.sampled_from([1e-9, 1e-5, 1e-4, 0.01, 0.5, 3.0, 20.0]))
    before, after = computed(example), computed(example.with_cell(key, Cell(raised)))
    assert all(after[one].score >= before[one].score for one in before)


@settings(max_examples=100, deadline=None)
@given(examples(max_activities=2), st.data())
def test_an_unknown_never_exceeds_the_worst_known_and_lowers_coverage(example, data):
    name, entity = key = data.draw(st.sampled_from(sorted(example.cells)))
    reason = data.draw(st.sampled_from(REASONS[:2]))
    unknown, worst = computed(example.with_cell(key, Cell(None, reason))), computed(example.with_cell(key, Cell(99.0)))
    assert all(unknown[one].score <= worst[one].score for one in worst)
    concerned = {
        (target, row["activity_id"])
        for target in Target
        for row in example.population.filter(
            (pl.col("activity_id") == entity) | (pl.col("actor_id") == entity)
        ).iter_rows(named=True)
        if name in example.profile.weights(target) and (target is not W or row["id_type"] != "person")
    }
    assert all(unknown[one].coverage < worst[one].coverage for one in concerned)


@settings(max_examples=30, deadline=None)
@given(examples())
def test_an_unknown_contributes_exactly_nothing(example):
    _, contribution = scores(example.values, example.population, CATALOGUE, example.profile, 1)
    assert (contribution.filter(~pl.col("is_known"))["points"] == 0).all()


@settings(max_examples=15, deadline=None)
@given(examples())
def test_every_activity_has_a_row_for_every_target(example):
    score, _ = scores(example.values, example.population, CATALOGUE, example.profile, 1)
    assert score.height == example.population.height * len(Target)
    assert score.select(KEY).is_unique().all()


@settings(max_examples=25, deadline=None)
@given(examples(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(example, random):
    def shuffled(frame):
        return frame[random.sample(range(frame.height), frame.height)]

    one = scores(example.values, example.population, CATALOGUE, example.profile, 7)
    other = scores(shuffled(example.values), shuffled(example.population), CATALOGUE, example.profile, 7)
    assert [frame.write_csv() for frame in one] == [frame.write_csv() for frame in other]


def test_the_order_of_rows_changes_nothing_in_a_large_register():
    frame, data = random_register(1_500, seed=3)
    weights = {target: {name: 1.0 for name in CATALOGUE if target in CATALOGUE[name].targets} for target in Target}
    decided = profile(weights, draws=40)
    one = scores(data, frame, CATALOGUE, decided, 7)
    other = scores(data.sample(fraction=1.0, shuffle=True, seed=2), frame.reverse(), CATALOGUE, decided, 7)
    assert [part.write_csv() for part in one] == [part.write_csv() for part in other]


def test_several_days_give_what_each_gives_alone():
    frame, data = random_register(60, seed=5)
    later = pl.lit(frame["as_of"][0]).dt.offset_by("1mo")
    both = pl.concat([frame, frame.with_columns(as_of=later)])
    decided = profile({Q: {"sup_severity_points_36m": 1.0, "rep_tip_rate_eb_12m": 1.0}}, draws=20)
    together, _ = scores(pl.concat([data, data.with_columns(as_of=later)]), both, CATALOGUE, decided, 1)
    alone, _ = scores(data, frame, CATALOGUE, decided, 1)
    assert together.filter(as_of=frame["as_of"][0]).equals(alone)


def test_no_rows_in_no_rows_out():
    frame = population(3)
    score, contribution = scores(
        values(frame, {}), frame.clear(), CATALOGUE, profile({Q: {"rep_tip_rate_eb_12m": 1.0}}), 1
    )
    assert score.is_empty()
    assert contribution.is_empty()


class Computed(NamedTuple):
    score: int
    coverage: float


def computed(example):
    """Score in ten-thousandths and coverage by target and activity, without the draws."""
    found = {}
    for grid in grids(example.values, example.population, CATALOGUE, example.profile):
        result = points(grid, example.profile.group_cap)
        for one, score, coverage in zip(grid.activities["activity_id"], result.score, result.coverage, strict=True):
            found[grid.target, one] = Computed(int(score), float(coverage))
    return found
