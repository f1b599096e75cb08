"""The register of fetched sources: what is recorded about each, and in what state each is."""

import dataclasses
import datetime as dt

import pytest

from sources.fetching.access import Access, Secret
from sources.fetching.decisions import Decision
from sources.fetching.registry import CONNECTORS, State, registered, state_of
from tables.code_lists import code_list, codes_of
from tables.contracts import deliveries
from tables.freshness import feeds

DAY = dt.date(2026, 10, 1)
EVERY = pytest.mark.parametrize("connector", CONNECTORS.values(), ids=list(CONNECTORS))
WITH_LOGIN = Access(client_id=Secret(variable="ID"), client_secret=Secret(variable="SECRET"))
#: Columns of fetched tables that no source has: the agency's own deliveries fill them, or the program itself.
NOT_FETCHED = {
    "company.group_id",
    "company.municipality_code",
    "company.owner_state",
    "company_event.is_early",
    "company_event.is_voluntary",
    "company_answer.source",
    "company_answer.field",
}


def decided(connector, **changes):
    """A decision that lets the connector run, changed."""
    basis = "lag" if connector.needs_basis else ""
    access = Access() if connector.is_open else WITH_LOGIN
    found = Decision(True, access, basis, "analyschef", dt.date(2026, 9, 1), dt.date(2027, 9, 1))
    return dataclasses.replace(found, **changes)


FETCHED = pytest.mark.parametrize(
    "connector", [one for one in CONNECTORS.values() if one.fetch], ids=lambda one: one.name
)


def test_every_fetched_source_is_in_the_register_in_the_order_of_the_list():
    assert tuple(CONNECTORS) == codes_of("fetched_sources")


@EVERY
def test_what_a_lawyer_asks_of_a_source_is_recorded(connector):
    for text in (connector.publisher, connector.purpose, connector.legal_note, connector.owner, connector.off_because):
        assert text.strip() == text
        assert text
    assert connector.purpose.endswith(".")
    assert connector.review > dt.date(2026, 11, 1)
    assert connector.retention_years in range(1, 11)


@EVERY
def test_the_tables_that_it_feeds_are_among_those_it_gives_rows_of(connector):
    assert set(feeds()[connector.name]) & set(deliveries()) <= set(connector.tables)


def test_together_the_fields_used_fill_the_tables_and_nothing_else_is_read():
    used = {column for one in CONNECTORS.values() for columns in one.fields_used.values() for column in columns}
    tables = {table for one in CONNECTORS.values() for table in one.tables}
    columns = {f"{table}.{name}" for table in tables for name in deliveries()[table].delivered_columns()}
    assert used | NOT_FETCHED == columns
    assert not used & NOT_FETCHED


def test_the_tags_that_are_read_in_annual_reports_are_those_of_the_list_of_concepts():
    tags = {tag for tags in code_list("report_concepts")["tags"] for tag in tags.split()}
    used = CONNECTORS["annual_reports"].fields_used
    assert {theirs for theirs, ours in used.items() if "report_figure.amount" in ours} == tags


@FETCHED
def test_what_fetches_it_is_there(connector):
    assert callable(connector.load())


@EVERY
def test_nothing_runs_until_somebody_has_decided(connector):
    for decision in (None, Decision(enabled=False)):
        found = state_of(connector, decision, DAY)
        assert (found.state, found.runs) == (State.OFF, False)
        assert found.said.startswith(connector.off_because)


@EVERY
def test_what_cannot_be_asked_is_off_whatever_is_decided(connector):
    found = state_of(connector, decided(connector), DAY)
    assert found.runs == (connector.fetch is not None)


@FETCHED
def test_a_basis_that_is_needed_is_waited_for(connector):
    found = state_of(connector, decided(connector, legal_basis=""), DAY)
    assert found.state is (State.WAITING if connector.needs_basis else State.ON)
    if connector.needs_basis:
        assert f"[{connector.name}]" in found.said


@FETCHED
def test_a_login_that_is_needed_is_waited_for(connector):
    found = state_of(connector, decided(connector, access=Access(client_id=Secret(variable="ID"))), DAY)
    assert found.state is (State.ON if connector.is_open else State.WAITING)


@FETCHED
def test_an_overdue_review_is_told_and_stops_nothing(connector):
    late = decided(connector, review=dt.date(2026, 9, 30))
    assert [state_of(connector, late, day).state for day in (dt.date(2026, 9, 30), DAY)] == [State.ON, State.OVERDUE]
    assert state_of(connector, late, DAY).runs
    own = decided(connector, review=None)
    assert state_of(connector, own, connector.review + dt.timedelta(days=1)).state is State.OVERDUE


def test_a_basis_without_who_or_when_is_none():
    whole = decided(CONNECTORS["verkliga_huvudman"])
    assert whole.has_basis
    assert not dataclasses.replace(whole, decided_by="").has_basis
    assert not dataclasses.replace(whole, decided_at=None).has_basis


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "unknown"}, "not a code"),
        ({"legal_refs": ()}, "legal references"),
        ({"fields_used": {"x": ("company.no_such_column",)}}, "no delivered column"),
        ({"fields_used": {"x": ("company.ledger_id",)}}, "no delivered column"),
    ],
)
def test_a_record_that_does_not_hold_together_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        dataclasses.replace(CONNECTORS["kolada"], **change)


def test_two_of_one_name_and_a_code_without_a_connector_are_refused():
    with pytest.raises(ValueError, match="two connectors"):
        registered([CONNECTORS["kolada"], CONNECTORS["kolada"]])
    with pytest.raises(ValueError, match="without a connector"):
        registered([CONNECTORS["kolada"]])
