"""Fetching from VärdefullaDatamängder over HTTP: what is delivered and remembered, and what faults leave alone."""

import datetime as dt
import logging

import polars as pl
import pytest

from sources.bolagsverket.vdm import fetching
from sources.bolagsverket.vdm.service import Service
from sources.facts.company_answers import company_answers
from sources.fetching.connector import Asked, Outcome
from sources.standin import CLIENT_SECRET, StandIn
from sources.standin.faults import Drop, Manner, SourceDown, Status
from tests.sources.bolagsverket.vdm_asking import ABOUT, DAY, KEY, NUMBERS, Agency, world

NEXT = DAY + dt.timedelta(days=1)

N_FIELDS = 11


@pytest.fixture
def server():
    with StandIn(world(), day=DAY) as running:
        yield running


@pytest.fixture
def agency(server, tmp_path):
    return Agency(server, tmp_path / "home")


def of(rows, field, number=NUMBERS[0]):
    """(state, value, day) of a field in the order of the rows."""
    held = rows.filter(pl.col("operator_id") == number, pl.col("field") == field)
    return [(state, value, day.isoformat()) for state, value, day in held.select("state", "value", "known_at").rows()]


def test_everything_is_asked_once_a_day_and_is_known_by_the_sources_own_day(agency, server):
    account = agency.run()
    assert (account.outcome, account.covered_to, account.asked, account.answered) == (Outcome.COMPLETE, DAY, 9, 9)
    rows = agency.landed()
    assert rows.height == len(NUMBERS) * N_FIELDS
    assert of(rows, "name") == [("value", "Bolag 000 AB", "2026-03-02")]
    assert agency.run().answered == 0
    assert len(agency.asked_about()) == 9


def test_known_is_what_the_source_says_it_is_not_the_day_of_the_run(agency, server):
    server.day = DAY - dt.timedelta(days=2)
    list(fetching.fetch(_asked(agency)))
    parts = list(fetching.fetch(_asked(agency)))
    assert parts[-1].covered_to == server.day
    assert set(next(iter(parts[-1].rows.values()))["known_at"]) == {server.day}


def test_only_what_has_changed_is_delivered_again(agency, server):
    agency.run()
    assert agency.run(NEXT).covered_to == NEXT
    assert list(agency.files()) == ["company_answer_vdm_2026-03-02_000001.parquet"]
    server.world = world(name="Nya Bolaget AB", procedures=[{"code": "KK", "since": DAY}])
    agency.run(NEXT + dt.timedelta(days=1))
    told = list(agency.files().values())[1]
    assert sorted(told["field"]) == ["name", "procedures"]
    assert of(agency.rows(), "procedures")[-1] == ("value", "KK 2026-03-02", "2026-03-04")
    assert len(agency.asked_about()) == 27


@pytest.mark.parametrize("manner", [*Manner])
def test_however_it_is_written_it_says_the_same(agency, server, tmp_path, manner):
    given = {
        "deregistered": dt.date(2026, 1, 5),
        "reason": "KKAV",
        "procedures": [{"code": "KK", "since": dt.date(2025, 5, 5)}, {"code": "LI", "since": dt.date(2025, 6, 6)}],
        "other_names": [{"name": "Bifirman", "kind": "SARS_FORNAMN"}],
        "description": "Bedriva hemtjänst",
        "street": "Storgatan 1",
    }
    server.world = world(**given)
    agency.run()
    server.faults.add("/", manner)
    other = Agency(server, tmp_path / "other")
    other.run()
    assert other.rows().equals(agency.rows())
    assert of(agency.rows(), "deregistered") == [("value", "2026-01-05", "2026-03-02")]
    assert of(agency.rows(), "describes_care") == [("value", "JA", "2026-03-02")]


@pytest.mark.parametrize("kind", ["OTILLGANGLIG_UPPGIFTSKALLA", "TIMEOUT"])
def test_a_silent_producer_never_takes_away_what_was_good(agency, server, kind):
    agency.run()
    server.faults.add(ABOUT, SourceDown(("SCB",), kind, (NUMBERS[0],)))
    account = agency.run(NEXT)
    assert (account.outcome, account.covered_to, account.answered) == (Outcome.PARTIAL, DAY, 9)
    assert "1 svar saknar uppgifter" in account.remarks[0]
    assert of(agency.rows(), "operating") == [("value", "JA", "2026-03-02"), ("source_down", None, "2026-03-03")]
    assert of(agency.rows(), "name") == [("value", "Bolag 000 AB", "2026-03-02")]
    fact = company_answers(agency.landed()).filter(
        pl.col("actor_id") == NUMBERS[0], pl.col("field") == "operating", pl.col("known_to").is_null()
    )
    held = fact.select("state", "value", "value_state", "value_known_at").row(0)
    assert held == ("source_down", "JA", "value", DAY)


def test_a_silent_producer_is_asked_again_the_same_day_and_the_next(agency, server):
    server.faults.add(ABOUT, SourceDown(("SCB",), identities=(NUMBERS[0],)))
    assert agency.run().covered_to is None
    agency.run()
    assert len(agency.asked_about()) == 10
    server.faults.clear()
    assert agency.run().covered_to == DAY
    assert [state for state, _, _ in of(agency.rows(), "operating")] == ["source_down", "value"]
    assert of(agency.rows(), "industries")[-1] == ("value", "87301", "2026-03-02")
    fact = company_answers(agency.landed()).filter(pl.col("actor_id") == NUMBERS[0], pl.col("field") == "operating")
    assert fact.select("state", "value").rows() == [("value", "JA")]


def test_a_dead_server_leaves_everything_as_it_was(agency, server):
    agency.run()
    before, rows = agency.memory.read_bytes(), agency.rows()
    server.stop()
    account = agency.run(NEXT)
    assert account.outcome is Outcome.FAILED
    assert "ingen förbindelse" in account.fault
    assert agency.memory.read_bytes() == before
    assert agency.rows().equals(rows)


@pytest.mark.parametrize("batch", [2, 200])
def test_a_server_that_dies_on_the_way_is_gone_on_with(agency, server, tmp_path, monkeypatch, batch):
    monkeypatch.setattr(fetching, "BATCH", batch)
    undisturbed = Agency(server, tmp_path / "other")
    undisturbed.run()
    _dies_after(5, server, monkeypatch)
    account = agency.run()
    assert (account.outcome, account.covered_to, account.answered) == (Outcome.PARTIAL, None, 5)
    assert "ingen förbindelse" in account.fault
    assert agency.rows()["operator_id"].n_unique() == 5
    monkeypatch.undo()
    server.start()
    account = agency.run()
    assert (account.outcome, account.covered_to, account.answered) == (Outcome.COMPLETE, DAY, 4)
    assert (
        agency.landed()
        .sort("operator_id", "field")
        .drop("source_row")
        .equals(undisturbed.landed().sort("operator_id", "field").drop("source_row"))
    )


def test_a_crash_before_the_memory_is_kept_gives_the_same_file_again(agency):
    first = next(fetching.fetch(_asked(agency)))
    again = next(fetching.fetch(_asked(agency)))
    assert list(first.rows) == list(again.rows)
    for stem, rows in first.rows.items():
        assert rows.equals(again.rows[stem])
    assert not agency.memory.exists()


def test_the_same_answers_and_memory_give_the_same_bytes(agency, server, tmp_path):
    other = Agency(server, tmp_path / "other")
    for each in (agency, other):
        each.run()
        each.run(NEXT)
    assert agency.memory.read_bytes() == other.memory.read_bytes()


def test_whom_nobody_can_ask_about_is_told_and_not_asked(agency, server):
    person = KEY.pseudonym("8112189876")
    nobody = [person, "5560000000", "8112189876", "2120000142", "DE123456789", "S-0123456789abcdef0123"]
    agency.followed = [*NUMBERS[:2], *nobody]
    account = agency.run()
    assert (account.asked, account.covered_to) == (2, DAY)
    assert any(remark.startswith("1 fysiska personer") for remark in account.remarks)
    assert any(remark.startswith("2 organisationsnummer") for remark in account.remarks)


def test_whoever_is_followed_no_longer_is_forgotten(agency):
    agency.run()
    agency.followed = NUMBERS[:3]
    agency.run(NEXT)
    assert pl.read_parquet(agency.memory)["operator_id"].n_unique() == 3


def test_a_files_name_is_not_used_again_when_those_in_it_are_followed_no_longer(agency):
    agency.followed = NUMBERS[:3]
    agency.run()
    agency.followed = NUMBERS[3:]
    agency.run()
    assert len(agency.files()) == 2


def test_with_nobody_to_ask_about_nothing_is_asked(agency, server):
    agency.followed = []
    account = agency.run()
    assert (account.outcome, account.covered_to) == (Outcome.COMPLETE, DAY)
    assert server.seen == []


def test_a_memory_that_cannot_be_read_is_a_fault(agency):
    agency.run()
    agency.memory.write_bytes(b"half a file")
    assert "ta bort den" in agency.run(NEXT).fault


def test_an_organisation_that_the_source_does_not_know_is_not_found(agency, server):
    agency.run()
    server.world = world(at_bolagsverket=False, at_scb=False)
    assert agency.run(NEXT).covered_to == NEXT
    told = list(agency.files().values())[1]
    assert set(told["state"]) == {"not_found"}
    assert told["value"].null_count() == told.height == N_FIELDS


def test_numbers_and_secrets_are_never_told(agency, server, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    accounts = [agency.run()]
    for fault in (Status(400), Status(500), Status(403), Drop(0.5)):
        server.faults.clear()
        server.faults.add(ABOUT, fault)
        accounts.append(agency.run(NEXT))
    told = caplog.text + repr(accounts) + "".join(f"{each.method} {each.path}" for each in server.seen)
    told += "".join(str(path) for path in agency.home.rglob("*"))
    assert len(server.seen) > 10
    assert CLIENT_SECRET not in told
    assert not [number for number in NUMBERS if number in told]
    assert "Bearer" not in told


def _asked(agency):
    errand = agency.errand()
    folder = agency.memory.parent
    folder.mkdir(parents=True, exist_ok=True)
    return Asked(errand.day, errand.followed, KEY, folder, agency.access)


def _dies_after(number, server, monkeypatch):
    real, asked = Service.organisations, iter(range(99))

    def organisations(service, organisation):
        if next(asked) == number:
            server.stop()
        return real(service, organisation)

    monkeypatch.setattr(Service, "organisations", organisations)
