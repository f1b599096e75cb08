"""What is remembered of answers: the last, the last good one with its day, and what is gone."""

import datetime as dt

import polars as pl
import pytest

from sources.bolagsverket.vdm.memory import ANSWER, covered, due, load

DAYS = [dt.date(2026, 3, day) for day in range(1, 10)]
A, B, C = "5560000001", "5560000019", "5560000027"


@pytest.fixture
def empty(tmp_path):
    return load(tmp_path)


def answer(day, *rows, operator=A, number=0):
    """Rows of one answer: (field, state, value) each."""
    said = [
        {"operator_id": operator, "registration_no": number, "field": field, "state": state, "value": value}
        for field, state, value in rows
    ]
    return pl.DataFrame([{**row, "known_at": DAYS[day]} for row in said], schema=ANSWER)


def after(memory, *answers, tried=0, answered=None):
    operators = [frame["operator_id"][0] for frame in answers]
    asked = pl.DataFrame(
        {
            "operator_id": operators,
            "answered_at": DAYS[answered] if answered is not None else None,
            "tried_at": DAYS[tried],
        }
    ).with_columns(pl.col("answered_at").cast(pl.Date), batch=pl.lit(memory.next_batch, pl.Int64))
    return memory.after(pl.concat(answers), asked)


def remembered(memory, field="operating"):
    row = memory.answers.filter(pl.col("field") == field).row(0, named=True)
    return {name: row[name] for name in ("state", "value", "known_at", "good_state", "good_value", "good_at")}


def test_the_age_of_the_last_good_answer_is_known(empty):
    memory = after(empty, answer(0, ("operating", "value", "JA")))
    memory = after(memory, answer(1, ("operating", "value", "JA")))
    held = {"state": "value", "value": "JA", "known_at": DAYS[0]}
    assert remembered(memory) == {**held, "good_state": "value", "good_value": "JA", "good_at": DAYS[1]}
    memory = after(memory, answer(2, ("operating", "source_down", None)))
    silent = {"state": "source_down", "value": None, "known_at": DAYS[2]}
    assert remembered(memory) == {**silent, "good_state": "value", "good_value": "JA", "good_at": DAYS[1]}
    memory = after(memory, answer(3, ("operating", "source_down", None)))
    assert remembered(memory)["good_at"] == DAYS[1]
    memory = after(memory, answer(4, ("operating", "empty", None)))
    assert remembered(memory)["good_state"] == "empty"
    assert remembered(memory)["good_at"] == DAYS[4]


def test_a_source_that_never_answered_has_no_good_answer(empty):
    memory = after(empty, answer(0, ("operating", "source_down", None)))
    assert remembered(memory)["good_at"] is None


def test_it_is_the_same_after_it_has_been_put_away(empty, tmp_path):
    memory = after(
        empty,
        answer(0, ("operating", "value", "JA"), ("name", "empty", None)),
        answer(1, ("name", "value", "x"), operator=B),
    )
    memory = memory.after(
        answer(0).clear(),
        pl.DataFrame(
            {
                "operator_id": [C],
                "answered_at": pl.Series([None], dtype=pl.Date),
                "tried_at": [DAYS[0]],
                "batch": pl.Series([7]),
            }
        ),
    )
    memory.save(tmp_path)
    again = load(tmp_path)
    assert again.operators.equals(memory.operators)
    assert again.answers.equals(memory.answers)
    assert again.next_batch == 8


def test_a_business_that_an_answer_no_longer_has_is_gone_unless_somebody_is_silent(empty):
    memory = after(
        empty, answer(0, ("name", "value", "x"), number=1), answer(0, ("name", "value", "y"), operator=B, number=1)
    )
    silent = answer(1, ("name", "source_down", None))
    assert memory.news(silent)["registration_no"].to_list() == [0]
    told = memory.news(answer(1, ("name", "value", "x"), number=2))
    assert told.select("operator_id", "registration_no", "state", "known_at").rows() == [
        (A, 1, "not_found", DAYS[1]),
        (A, 2, "value", DAYS[1]),
    ]
    memory = after(memory, answer(1, ("name", "value", "x"), number=2))
    assert memory.news(answer(2, ("name", "value", "x"), number=2)).is_empty()


def test_the_longest_unasked_are_due_first_and_those_of_the_day_are_not(empty):
    memory = after(empty, answer(5, ("name", "value", "x"), operator=A), tried=5, answered=5)
    memory = after(memory, answer(3, ("name", "value", "x"), operator=B), tried=3, answered=3)
    assert due(memory, [A, B, C], DAYS[6]) == [C, B, A]
    assert due(memory, [A, B, C], DAYS[5]) == [C, B]
    memory = after(memory, answer(6, ("name", "source_down", None), operator=B), tried=6)
    assert due(memory, [A, B, C], DAYS[6]) == [C, A, B]


def test_how_far_everything_reaches_is_the_oldest_whole_answer(empty):
    memory = after(empty, answer(5, ("name", "value", "x"), operator=A), answered=5)
    assert covered(memory, [A, B]) is None
    memory = after(memory, answer(3, ("name", "value", "x"), operator=B), answered=3)
    assert covered(memory, [A, B]) == DAYS[3]
    memory = after(memory, answer(6, ("name", "source_down", None), operator=A))
    assert covered(memory, [A, B]) == DAYS[3]
    assert covered(memory, [A]) == DAYS[5]
