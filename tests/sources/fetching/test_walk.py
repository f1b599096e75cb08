"""One source among others: its rows become deliveries, it is noted how far it came, and its faults stay its own."""

import datetime as dt

import polars as pl
import pytest

from sources.fetching import book
from sources.fetching.access import Access
from sources.fetching.connector import Fetched, Outcome, SourceFault
from sources.fetching.delivering import DELIVERIES, deliver
from sources.fetching.walk import Errand, fetch_source, is_done, stop
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.landing import current_rows, land
from tables import raw
from tables.store import Warehouse

DAY = dt.date(2026, 6, 22)
MOMENT = dt.datetime(2026, 6, 22, 6, 0)
KEY = PseudonymKey(DEMO_SECRET)
PERSON = "8112289874"


def _answers(*names, day=DAY):
    rows = [
        {
            "operator_id": "5560000001", "registration_no": 0, "field": field, "source": "vardefulla_datamangder",
            "producer": "Bolagsverket", "state": "value", "value": "x", "since": None, "known_at": day,
        }
        for field in names
    ]  # fmt: skip
    schema = {name: raw.CompanyAnswer.columns()[name].dtype for name in raw.CompanyAnswer.delivered_columns()}
    return pl.DataFrame(rows, schema=schema)


def _errand(home, day=DAY):
    return Errand(home, day, KEY, pl.DataFrame({"operator_id": ["5560000001"]}))


def _whole(*names, covered=DAY, remember=None):
    def fetch(asked):
        def commit():
            if remember:
                (asked.folder / "memory").write_text(remember)

        yield Fetched({"company_answer_vdm": _answers(*names)}, Outcome.COMPLETE, covered, 2, 2, commit)

    return fetch


def _dies_after(*names, error=None):
    def fetch(asked):
        yield Fetched({"company_answer_vdm": _answers(*names)}, Outcome.PARTIAL, None, 2, 1)
        raise error or SourceFault("källan svarar inte")

    return fetch


def _landed(home, contract=raw.CompanyAnswer):
    with Warehouse(home) as warehouse:
        landing = land(warehouse, home / DELIVERIES, KEY, MOMENT, own=True)
        assert landing.errors == ()
        return current_rows(warehouse, contract)


def test_what_is_fetched_is_landed_as_any_delivery_and_noted_in_the_book(tmp_path):
    account = fetch_source(_errand(tmp_path), "vardefulla_datamangder", _whole("name", "legal_form"), Access())
    assert (account.outcome, account.covered_to, account.asked) == (Outcome.COMPLETE, DAY, 2)
    assert _landed(tmp_path)["field"].to_list() == ["name", "legal_form"]
    noted = _landed(tmp_path, raw.SourceFetch).row(0, named=True)
    assert (noted["source"], noted["outcome"], noted["covered_to"]) == ("vardefulla_datamangder", "complete", DAY)


def test_a_source_that_dies_half_way_keeps_what_it_gave_and_says_why(tmp_path):
    account = fetch_source(_errand(tmp_path), "vardefulla_datamangder", _dies_after("name"), Access())
    assert (account.outcome, account.covered_to, account.fault) == (Outcome.PARTIAL, None, "källan svarar inte")
    assert _landed(tmp_path)["field"].to_list() == ["name"]


def test_a_later_whole_fetch_takes_the_place_of_the_part(tmp_path):
    fetch_source(_errand(tmp_path), "vardefulla_datamangder", _dies_after("name"), Access())
    _landed(tmp_path)
    fetch_source(_errand(tmp_path), "vardefulla_datamangder", _whole("name", "legal_form"), Access())
    assert _landed(tmp_path)["field"].to_list() == ["name", "legal_form"]
    assert _landed(tmp_path, raw.SourceFetch)["outcome"].to_list() == ["complete"]


def test_an_error_nobody_foresaw_is_told_by_kind_and_place_and_not_by_its_message(tmp_path):
    fetch = _dies_after("name", error=KeyError(PERSON))
    account = fetch_source(_errand(tmp_path), "vardefulla_datamangder", fetch, Access())
    assert account.outcome is Outcome.PARTIAL
    assert "KeyError i fetching/walk.py rad" in account.fault
    assert PERSON not in account.fault


def test_what_is_to_be_remembered_is_remembered_only_when_the_rows_are_written(tmp_path):
    def fetch(asked):
        stem, memory = "company_answer_vdm", asked.folder / "memory"
        path = asked.folder.parent / "deliveries" / "companies" / f"{stem}.parquet"
        yield Fetched(
            {stem: _answers("name")}, Outcome.COMPLETE, DAY, commit=lambda: memory.write_text(str(path.exists()))
        )
        assert memory.read_text() == "True"

    assert fetch_source(_errand(tmp_path), "kolada", fetch, Access()).fault is None


def test_the_folder_of_a_connectors_memory_is_its_owners_alone(tmp_path):
    fetch_source(_errand(tmp_path), "kolada", _whole("name"), Access())
    assert (tmp_path / "fetched" / "kolada").stat().st_mode & 0o077 == 0


def test_a_source_is_done_for_the_day_when_it_was_whole(tmp_path):
    errand = _errand(tmp_path)
    assert not is_done(errand, "kolada")
    fetch_source(errand, "kolada", _dies_after("name"), Access())
    assert not is_done(errand, "kolada")
    fetch_source(errand, "kolada", _whole("name"), Access())
    assert is_done(errand, "kolada")
    assert not is_done(_errand(tmp_path, DAY + dt.timedelta(days=1)), "kolada")


def test_a_source_switched_off_is_noted_as_stopped_once(tmp_path):
    later = _errand(tmp_path, DAY + dt.timedelta(days=1))
    stop(later, "kolada")
    assert book.entries(tmp_path).is_empty()
    fetch_source(_errand(tmp_path), "kolada", _whole("name"), Access())
    stop(later, "kolada")
    stop(_errand(tmp_path, DAY + dt.timedelta(days=2)), "kolada")
    assert book.entries(tmp_path)["outcome"].to_list() == ["complete", "stopped"]


def test_a_correction_without_rows_takes_away_what_it_corrects(tmp_path):
    deliver(tmp_path, "company_answer_vdm", _answers("name"))
    assert _landed(tmp_path).height == 1
    deliver(tmp_path, "company_answer_vdm", _answers())
    assert _landed(tmp_path).height == 0


def test_nothing_is_written_for_no_rows_where_there_were_none(tmp_path):
    deliver(tmp_path, "company_answer_vdm", _answers())
    assert not (tmp_path / DELIVERIES).exists()


@pytest.mark.parametrize(
    ("stem", "rows", "words"),
    [
        ("nothing_we_know", _answers("name"), "begins with no delivery table"),
        ("company_answer_vdm", _answers("name").drop("since"), "columns are not those"),
    ],
)
def test_a_connector_that_gives_the_wrong_form_is_a_fault_in_it(tmp_path, stem, rows, words):
    with pytest.raises(ValueError, match=words):
        deliver(tmp_path, stem, rows)


def test_the_same_rows_are_the_same_bytes(tmp_path):
    for home in (tmp_path / "a", tmp_path / "b"):
        deliver(home, "company_answer_vdm", _answers("name", "legal_form"))
    path = DELIVERIES / "companies" / "company_answer_vdm.parquet"
    assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()


def test_the_book_keeps_the_last_of_a_day_and_every_day(tmp_path):
    for day in (DAY, DAY + dt.timedelta(days=20)):
        fetch_source(_errand(tmp_path, day), "kolada", _dies_after("name"), Access())
        fetch_source(_errand(tmp_path, day), "kolada", _whole("name", covered=day), Access())
    assert book.entries(tmp_path, ["kolada"]).select("fetched_at", "outcome", "covered_to").rows() == [
        (DAY, "complete", DAY),
        (DAY + dt.timedelta(days=20), "complete", DAY + dt.timedelta(days=20)),
    ]
    assert book.latest(tmp_path, "kolada").fetched_at == DAY + dt.timedelta(days=20)
