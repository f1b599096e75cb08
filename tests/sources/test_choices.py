"""Words of a form's choices are coded; what is no choice of the form is refused with the words as they were."""

import pytest

from sources.choices import words_of
from tables.code_lists import codes_of
from tables.contracts import deliveries
from tests.sources.delivering import csv_text, landed, put, rows_of


def test_choices_of_a_tip_are_coded_and_the_rest_waits_as_it_was_written(tmp_path):
    rows = rows_of(
        "report",
        {"kind": "tip", "area": "Personalen räcker  inte till", "severity": "Fara för liv eller hälsa"},
        {"kind": "tip", "area": "staffing", "severity": "2"},
        {"kind": "tip", "area": "Det luktar konstigt", "severity": "2"},
    )
    put(tmp_path / "in", "report", "report_tips.csv", csv_text(rows))
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    assert outcome.rows["report"].select("area", "severity").rows() == [("staffing", 4), ("staffing", 2)]
    (waiting,) = outcome.waiting
    assert (waiting["column"], waiting["value"]) == ("area", "Det luktar konstigt")


@pytest.mark.parametrize("contract", list(deliveries().values()), ids=lambda one: one.table)
def test_words_stand_for_codes_that_there_are(contract):
    for column, words in words_of(contract).items():
        listed = contract.notes(column)["codes"]
        allowed = set(codes_of(listed)) if listed else {str(number) for number in range(1, 5)}
        assert column in contract.delivered_columns()
        assert set(words.values()) <= allowed
