"""Trends: the parts sum exactly, what becomes known later changes nothing, and what may not be shown is not."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from indicators.decisions import profile as profiles
from indicators.decisions import shipped
from indicators.registry import catalogue
from indicators.scoring.trend import (
    LAST_RUN,
    TWELVE_MONTHS,
    Comparison,
    as_known_now,
    comparisons,
    scored,
    scored_at,
)
from indicators.scoring.trend_words import concerned, quiet, trends
from tests.indicators.random_facts import T, random_facts
from tests.indicators.value_frames import AS_OF, CATALOGUE, Cell, Q, population, profile, values

DAY = dt.date
WEIGHTS = profile({Q: {"sup_severity_points_36m": 1.0, "rep_muni_deficiency_24m": 1.0}}, group_cap=1.0)
THEN = DAY(2025, 6, 30)


def looked(z, day=AS_OF, events=None, n=1):
    """The score of `n` activities with the given z of the two indicators; every one of them weighs the same."""
    frame = population(n, as_of=day)
    names = ("sup_severity_points_36m", "rep_muni_deficiency_24m")
    ids = frame["activity_id"].to_list()
    found = values(frame, {(name, one): Cell(value) for name, value in zip(names, z, strict=True) for one in ids})
    if events is not None:
        found = found.with_columns(y=pl.when(pl.col("indicator_id") == names[1]).then(float(events)))
    return scored(found, frame, CATALOGUE, WEIGHTS)


def trend(now, seen_now, seen_then, published=None):
    frame, as_of, span = None, DAY(2027, 6, 30), LAST_RUN
    if published is not None:
        frame = pl.DataFrame({"target": ["Q"], "activity_id": ["V000000"], "points": [published]})
    rows = trends(as_of, Comparison(span, THEN, None), (now, seen_now, seen_then), frame, CATALOGUE, WEIGHTS)
    return rows.row(0, named=True)


def test_a_change_by_hand():
    """3 of 6 is 50 points, 2.4 is 40, 1.8 is 30; 25 was published: +10 happened, +10 came to light, +5 is method."""
    row = trend(looked((3.0, 0.0)), looked((2.4, 0.0), THEN), looked((1.8, 0.0), THEN), published=250_000)
    assert [row[name] for name in ("change", "real_change", "new_knowledge", "method_change")] == [
        Decimal(25), Decimal(10), Decimal(10), Decimal(5),
    ]  # fmt: skip
    assert row["direction"] == "up"
    assert row["said"] == (
        "Stiger sedan 2025-06-30: +25,0, varav +10,0 verklig ändring, +10,0 ny kunskap, +5,0 ändrad metod."
    )
    assert row["moved_by"] == "sup_severity_points_36m: +10,0"


def test_without_an_earlier_list_the_method_is_not_said():
    row = trend(looked((3.0, 0.0)), looked((2.4, 0.0), THEN), looked((1.8, 0.0), THEN))
    assert row["method_change"] is None
    assert row["change"] == Decimal(20)
    assert "metod" not in row["said"]


@pytest.mark.parametrize(("z", "direction"), [(2.95, "same"), (2.9, "up"), (3.0, "same")])
def test_less_than_a_point_is_no_change(z, direction):
    then = looked((z, 0.0), THEN)
    assert trend(looked((3.0, 0.0)), then, then)["direction"] == direction


@pytest.mark.parametrize(("events", "obstacle"), [(2, "few_events"), (3, None)])
def test_a_count_needs_five_events_on_the_two_days_together(events, obstacle):
    """Two and two are four, three and three are six."""
    now, then = looked((0.0, 3.0), events=events), looked((0.0, 1.0), THEN, events=events)
    row = trend(now, then, then)
    assert row["obstacle"] == obstacle
    assert (row["direction"] is None) == (obstacle is not None)


def test_what_is_no_count_needs_no_events():
    now, then = looked((3.0, 0.5), events=1), looked((1.0, 0.0), THEN, events=1)
    assert trend(now, then, then)["direction"] == "up"


def test_an_activity_that_was_not_there_has_no_trend():
    nobody = looked((0.0, 0.0), THEN, n=1)
    absent = type(nobody)(nobody.scores.clear(), nobody.parts.clear())
    row = trend(looked((3.0, 0.0)), absent, absent)
    assert (row["obstacle"], row["change"], row["moved_by"]) == ("not_open_then", None, None)
    late = trend(looked((3.0, 0.0)), nobody, absent)
    assert late["obstacle"] == "not_known_then"


def test_for_two_quarters_after_reporting_changed_no_direction_is_shown():
    assert quiet(DAY(2025, 12, 31)) == {}
    assert list(quiet(DAY(2026, 1, 1))) == ["municipal_report"]
    assert list(quiet(DAY(2026, 6, 30))) == ["municipal_report"]
    assert quiet(DAY(2026, 7, 1)) == {}


def test_a_change_of_reporting_concerns_those_that_count_such_reports():
    told = {name for name, one in catalogue().items() if concerned(one, ["municipal_report"])}
    assert {"rep_muni_deficiency_24m", "rep_muni_distinct_24m"} <= told
    assert not told & {"rep_tip_rate_eb_12m", "reg_stale_12m", "sup_severity_points_36m"}


def test_what_is_compared_with():
    lists = [("c", DAY(2026, 6, 23)), ("b", DAY(2025, 6, 25)), ("a", DAY(2025, 6, 25)), ("d", DAY(2026, 7, 7))]
    assert comparisons(DAY(2026, 6, 30), lists) == (
        Comparison(LAST_RUN, DAY(2026, 6, 23), "c"),
        Comparison(TWELVE_MONTHS, DAY(2025, 6, 25), "b"),
    )
    assert comparisons(DAY(2026, 6, 30), []) == (Comparison(TWELVE_MONTHS, DAY(2025, 6, 30), None),)


def whole(facts, as_of=T):
    """Trends of random facts against a quarter before, as one sorted table."""
    decided, found = profiles.load(shipped.PROFILE, catalogue()), catalogue()
    day = DAY(2025, 12, 31)
    now = scored_at(facts, [as_of], found, decided)[as_of]
    light = scored_at(as_known_now(facts, as_of), [day], found, decided)[day]
    then = scored_at(facts, [day], found, decided)[day]
    return trends(as_of, Comparison(LAST_RUN, day, None), (now, light, then), then.scores, found, decided)


@pytest.mark.parametrize("seed", range(3))
def test_the_parts_sum_and_neither_later_knowledge_nor_order_matters(seed):
    facts = random_facts(seed, 30)
    before = whole(facts)
    parts = before.select(pl.sum_horizontal(pl.col("real_change", "new_knowledge", "method_change").fill_null(0)))
    assert before["change"].fill_null(0).cast(pl.Float64).to_list() == parts.to_series().cast(pl.Float64).to_list()
    known = {name: frame.filter(pl.col("known_from") <= T) for name, frame in facts.items()}
    known = {name: frame if frame.height else facts[name] for name, frame in known.items()}
    assert whole(known).equals(before)
    assert whole({name: frame.reverse() for name, frame in facts.items()}).equals(before)


def test_what_was_known_at_once_brings_no_new_knowledge():
    facts = {
        name: frame.with_columns(known_from=pl.lit(DAY(2020, 1, 1)), known_to=pl.lit(None, pl.Date))
        for name, frame in random_facts(5, 30).items()
    }
    found = whole(facts)
    assert found["new_knowledge"].fill_null(0).cast(pl.Float64).abs().sum() == 0
    assert found["change"].drop_nulls().len() > 0


def test_a_register_that_began_within_the_year_has_no_trend_and_no_fault():
    """On the earlier day nothing was open: there is nobody to compare with."""
    nobody = scored_at(random_facts(3, 12), [DAY(1999, 1, 1)], catalogue(), profiles.load(shipped.PROFILE, catalogue()))
    found = nobody[DAY(1999, 1, 1)]
    assert (found.scores.height, found.parts.height) == (0, 0)
    now = looked((3.0, 0.0))
    against = Comparison(TWELVE_MONTHS, THEN, None)
    row = trends(AS_OF, against, (now, found, found), None, CATALOGUE, WEIGHTS).row(0, named=True)
    assert row["change"] is None
