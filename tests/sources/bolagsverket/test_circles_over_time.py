"""Circles that are fetched week by week become links that say who was there when, whatever happens on the way."""

import datetime as dt
import logging

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sources.fetching.connector import Outcome
from sources.fetching.delivering import DELIVERIES
from sources.standin import World
from sources.standin.faults import Body, Drop, Status
from tests.sources.bolagsverket.circle_fetching import (
    COMPANIES,
    FIRST,
    KEY,
    MODULES,
    NAME,
    PATHS,
    circle_of,
    facts_of,
    fetching,
    functionary,
    held,
    person,
    pseudonym,
    random_world,
)
from tests.sources.delivering import csv_text, landed, put

WEEK = dt.timedelta(days=7)
OFFICERS = ["foretagsinformation", "ssbtgo"]


def links(facts):
    return facts["actor_link"].drop("ledger_id", "source_row")


@pytest.mark.parametrize(("seed", "source"), [(1, "foretagsinformation"), (2, "ssbtgo"), (3, "foretagsinformation")])
def test_links_are_the_circles_of_the_day_they_were_last_asked_about(tmp_path, seed, source):
    world = random_world(seed, weeks=6)
    with fetching(source, world, tmp_path) as source_of:
        days = [FIRST + WEEK * week for week in range(6)]
        assert [source_of.run(day) for day in days] == [None] * 6
        facts = facts_of(source_of.raw())
    found = {(company, day): held(facts, company, day) for company in COMPANIES for day in days}
    assert found == {(company, day): circle_of(world, company, day) for company, day in found}
    between = {(company, day): held(facts, company, day + WEEK - dt.timedelta(days=1)) for company, day in found}
    assert between == found
    assert len({frozenset(each) for each in found.values()}) > 6


@pytest.mark.parametrize("source", OFFICERS)
def test_a_source_that_is_down_now_and_then_changes_nothing_but_days(tmp_path, source):
    """Every other week everything fails, or fails half-way; what is known in the end is what was seen at all."""
    world = random_world(5, weeks=6)
    faults = (Status(503), Status(429), Drop(0.3), Body(b"<html>"), Body(b'{"organisationer": [{}]}'), Status(403))
    with fetching(source, world, tmp_path) as source_of:
        for week, fault in enumerate(faults):
            day = FIRST + WEEK * week
            source_of.server.faults.add(PATHS[source], fault, times=None)
            source_of.run(day)
            before = source_of.raw()
            source_of.server.faults.clear()
            assert held(facts_of(before), COMPANIES[0], day) == (
                circle_of(world, COMPANIES[0], day - WEEK) if week else set()
            )
            source_of.run(day + dt.timedelta(days=1))
        facts = facts_of(source_of.raw())
    last = FIRST + WEEK * 5 + dt.timedelta(days=1)
    assert {company: held(facts, company, last) for company in COMPANIES} == {
        company: circle_of(world, company, last) for company in COMPANIES
    }


def test_a_source_that_stops_answering_half_way_goes_on_where_it_stopped(tmp_path):
    world = World.of(
        companies=[{"identity": each} for each in COMPANIES],
        functionaries=[functionary(each, person(number), "LE") for number, each in enumerate(COMPANIES)],
    )
    with fetching("foretagsinformation", world, tmp_path, most=2) as source_of:
        assert source_of.run(FIRST) is None
        source_of.most = 1000
        source_of.server.faults.add(PATHS["foretagsinformation"], Drop(0.3))
        fault = source_of.run(FIRST)
        source_of.server.faults.clear()
        assert "kör igen senare" in str(fault)
        assert source_of.run(FIRST) is None
        answered = [seen.status for seen in source_of.questions()]
        assert len([each for each in answered if each == 200]) >= len(COMPANIES)
        assert source_of.run(FIRST) is None
        assert len(source_of.questions()) == len(answered)
    outcomes = [(part.outcome, part.covered_to, part.asked, part.answered) for part in source_of.parts]
    assert outcomes == [
        (Outcome.COMPLETE, None, 2, 2), (Outcome.COMPLETE, FIRST, 2, 2), (Outcome.COMPLETE, FIRST, 0, 0),
    ]  # fmt: skip


def test_answers_are_paid_for_once_though_the_program_dies_before_they_are_delivered(tmp_path):
    world = random_world(7, weeks=1)
    with fetching("foretagsinformation", world, tmp_path / "dies") as dies:
        dies.run(FIRST, commits=False)
        dies.run(FIRST)
        assert len(dies.questions()) == len(COMPANIES)
        again = dies.raw()
    with fetching("foretagsinformation", world, tmp_path / "lives") as lives:
        lives.run(FIRST)
        once = lives.raw()
    for table in ("company_event", "company_answer"):
        assert_frame_equal(again[table], once[table])
        assert again[table].height
    assert dies.parts[0].rows.keys() == dies.parts[1].rows.keys()


def test_nobody_is_asked_about_oftener_than_answers_age_and_the_longest_ago_first(tmp_path):
    world = random_world(8, weeks=3)
    with fetching("foretagsinformation", world, tmp_path, most=3) as source_of:
        asked = []
        for day in range(9):
            before = len(source_of.questions())
            source_of.run(FIRST + dt.timedelta(days=day))
            asked.append(len(source_of.questions()) - before)
    assert asked == [3, 1, 0, 0, 0, 0, 0, 3, 1]
    assert source_of.parts[1].covered_to == FIRST
    assert source_of.parts[7].covered_to == FIRST + dt.timedelta(days=1)
    assert "1 organisationer väntar på nästa körning (most_requests)" in source_of.parts[0].remarks


def test_public_bodies_and_natural_persons_are_not_asked_about(tmp_path):
    followed = (COMPANIES[0], "2120000142", "P-0123456789abcdef0123", "S-0123456789abcdef0123", "8112189876")
    world = World.of(companies=[{"identity": COMPANIES[0]}])
    with fetching("foretagsinformation", world, tmp_path, followed=followed) as source_of:
        assert source_of.run(FIRST) is None
        assert len(source_of.questions()) == 1
        assert source_of.parts[0].outcome is Outcome.COMPLETE


def test_a_company_that_the_source_no_longer_has_keeps_the_circle_it_had(tmp_path):
    until = FIRST + dt.timedelta(days=3)
    world = World.of(
        companies=[{"identity": COMPANIES[0], "valid_to": until}],
        functionaries=[functionary(COMPANIES[0], person(1), "LE")],
    )
    with fetching("foretagsinformation", world, tmp_path, followed=COMPANIES[:1]) as source_of:
        source_of.run(FIRST)
        source_of.run(FIRST + WEEK)
        raw = source_of.raw()
    assert raw["company_event"]["kind"].to_list() == ["role_held"]
    assert held(facts_of(raw), COMPANIES[0], FIRST + WEEK) == {(pseudonym(person(1)), "board_member")}
    states = raw["company_answer"].filter(field="registered_at").sort("known_at")["state"].to_list()
    assert states == ["value", "not_found"]


def test_one_refused_number_stops_nobody_and_only_refusals_are_a_fault(tmp_path):
    world = random_world(9, weeks=1)
    with fetching("foretagsinformation", world, tmp_path / "one") as source_of:
        source_of.server.faults.add(PATHS["foretagsinformation"], Status(400), times=1)
        assert source_of.run(FIRST) is None
        assert (source_of.parts[0].asked, source_of.parts[0].answered) == (4, 3)
        assert source_of.parts[0].covered_to == FIRST
    followed = (*COMPANIES, "5560000043", "5560000050")
    with fetching("foretagsinformation", world, tmp_path / "all", followed=followed) as source_of:
        source_of.server.faults.add(PATHS["foretagsinformation"], Status(400))
        assert "avvisades" in str(source_of.run(FIRST))
        assert len(source_of.questions()) == 5
        assert source_of.parts == []


@pytest.mark.parametrize("source", OFFICERS)
def test_ten_digits_and_twelve_are_one_person(tmp_path, source):
    rows = [
        functionary(COMPANIES[0], person(1), "LE", until=FIRST + WEEK),
        functionary(COMPANIES[0], person(1), "LE", since=FIRST + WEEK, is_short=True),
        functionary(COMPANIES[1], person(1), "VD", is_short=True),
    ]
    world = World.of(companies=[{"identity": each} for each in COMPANIES[:2]], functionaries=rows)
    with fetching(source, world, tmp_path, followed=COMPANIES[:2]) as source_of:
        source_of.run(FIRST)
        source_of.run(FIRST + WEEK)
        events = source_of.raw()["company_event"]
    assert events["person_key"].unique().to_list() == [pseudonym(person(1))]
    assert events["kind"].unique().to_list() == ["role_held"]


def test_the_same_circle_by_file_or_fetched_gives_the_same_links(tmp_path):
    """A delivery of one's own in Swedish headings, with numbers instead of pseudonyms, in the place of the source."""
    rows = [
        functionary(COMPANIES[0], person(1), "LE", until=FIRST + WEEK),
        functionary(COMPANIES[0], person(2), "VD"),
        functionary(COMPANIES[0], person(3), "SU", since=FIRST + WEEK),
    ]
    world = World.of(companies=[{"identity": COMPANIES[0]}], functionaries=rows)
    with fetching("foretagsinformation", world, tmp_path, followed=COMPANIES[:1]) as source_of:
        source_of.run(FIRST)
        source_of.run(FIRST + WEEK)
        fetched = facts_of(source_of.landed())
    moves = [("role_held", "board_member", 1, FIRST), ("role_held", "ceo", 2, FIRST),
             ("role_left", "board_member", 1, FIRST + WEEK), ("role_entered", "deputy", 3, FIRST + WEEK)]  # fmt: skip
    lines = [
        {"händelse-id": f"H{number}", "orgnr": "556000-0001", "händelsetyp": kind, "uppdrag": role,
         "personnummer": person(who), "frivillig": "", "i förtid": "", "datum": str(day), "registrerad": str(day)}
        for number, (kind, role, who, day) in enumerate(moves)
    ]  # fmt: skip
    put(tmp_path / "in", "company_event", "company_event_egen.csv", csv_text(lines))
    outcome = landed(tmp_path / "in", tmp_path / "home", *source_of.raw(), key=KEY)
    assert outcome.waiting == []
    assert_frame_equal(links(facts_of(outcome.rows)), links(fetched))
    assert links(fetched)["other_id"].n_unique() == 3


@pytest.mark.parametrize("source", MODULES)
def test_nothing_personal_is_kept_told_or_logged(tmp_path, source, caplog):
    caplog.set_level(logging.DEBUG)
    numbers = [person(1), person(2)]
    world = World.of(
        companies=[{"identity": COMPANIES[0], "street": "Hemliga vägen 1"}, {"identity": COMPANIES[1]}],
        functionaries=[functionary(COMPANIES[0], each, "LE") for each in numbers],
        owners=[{"identity": COMPANIES[0], "holder": each, "first_name": NAME[0], "last_name": NAME[1]}
                for each in numbers],
    )  # fmt: skip
    with fetching(source, world, tmp_path, followed=COMPANIES[:2]) as source_of:
        faults = [source_of.run(FIRST)]
        for number, fault in enumerate((Status(400), Status(500), Body(f"{numbers[0]} {NAME[1]}".encode())), start=1):
            source_of.server.faults.add(PATHS[source], fault)
            faults.append(source_of.run(FIRST + dt.timedelta(days=30 * number)))
            source_of.server.faults.clear()
        assert all(seen.path == PATHS[source] or seen.path == "/oauth2/token" for seen in source_of.server.seen)
    kept = b"".join(path.read_bytes() for path in sorted((tmp_path / "fetched").rglob("*")) if path.is_file())
    tables = [pl.read_parquet(path).write_csv() for path in (tmp_path / DELIVERIES).rglob("*.parquet")]
    told = " ".join([caplog.text, *map(str, faults), *tables, *(" ".join(p.remarks) for p in source_of.parts)])
    assert pseudonym(numbers[0]).encode() in kept
    assert pseudonym(numbers[0]) in told
    forbidden = [*NAME, "Hemliga", *(form for each in numbers for form in (each, each[2:], f"{each[2:8]}-{each[8:]}"))]
    assert [each for each in forbidden if each in told or each.encode() in kept] == []
    assert not [each for each in COMPANIES if each in caplog.text or any(each in str(fault) for fault in faults)]
