"""What a label is, when it is ripe, and what a model may learn from when."""

import datetime as dt
import itertools

import polars as pl
import pytest

from indicators.evaluation.folds import TooLittleHistory, folds, left_out
from indicators.evaluation.labels import delay95, labelled, undecided
from tables.core import Inspection, Outcome
from tables.months import add_months

T = dt.date(2024, 3, 31)
LATER = dt.date(2026, 1, 1)
QUARTERS = [add_months(dt.date(2018, 3, 31), 3 * step) for step in range(28)]


def outcome(**changed):
    row = {
        "label": "Q", "source": "inspection", "outcome_id": "I1", "case_no": None, "activity_id": "V1",
        "actor_id": "5560000001", "event_date": dt.date(2024, 5, 1), "outcome": 1.0, "origin": "tip",
        "known_from": dt.date(2024, 7, 1), "known_to": None, "ledger_id": None, "source_row": None,
    }  # fmt: skip
    return {**row, **changed}


def frame(*rows):
    schema = {name: column.dtype for name, column in Outcome.columns().items()}
    return pl.DataFrame(rows, schema=schema)


def units(*entities):
    return pl.DataFrame(
        {"list_date": [T] * len(entities), "entity_id": entities, "owner_id": ["5560000001"] * len(entities)}
    )


def test_nobody_who_was_not_looked_at_has_a_label():
    found = labelled(units("V1", "V2"), frame(outcome()), "Q", LATER)
    assert found["y"].to_list() == [1.0, None]
    assert found["is_chosen"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("day", "counts"),
    [(T, False), (T + dt.timedelta(days=1), True), (dt.date(2025, 3, 31), True), (dt.date(2025, 4, 1), False)],
)
def test_a_look_counts_from_the_day_after_the_list_to_the_end_of_the_horizon(day, counts):
    found = labelled(units("V1"), frame(outcome(event_date=day)), "Q", LATER)
    assert (found["y"].item() is not None) is counts


def test_what_a_court_annulled_is_a_hit_until_then_and_none_after():
    rows = frame(outcome(known_to=dt.date(2024, 12, 1)), outcome(outcome=0.0, known_from=dt.date(2024, 12, 1)))
    said = [labelled(units("V1"), rows, "Q", day)["y"].item() for day in (dt.date(2024, 8, 1), LATER)]
    assert said == [1.0, 0.0]
    assert labelled(units("V1"), rows, "Q", dt.date(2024, 6, 1))["y"].item() is None


def test_each_stratum_has_what_its_own_looks_found():
    rows = frame(
        outcome(outcome_id="I1", origin="yearly_duty", outcome=0.0),
        outcome(outcome_id="I2", origin="tip", event_date=dt.date(2024, 9, 1)),
    )
    found = labelled(units("V1"), rows, "Q", LATER)
    assert found.select("y", "y_duty", "y_random").rows() == [(1.0, 0.0, None)]


def test_a_look_that_names_no_activity_counts_for_all_of_its_actors():
    rows = frame(outcome(label="W", source="permit_case", activity_id=None))
    assert labelled(units("V1", "V2"), rows, "W", LATER)["y"].to_list() == [1.0, 1.0]


def test_complaints_say_something_of_everyone():
    assert labelled(units("V1", "V2"), frame(outcome(label="complaint")), "complaint", LATER)["y"].to_list() == [
        1.0,
        0.0,
    ]


def test_points_are_those_of_one_inspection_and_not_of_their_number():
    rows = frame(outcome(label="points", outcome=20.0), outcome(label="points", outcome_id="I2", outcome=10.0))
    assert labelled(units("V1"), rows, "points", LATER)["y"].item() == 15.0


def test_the_delay_is_from_the_look_to_when_it_was_first_known():
    rows = [outcome(outcome_id=f"I{n}", event_date=T, known_from=T + dt.timedelta(days=n)) for n in range(101)]
    again = outcome(outcome_id="I0", event_date=T, known_from=T + dt.timedelta(days=400))
    assert delay95(frame(*rows, again), LATER) == 95
    assert delay95(frame(), LATER) == 0


def test_an_inspection_without_a_verdict_is_undecided():
    row = {"inspection_id": "I9", "activity_id": "V1", "event_date": dt.date(2024, 5, 1), "on_site": True,
           "known_from": dt.date(2024, 5, 2), "known_to": None}  # fmt: skip
    visits = pl.DataFrame([row], schema={name: Inspection.columns()[name].dtype for name in row})
    assert undecided(visits, frame(outcome()), [T], LATER) == 1
    assert undecided(visits, frame(outcome(outcome_id="I9")), [T], LATER) == 0


def test_nothing_is_learnt_from_a_day_whose_labels_were_not_ripe_when_the_model_was_made():
    found = folds(QUARTERS, 12, 200)
    assert len(found) >= 4
    for fold in found:
        limit = fold.known_on - dt.timedelta(days=200)
        assert all(add_months(day, 12) <= limit for day in fold.learn + fold.calibrate)
        assert max(fold.learn) < min(fold.calibrate) <= max(fold.calibrate) < min(fold.test)
        assert all(fold.known_on < day <= add_months(fold.known_on, 12) for day in fold.test)


def test_every_later_day_is_tested_once_and_the_window_only_grows():
    found = folds(QUARTERS, 12, 200)
    tested = [day for fold in found for day in fold.test]
    assert len(tested) == len(set(tested))
    assert all(set(one.learn) <= {*two.learn, *two.calibrate} for one, two in itertools.pairwise(found))


def test_too_little_history_is_refused():
    with pytest.raises(TooLittleHistory, match="tidigare listdagar"):
        folds(QUARTERS[:9], 12, 200)


def test_an_owners_units_are_left_out_together():
    parts = left_out(["A", "B", "C", "D", "E", "F", "A"], 2, 1)
    assert parts[0] == parts[-1]
    assert set(parts) == {0, 1}
