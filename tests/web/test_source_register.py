"""The register of sources as people see it: state, how far each reaches, and everything about one."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cli.errors import USAGE
from sources.fetching import book
from sources.fetching.connector import Outcome
from sources.fetching.decisions import FILE, load
from sources.fetching.registry import CONNECTORS
from sources.reference_docs import pages
from sources.registry import SOURCES
from web.source_register import register

DAY = dt.date(2026, 6, 30)
DECIDED = """
[bolagsverket_bulk]
enabled = true
decided_by = "analyschef"
decided_at = 2026-01-01
review = 2026-06-29

[tax_debts]
legal_basis = "2 § lagen (2024:307)"
decided_by = "rättschef"
decided_at = 2026-01-01

[vardefulla_datamangder]
enabled = true
decided_by = "analyschef"
decided_at = 2026-01-01
"""
LATEST = {"report": dt.date(2026, 6, 20), "report_event": dt.date(2026, 6, 28), "decision": dt.date(2026, 7, 2)}


@pytest.fixture
def home(tmp_path):
    (tmp_path / FILE).write_text(DECIDED, encoding="utf-8")
    for day, outcome, covered in (
        (dt.date(2026, 6, 8), Outcome.COMPLETE, dt.date(2026, 6, 8)),
        (dt.date(2026, 6, 29), Outcome.FAILED, None),
    ):
        book.note(tmp_path, book.Entry("bolagsverket_bulk", day, outcome, covered, 1, 1))
    book.note(tmp_path, book.Entry("kolada", dt.date(2026, 6, 1), Outcome.COMPLETE, dt.date(2025, 12, 31), 1, 1))
    return tmp_path


@pytest.fixture
def found(home):
    return {one.name: one for one in register(home, load(home), LATEST, DAY)}


def run(home, *arguments):
    result = CliRunner().invoke(main, ["sources", *arguments, "--as-of", "2026-06-30", "--home", str(home)])
    return result, " ".join(result.output.split())


def test_every_source_is_there_once(found):
    assert list(found) == [*SOURCES, *CONNECTORS]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("reports", "on"), ("tax_debts", "on"), ("work_environment", "waiting"), ("bolagsverket_bulk", "overdue"),
        ("vardefulla_datamangder", "waiting"), ("kolada", "off"), ("skatteverket", "off"),
    ],
)  # fmt: skip
def test_the_state_follows_from_what_is_decided(found, name, state):
    assert found[name].state == state


def test_a_fetched_source_reaches_to_what_it_was_whole_to(found):
    reach = found["bolagsverket_bulk"].reach
    assert (reach.asked_at, reach.outcome) == (dt.date(2026, 6, 29), "inget hämtat")
    assert (reach.covered_to, reach.age_days, reach.late_since) == (dt.date(2026, 6, 8), 22, dt.date(2026, 6, 18))
    assert reach.next_expected == dt.date(2026, 6, 15)
    assert found["kolada"].reach.late_since is None
    assert found["scb_bulk"].reach.covered_to is None


def test_nothing_is_expected_of_a_source_that_is_off(home):
    book.note(home, book.Entry("scb_bulk", dt.date(2026, 1, 5), Outcome.COMPLETE, dt.date(2026, 1, 5), 1, 1))
    reach = {one.name: one for one in register(home, load(home), LATEST, DAY)}["scb_bulk"].reach
    assert (reach.covered_to, reach.late_since, reach.next_expected) == (dt.date(2026, 1, 5), None, None)
    on = '[scb_bulk]\nenabled = true\ndecided_by = "analyschef"\ndecided_at = 2026-01-01\n'
    (home / FILE).write_text(DECIDED + on, encoding="utf-8")
    reach = {one.name: one for one in register(home, load(home), LATEST, DAY)}["scb_bulk"].reach
    assert (reach.late_since, reach.next_expected) == (dt.date(2026, 1, 15), dt.date(2026, 1, 12))


def test_a_source_of_files_reaches_to_its_newest_row_of_the_day(found):
    assert (found["reports"].reach.covered_to, found["reports"].reach.age_days) == (dt.date(2026, 6, 28), 2)
    assert found["supervision"].reach.covered_to is None  # what is known is of a later day


def test_what_is_written_to_switch_it_on_does(found, tmp_path):
    (tmp_path / "new").mkdir()
    lines = [line for one in found.values() for line in one.switch_on]
    text = "\n".join(lines).replace("decided_at = ÅÅÅÅ-MM-DD", "decided_at = 2026-01-01")
    text = text.replace("review = ÅÅÅÅ-MM-DD", "review = 2027-01-01")
    (tmp_path / "new" / FILE).write_text(text, encoding="utf-8")
    decided = load(tmp_path / "new")
    states = {one.name: one.state for one in register(tmp_path / "new", decided, {}, DAY)}
    without_service = {name for name, connector in CONNECTORS.items() if connector.fetch is None}
    assert {name for name, state in states.items() if state != "on"} == without_service


def test_the_table_says_what_is_late_and_what_is_overdue(home):
    result, said = run(home)
    assert result.exit_code == 0
    assert "22 SEN" in said
    assert "2026-06-29, FÖRSENAD" in said
    assert "väntar" in said
    assert max(map(len, result.output.splitlines())) <= 100


def test_everything_about_one(home):
    _, said = run(home, "tax_debts")
    for text in ("Beskattningsdatabasen", "2 § lagen (2024:307)", "rättschef, 2026-01-01", "tax_debt.amount_sek",
                 "[tax_debts]", "7 år efter det år de gäller"):  # fmt: skip
        assert text in said
    _, said = run(home, "bolagsverket_bulk")
    assert "SEN sedan 2026-06-18" in said
    assert "organisationsform company.legal_form" in said


@pytest.mark.parametrize("name", [*SOURCES, *CONNECTORS])
def test_every_source_can_be_looked_at(name, home):
    result, said = run(home, name)
    assert result.exit_code == 0
    assert said.count(f"({name})") == 1


def test_as_json(home):
    told = json.loads(run(home, "--json")[0].stdout)
    assert {one["name"]: one["state"] for one in told}["tax_debts"] == "on"
    assert json.loads(run(home, "kolada", "--json")[0].stdout)["reach"]["covered_to"] == "2025-12-31"


def test_an_unknown_name_and_a_faulty_file_are_one_sentence(home):
    result, said = run(home, "bolagsverket")
    assert (result.exit_code, said) == (
        USAGE, "Fel: det finns ingen källa som heter bolagsverket; menas bolagsverket_bulk?",
    )  # fmt: skip
    (home / FILE).write_text("[kolada]\nenabled = 3\n", encoding="utf-8")
    result, said = run(home)
    assert (result.exit_code, said) == (
        USAGE, "Fel: sources.toml: [kolada] enabled: ska vara true eller false; rätta värdet",
    )  # fmt: skip


def test_the_reference_has_every_source_with_what_a_lawyer_asks():
    made = pages(SOURCES, CONNECTORS)
    for one in CONNECTORS.values():
        assert one.legal_note in made["fetched_sources.md"]
        assert all(theirs in made["fetched_sources.md"] for theirs in one.fields_used)
    for source in SOURCES.values():
        assert f"`{source.name}/`" in made["sources.md"]
        assert source.legal_note in made["sources.md"]
