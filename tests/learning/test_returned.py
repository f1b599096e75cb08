"""Complaints that were returned, and when anything came back: by hand, and by a plain count."""

import datetime as dt
import random

import pytest

from indicators.evaluation.intervals_of_shares import wilson
from indicators.learning.returned import returned
from tables.months import add_months
from tests.learning.small_world import T, activity, complaint, told, world

MUNICIPALITIES = [
    {"municipality_code": code, "municipality_name": code, "skr_group": group}
    for code, group in (("0180", "A1"), ("0114", "A2"))
]


@pytest.fixture(scope="module")
def figures():
    """Ten returned, eight of them followed for a year: five had an outcome in time, one too late, two never."""
    sent = ("2024-01-10", "returned_to_municipality")
    rows = []
    for number, back in enumerate(["2024-01-20", "2024-02-09", "2024-03-10", "2024-05-09", "2025-01-10", "2025-01-11"]):
        rows += complaint(f"R{number}", "2024-01-05", sent, (back, "unsubstantiated"), activity_id="A1")
    rows += complaint("R6", "2024-01-05", sent, sender_municipality="0114")
    rows += complaint("R7", "2024-01-05", sent, ("2024-02-01", "investigating"))
    young = ("2025-07-01", "returned_to_municipality")
    rows += complaint("R8", "2025-06-05", young) + complaint("R9", "2025-06-05", young, ("2025-07-05", "substantiated"))
    rows += complaint("R10", "2024-01-05", ("2024-01-10", "substantiated"))
    rows += complaint("R11", "2024-01-05", sent, ("2024-02-01", "substantiated"), kind="tip")
    facts = world(report=rows, activity_version=[activity("A1")], municipality=MUNICIPALITIES)
    return returned(facts, T)


def test_an_outcome_within_a_year_is_feedback_and_an_investigation_is_none(figures):
    found = [told(figures, "fed_back", column, among="complaint") for column in ("value", "count", "n", "low", "high")]
    assert found == [5 / 8, 5, 8, *wilson(5 / 8, 8)]
    assert told(figures, "not_yet") == 2


def test_time_is_of_all_returned_so_those_without_an_answer_stretch_it(figures):
    """Days are 10, 30, 60, 120 and 366 of eight: a quarter at the second, half at the fourth, three quarters never."""
    assert (told(figures, "days_lower"), told(figures, "days_median")) == (30, 120)
    assert (told(figures, "days_upper"), told(figures, "days_upper", "reason")) == (None, "not_reached")


def test_groups_of_municipalities_with_the_unknown_as_one(figures):
    assert [told(figures, "fed_back", "n", group=one) for one in ("A1", "A2", "unknown")] == [6, 1, 1]
    assert told(figures, "fed_back", group="A2") is None
    assert told(figures, "fed_back", "reason", group="A2") == "too_few"
    assert told(figures, "unplaced", group=None) == 1


def test_where_no_outcome_has_ever_come_it_is_unknown_and_not_zero():
    rows = complaint("R1", "2024-01-05", ("2024-01-10", "returned_to_municipality"))
    found = returned(world(report=rows), T)
    assert told(found, "fed_back") is None
    assert told(found, "fed_back", "reason") == "not_in_facts"
    assert told(found, "fed_back", "n") == 1


@pytest.mark.parametrize("seed", range(6))
def test_shares_as_a_plain_count_would_have_them(seed):
    rng, rows = random.Random(seed), []
    for number in range(40):
        sent = T - dt.timedelta(days=rng.randint(0, 1500))
        states = [(str(sent), "returned_to_municipality")]
        if rng.random() < 0.7:
            back = sent + dt.timedelta(days=rng.randint(1, 500))
            states.append((str(back), rng.choice(("substantiated", "investigating", "cleared"))))
        rows += complaint(f"R{number}", str(sent), *states)
    n = count = 0
    for row in rows:
        if row["state"] != "returned_to_municipality" or row["known_from"] > add_months(T, -12):
            continue
        n += 1
        count += any(
            other["report_id"] == row["report_id"] and other["state"] in {"substantiated", "cleared"}
            and row["known_from"] < other["known_from"] <= add_months(row["known_from"], 12)
            for other in rows
        )  # fmt: skip
    found = returned(world(report=rows), T)
    assert (told(found, "fed_back", "count"), told(found, "fed_back", "n")) == (count, n)
