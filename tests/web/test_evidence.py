"""The lines behind a value."""

import datetime as dt
import re

import pytest

from indicators.registry import catalogue
from web.evidence import NoSuchIndicator, evidence
from web.finding import CannotSearch

LATER = dt.date(2026, 6, 30)


def test_each_line_has_file_row_day_and_when_it_was_known(published):
    found = evidence(published, "sup_severity_points_36m", "V000001", LATER)
    line = next(line for line in found.lines if line.source == "inspektioner")
    assert (line.file_name, line.row) == ("inspection_2026-06.csv", 4)
    assert (line.date, line.known_from) == (dt.date(2025, 4, 1), dt.date(2025, 4, 2))


def test_the_value_its_peers_and_how_it_is_worked_out_are_said(published):
    found = evidence(published, "rep_tip_rate_eb_12m", "V000001", LATER)
    assert found.value.value == 0.71
    assert found.value.peer_n == 42
    assert found.measures[0].startswith("antal rapporter, tips och klagomål")
    assert found.method[0].startswith("Kvoten dras mot jämförelsegruppen")
    assert found.cleared_by


def test_a_cleared_report_is_no_line_after_its_clearing_and_is_one_before(published):
    def reports(day):
        return [line.text for line in evidence(published, "rep_tip_rate_eb_12m", "V000001", day).lines]

    assert [text for text in reports(dt.date(2025, 12, 31)) if "R-1" in text]
    assert not [text for text in reports(LATER) if "R-1" in text]


def test_an_actor_is_named_by_its_number_however_written(published):
    found = evidence(published, "per_refusals_60m", "556000-0001", LATER)
    assert (found.entity_id, found.level) == ("5560000001", "aktören")
    assert [line.note for line in found.lines] == ["Annan sökande som delar en person i ägar- och ledningskretsen."]


def test_a_day_that_is_not_computed_gives_lines_without_a_value(published):
    found = evidence(published, "sup_severity_points_36m", "V000001", dt.date(2026, 3, 15))
    assert found.value is None
    assert found.note == "Inget värde är beräknat per 2026-03-15; raderna är de som var kända då."
    assert found.lines


def test_an_indicator_that_does_not_exist_is_told_with_those_that_do(published):
    with pytest.raises(NoSuchIndicator, match="reg_stale_12m"):
        evidence(published, "nothing", "V000001", LATER)


def test_a_persons_number_is_refused(published):
    with pytest.raises(CannotSearch):
        evidence(published, "per_refusals_60m", "19800101-1234", LATER)


def test_measures_speak_swedish_and_name_no_column(published):
    technical = re.compile(r"[a-zåäö]+_[a-zåäö]+| = ")
    for indicator_id in catalogue():
        found = evidence(published, indicator_id, "V000001", LATER)
        assert [said for said in found.measures if technical.search(said)] == []
        assert found.method == () or found.method[0][0].isupper()
