"""What could be inspected together, and what is held otherwise later about the time a plan was drawn from."""

import datetime as dt

import polars as pl
import pytest

from indicators.planning import comparing, joint
from tables import core
from tests.planning.test_frame import rows, version

DAY = dt.date(2026, 6, 30)
NO_NOTICES = rows(core.WorkEnvironmentNotice)
SITES = pl.DataFrame({"activity_id": ["V1", "V2", "V3"], "site": ["x", "x", "y"]})


def cases(*cells):
    names = ("activity_id", "actor_id", "division", "is_protected")
    return pl.DataFrame([dict(zip(names, cell, strict=True)) for cell in cells])


def flagged(drawn, sites=SITES, notices=NO_NOTICES):
    return dict(joint.flags(drawn, sites, notices, DAY, 365).iter_rows())


def test_cases_at_one_address_are_flagged_on_both():
    found = flagged(cases(("V1", "A", "nord", False), ("V2", "B", "nord", False), ("V3", "C", "nord", False)))
    assert found == {"V1": "Samma adress som V2 på planen.", "V2": "Samma adress som V1 på planen."}


def test_one_actor_in_two_divisions_is_flagged_and_in_one_is_not():
    found = flagged(cases(("V4", "A", "nord", False), ("V5", "A", "ost", False), ("V6", "A", "nord", False)))
    assert found["V4"] == "Samma aktör på planen i en annan avdelning: V5 (öst)."
    assert found["V5"] == "Samma aktör på planen i en annan avdelning: V4 (nord), V6 (nord)."


def test_a_protected_place_is_in_no_flag():
    assert flagged(cases(("V1", "A", "nord", True), ("V2", "A", "ost", False))) == {}


def test_natural_persons_are_not_put_together():
    assert flagged(cases(("V4", "P-1", "nord", False), ("V5", "P-1", "ost", False))) == {}


@pytest.mark.parametrize(
    ("cells", "is_said"),
    [
        ({"activity_id": "V4"}, True),
        ({"activity_id": None}, True),
        ({"activity_id": "V9"}, False),
        ({"activity_id": "V4", "event_date": dt.date(2025, 1, 1)}, False),
        ({"activity_id": "V4", "known_from": dt.date(2026, 7, 1)}, False),
    ],
)
def test_a_recent_notice_from_the_work_environment_authority_is_flagged(cells, is_said):
    common = {"notice_id": "N1", "actor_id": "5560000001", "event_date": dt.date(2026, 3, 1)}
    found = flagged(
        cases(("V4", "5560000001", "nord", False)), notices=rows(core.WorkEnvironmentNotice, common | cells)
    )
    assert ("Arbetsmiljöverket har meddelat något om arbetsstället 2026-03-01" in found.get("V4", "")) is is_said


DRAWN = pl.DataFrame({"activity_id": ["V1", "V2"], "actor_id": ["5560000001", "5560000002"]})


def changed(then, now, contract=core.ActivityVersion):
    held = [{contract.table: rows(contract, *each)} for each in (then, now)]
    return comparing.changes(DRAWN, *held, DAY).rows()


def test_nothing_is_marked_where_nothing_is_held_otherwise():
    same = [version("V1"), version("V2")]
    assert changed(same, [{**one, "known_from": dt.date(2026, 9, 1)} for one in same]) == []


def test_a_correction_an_addition_and_a_removal_are_told_apart():
    then = [version("V1", max_places=8), version("V2")]
    now = [version("V1", max_places=9)]
    assert changed(then, now) == [("V1", "activity_version", "changed", 1), ("V2", "activity_version", "removed", 1)]
    assert changed(now, then) == [("V1", "activity_version", "changed", 1), ("V2", "activity_version", "added", 1)]


def test_what_has_happened_since_is_no_correction():
    then = [version("V1")]
    ended = version("V1", valid_to=dt.date(2026, 8, 1))
    begun = version("V1", valid_from=dt.date(2026, 8, 1), max_places=30)
    assert changed(then, [ended, begun]) == []


def test_a_fact_about_the_actor_alone_marks_the_actors_case_and_one_about_another_activity_does_not():
    event = {"event_id": "E1", "kind": "bankruptcy_opened", "event_date": dt.date(2026, 2, 1), "actor_id": "5560000002"}
    assert changed([], [event], core.CompanyEvent) == [("V2", "company_event", "added", 1)]
    assert changed([], [version("V7", actor_id="5560000001")]) == []


def test_only_facts_behind_the_indicators_in_use_are_compared():
    tables = [one.table for one in comparing.facts_behind(["duty_frequency_inspection_overdue", "no_such_indicator"])]
    assert sorted(tables) == ["activity_version", "inspection"]
