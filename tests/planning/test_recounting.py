"""The scores of a plan's day by two states of knowledge, and which differences are worth a mark."""

import datetime as dt

import polars as pl
import pytest

from indicators.decisions import profile as profiles
from indicators.decisions import shipped
from indicators.planning.recounting import recounted
from indicators.registry import catalogue
from indicators.scoring.trend import as_known_now, scored_at
from tests.indicators.random_facts import T, random_facts
from web.plans import marks

THEN = T - dt.timedelta(days=20)


@pytest.fixture(scope="module")
def weights():
    return profiles.load(shipped.PROFILE, catalogue())


def counted(facts, weights, target="Q"):
    return recounted(facts, target, THEN, T, catalogue(), weights)


def test_each_side_is_the_score_by_what_was_known(weights):
    facts = random_facts(4, 30)
    found = counted(facts, weights).drop_nulls("points_then")
    for side, held in (("then", facts), ("now", as_known_now(facts, T))):
        scores = scored_at(held, [THEN], catalogue(), weights)[THEN].scores.filter(target="Q")
        expected = dict(scores.select("activity_id", pl.col("points") / 10_000).iter_rows())
        told = dict(found.select("activity_id", f"points_{side}").drop_nulls().iter_rows())
        assert told == {name: expected[name] for name in told} != {}
    assert not found.filter(pl.col("points_then") != pl.col("points_now")).is_empty()


def test_where_nothing_became_known_later_nothing_differs(weights):
    facts = {
        name: frame.with_columns(known_from=pl.lit(dt.date(1990, 1, 1)), known_to=pl.lit(None, pl.Date))
        for name, frame in random_facts(5, 30).items()
    }
    found = counted(facts, weights)
    assert found.height > 0
    assert found.filter(pl.col("points_then").ne_missing(pl.col("points_now"))).is_empty()
    assert found.filter(pl.col("rank_then").ne_missing(pl.col("rank_now"))).is_empty()


@pytest.mark.parametrize(
    ("cells", "is_marked"),
    [
        ({}, False),
        ({"points_now": 20.4}, True),
        ({"points_now": 20.04}, False),
        ({"rank_now": 14}, False),
        ({"rank_now": 16}, True),
        ({"rank_then": 16, "rank_now": 17}, False),
        ({"is_ranked_now": False, "rank_now": None}, True),
        ({"points_now": None, "rank_now": None, "is_ranked_now": None}, True),
        ({"points_then": None, "points_now": None}, False),
    ],
)
def test_a_case_is_marked_by_basis_shown_score_or_a_place_outside_its_interval(cells, is_marked):
    row = {
        "points_then": 20.0, "points_now": 20.0, "rank_then": 12, "rank_now": 12, "is_ranked_then": True,
        "is_ranked_now": True, "rank_low": 10, "rank_high": 15,
    }  # fmt: skip
    assert marks._differs(row | cells) is is_marked
