"""The plan of the engine for the whole catalogue, pinned; and what a plan says."""

from indicators.engine.plan_text import plan_text
from indicators.registry import catalogue
from tests.indicators.plan_golden import GOLDEN


def test_the_plan_is_the_one_that_was_reviewed():
    assert plan_text() == GOLDEN.read_text(encoding="utf-8"), "read the difference; then write it with plan_golden.py"


def test_equal_questions_are_painted_once():
    total = plan_text().splitlines()[-1]
    questions, scans, lanes = (int(part.split()[-2]) for part in total.removeprefix("total: ").split(", ")[:3])
    assert scans < lanes < questions


def test_a_fact_is_scanned_once_for_all_that_ask_the_same_rows_of_it():
    titles = [line for line in plan_text().splitlines() if line.startswith("## ")]
    assert len(titles) == len(set(titles))


def test_a_plan_of_one_indicator_says_what_it_paints_and_feeds():
    text = plan_text([catalogue()["sup_severity_points_36m"]])
    assert "## activity: finding by activity_id" in text
    assert "event_date + 36m" in text
    assert "feeds sup_severity_points_36m.points" in text
