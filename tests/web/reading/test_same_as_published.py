"""Pages and terminal say the same: every question is answered alike from the reading file and the published file."""

import datetime as dt

import pytest

from web import evidence, finding, listing, lookup
from web.finding import Hit
from web.lookup import NotKnown
from web.reading import list_page, subject_page, value_page, work_page
from web.work import work_list

DAYS = (None, dt.date(2025, 12, 1), dt.date(2010, 1, 1))


def subjects(published, level):
    sql = "SELECT entity_id FROM layout.place WHERE level = ? ORDER BY entity_id"
    return published.rows(sql, [level])["entity_id"].to_list()


def told(store, hit, day):
    try:
        return lookup.look_up(store, hit, day)
    except NotKnown as error:
        return str(error)


@pytest.mark.parametrize("level", ["activity", "actor"])
@pytest.mark.parametrize("day", DAYS)
def test_every_look_up_is_the_same(published, reading, level, day):
    ids = subjects(published, level)
    assert ids
    for one in ids[::3] if day is None else ids[:2]:
        hit = Hit(level, one, None, "", is_exact=True)
        reading.forget()
        assert told(reading, hit, day) == told(published, hit, day), one


@pytest.mark.parametrize("target", ["Q", "W", "R"])
def test_the_list_is_the_same(published, reading, target):
    page = list_page(reading, target, per_page=500)
    whole = listing.listing(published, target, page.as_of)
    assert page.rows == whole.rows
    assert page.paged.total == page.whole == len(whole.rows)
    assert page.late == whole.late


def test_the_work_list_is_the_same(published, reading):
    page = work_page(reading, per_page=500)
    assert page.items == work_list(published, page.as_of, None, None).items


def test_lines_behind_a_value_are_the_same(published, reading):
    day = listing.day_of(published, None)
    found = 0
    for activity_id in subjects(published, "activity")[:2]:
        for value in subject_page(reading, "activity", activity_id).lookup.values[:8]:
            own = value_page(reading, value.indicator_id, value.entity_id)
            assert own == evidence.evidence(published, value.indicator_id, value.entity_id, day)
            found += len(own.lines)
    assert found


def test_numbers_are_found_alike(published, reading):
    day = listing.day_of(published, None)
    wanted = published.rows(
        "SELECT permit_no AS n FROM core.permit UNION SELECT case_no FROM core.inspection "
        "UNION SELECT activity_id FROM core.activity_version UNION SELECT actor_id FROM core.actor ORDER BY n"
    )["n"].to_list()
    numbers = [one for one in wanted if one and not one.startswith("P-")]
    for one in numbers[::3]:
        assert finding.find(reading, one, day) == finding.find(published, one, day)
