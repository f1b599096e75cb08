"""The weekly files fetched over HTTP: what is landed, what is asked for again, and what is refused."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import polars as pl
import pytest

from sources.bolagsverket.bulk import fetching as bolagsverket
from sources.facts.companies import company_events
from sources.fetching.access import Access
from sources.fetching.connector import Asked, Outcome, SourceFault
from sources.fetching.delivering import DELIVERIES
from sources.fetching.walk import Errand, fetch_source
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.landing import current_rows, land
from sources.scb import fetching as scb
from sources.standin import StandIn
from sources.standin.faults import Body, Drop, Status
from tables import core, raw
from tables.store import Warehouse
from tests.sources.bolagsverket.bulk.weekly_texts import cells, followed, number, text, zipped
from tests.sources.standin.asking import BANKRUPT, DAY, HEALTHY, PUBLIC, SOLE, UNKNOWN, world

KEY = PseudonymKey(DEMO_SECRET)
TRADER = KEY.pseudonym(SOLE[2:])
EVERYBODY = followed(HEALTHY, BANKRUPT, UNKNOWN, PUBLIC, TRADER)
FIRST, SECOND = dt.date(2026, 6, 16), dt.date(2026, 6, 23)
PATHS = {bolagsverket: bolagsverket.PATH, scb: scb.PATH}


@pytest.fixture(scope="module")
def running():
    with StandIn(world(), FIRST) as standin:
        yield standin


@pytest.fixture
def server(running):
    running.faults.clear()
    running.seen.clear()
    running.day = FIRST
    return running


def asked(server, folder, who=EVERYBODY):
    access = Access(url=server.url, requests_per_minute=60_000, backoff_seconds=0.01, timeout_seconds=10)
    return Asked(server.day, who, KEY, folder, access)


def fetched(connector, server, folder, who=EVERYBODY):
    """All that a fetch gives, taken in; the parts with rows."""
    parts = []
    for part in connector.fetch(asked(server, folder, who)):
        part.commit()
        parts.append(part)
    assert all(part.outcome is Outcome.COMPLETE for part in parts)
    return parts


def test_the_files_are_landed_and_become_facts(server, tmp_path):
    for day in (FIRST, SECOND):
        server.day = day
        access = asked(server, tmp_path).access
        errand = Errand(tmp_path, day, KEY, EVERYBODY)
        for connector, name in ((bolagsverket, "bolagsverket_bulk"), (scb, "scb_bulk")):
            account = fetch_source(errand, name, connector.fetch, access)
            assert (account.fault, account.covered_to) == (None, day - dt.timedelta(days=1))
    with Warehouse(tmp_path) as warehouse:
        landing = land(warehouse, tmp_path / DELIVERIES, KEY, dt.datetime(2026, 6, 30), own=True)
        assert landing.errors == ()
        assert sum(file.quarantined_rows for file in landing.landed) == 0
        events = company_events(current_rows(warehouse, raw.CompanyEvent), core.ActivityVersion.create_empty())
        answers = current_rows(warehouse, raw.CompanyAnswer)
        entries = current_rows(warehouse, raw.Company)
    opened = events.filter(actor_id=BANKRUPT).filter(pl.col("kind").str.ends_with("_opened"))
    assert sorted(opened.select("kind", "event_date").rows()) == [
        ("bankruptcy_opened", dt.date(2026, 6, 20)),
        ("liquidation_opened", dt.date(2026, 5, 1)),
    ]
    operating = answers.filter(operator_id=BANKRUPT, field="operating").sort("known_at")
    assert operating.select("value", "known_at").rows() == [
        ("JA", dt.date(2026, 6, 15)),
        ("NEJ", dt.date(2026, 6, 22)),
    ]
    assert set(answers.filter(operator_id=PUBLIC, source="bolagsverket_bulk")["state"]) == {"not_found"}
    assert set(answers.filter(operator_id=TRADER)["registration_no"]) == {0, 1, 2}
    assert entries.filter(operator_id=TRADER)["company_name"].to_list() == [None]


@pytest.mark.parametrize("connector", [bolagsverket, scb])
def test_the_same_file_is_not_fetched_again_until_there_is_a_new_one(server, tmp_path, connector):
    assert fetched(connector, server, tmp_path)[0].rows
    server.seen.clear()
    server.day = FIRST + dt.timedelta(days=1)
    (again,) = fetched(connector, server, tmp_path)
    assert not again.rows
    assert again.covered_to == dt.date(2026, 6, 15)
    assert [seen.method for seen in server.seen] == ["HEAD"]
    server.day = SECOND
    assert fetched(connector, server, tmp_path)[0].covered_to == dt.date(2026, 6, 22)


@pytest.mark.parametrize("connector", [bolagsverket, scb])
def test_a_week_without_any_change_is_a_week_that_is_covered(tmp_path, connector):
    always = pl.lit(None, pl.Date)
    frozen = world().at(FIRST).companies.with_columns(valid_from=always, valid_to=always)
    with StandIn(replace(world(), companies=frozen), FIRST) as server:
        fetched(connector, server, tmp_path)
        for n_weeks, day in enumerate((SECOND, SECOND + dt.timedelta(days=7)), start=1):
            server.day = day
            for _ in range(2):
                (again,) = fetched(connector, server, tmp_path)
                assert again.covered_to == dt.date(2026, 6, 15) + n_weeks * dt.timedelta(days=7)


@pytest.mark.parametrize("connector", [bolagsverket, scb])
def test_the_file_is_read_again_for_one_who_was_not_followed(server, tmp_path, connector):
    fetched(connector, server, tmp_path, followed(HEALTHY))
    (again,) = fetched(connector, server, tmp_path, followed(TRADER))
    told = pl.concat(rows.select("operator_id") for rows in again.rows.values())
    assert set(told["operator_id"]) == {HEALTHY, TRADER}
    assert not fetched(connector, server, tmp_path, followed(HEALTHY, "S-0123456789abcdef0123"))[0].rows


@pytest.mark.parametrize("connector", [bolagsverket, scb])
def test_what_was_not_taken_in_is_given_again_before_the_next_file(server, tmp_path, connector):
    (lost,) = connector.fetch(asked(server, tmp_path))
    server.day = SECOND
    again, after = fetched(connector, server, tmp_path)
    assert again.rows.keys() == lost.rows.keys()
    assert all(again.rows[stem].equals(rows) for stem, rows in lost.rows.items())
    assert (again.covered_to, after.covered_to) == (dt.date(2026, 6, 15), dt.date(2026, 6, 22))


@pytest.mark.parametrize("connector", [bolagsverket, scb])
def test_nothing_is_left_of_the_file_itself(server, tmp_path, connector):
    fetched(connector, server, tmp_path)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.name for path in left} == {"2026-06-15"}
    assert not any(SOLE[2:].encode() in path.read_bytes() or b"firman" in path.read_bytes() for path in left)


@pytest.mark.parametrize("connector", [bolagsverket, scb])
def test_a_source_that_dies_under_way_changes_nothing_and_is_taken_up(server, tmp_path, connector):
    server.faults.add(PATHS[connector], Drop(share=0.5))
    with pytest.raises(SourceFault):
        list(connector.fetch(asked(server, tmp_path)))
    assert not list(tmp_path.rglob("about.json"))
    server.faults.clear()
    assert fetched(connector, server, tmp_path)[0].rows


def test_a_busy_source_is_asked_again(server, tmp_path):
    server.faults.add(bolagsverket.PATH, Status(503), times=2)
    assert fetched(bolagsverket, server, tmp_path)[0].rows


SMALL = text(*[cells(identity=number(f"5561{n:05d}")) for n in range(30)])
REFUSED = {
    "no zip": b"<html>fel</html>",
    "a zip cut short": zipped(SMALL)[:-40],
    "a path out of the folder": zipped(SMALL, "../../bulk.txt"),
    "a nested zip": zipped(zipped(SMALL), "inner.zip"),
    "a bomb": zipped("x" * 60_000_000),
    "an empty text": zipped(""),
    "another heading": zipped(SMALL.replace("postadress", "adress")),
    "no rows": zipped(text()),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_hostile_or_broken_is_refused_and_changes_nothing(server, tmp_path, what):
    fetched(bolagsverket, server, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    server.day = SECOND
    server.faults.add(bolagsverket.PATH, Body(REFUSED[what], "application/zip"))
    with pytest.raises(SourceFault, match=r"veckofil: "):
        list(bolagsverket.fetch(asked(server, tmp_path)))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_file_with_far_fewer_rows_than_the_last_is_refused(server, tmp_path):
    server.faults.add(bolagsverket.PATH, Body(zipped(SMALL), "application/zip"))
    fetched(bolagsverket, server, tmp_path)
    server.faults.clear()
    with pytest.raises(SourceFault, match="inte hel"):
        list(bolagsverket.fetch(asked(server, tmp_path)))


def test_a_bomb_is_stopped_before_it_is_unpacked(server, tmp_path):
    server.faults.add(bolagsverket.PATH, Body(REFUSED["a bomb"], "application/zip"))
    with pytest.raises(SourceFault, match="orimligt stor"):
        list(bolagsverket.fetch(asked(server, tmp_path)))


def test_more_files_than_one_are_refused(server, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", SMALL)
        packed.writestr("b.txt", SMALL)
    server.faults.add(bolagsverket.PATH, Body(out.getvalue(), "application/zip"))
    with pytest.raises(SourceFault, match="en enda textfil"):
        list(bolagsverket.fetch(asked(server, tmp_path)))


def test_the_day_is_the_files_own(server, tmp_path):
    server.day = DAY
    (given,) = fetched(bolagsverket, server, tmp_path)
    assert given.covered_to == dt.date(2026, 6, 29)
    assert {day for rows in given.rows.values() for day in rows["known_at"]} == {dt.date(2026, 6, 29)}
