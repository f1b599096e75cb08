"""Laws on every contract: named, described, coded and exemplified the same way, whoever wrote it."""

import itertools
import re

import pytest

from tables import code_lists
from tables.base import PROFILES
from tables.contracts import create_statement, every_contract

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CONTRACTS = every_contract()
every_contract_in_turn = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.qualified_name())


@every_contract_in_turn
def test_a_column_is_described_in_a_whole_sentence(contract):
    described = {name: column.description or "" for name, column in contract.columns().items()}
    assert not {name: text for name, text in described.items() if not text.endswith(".") or text[0].islower()}


@every_contract_in_turn
def test_a_column_has_a_plain_name(contract):
    assert [name for name in contract.columns() if not NAME.fullmatch(name)] == []


@every_contract_in_turn
def test_an_example_is_legal(contract):
    for name, column in contract.columns().items():
        notes, pattern = contract.notes(name), getattr(column, "regex", None)
        if notes["example"] is not None:
            assert pattern is None or re.search(pattern, str(notes["example"])), name
            assert notes["codes"] is None or notes["example"] in code_lists.codes_of(notes["codes"]), name


@every_contract_in_turn
def test_personal_data_is_shown_to_the_inspectorate_only(contract):
    for name in contract.columns():
        notes = contract.notes(name)
        assert set(notes["show_to"]) <= PROFILES, name
        assert notes["pii"] is None or set(notes["show_to"]) == {"internal"}, name


@every_contract_in_turn
def test_a_table_says_what_one_row_is(contract):
    assert contract.grain.startswith("one ")
    assert NAME.fullmatch(contract.table)
    assert (contract.__doc__ or "").strip().endswith(".")


@every_contract_in_turn
def test_a_table_has_a_form_in_the_warehouse(contract):
    statement = create_statement(contract)
    assert all(f'"{name}"' in statement for name in contract.columns())


def test_no_two_tables_have_one_name():
    names = [contract.qualified_name() for contract in CONTRACTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", code_lists.names())
def test_a_code_list_never_has_two_meanings_of_a_code_on_one_day(name):
    rows = code_lists.code_list(name).sort("code", "valid_from").rows(named=True)
    for earlier, later in itertools.pairwise(rows):
        if earlier["code"] == later["code"]:
            assert earlier["valid_to"] is not None
            assert earlier["valid_to"] <= later["valid_from"], later["code"]


@pytest.mark.parametrize("name", code_lists.names())
def test_a_code_list_entry_holds_for_at_least_a_day_and_has_a_label(name):
    for row in code_lists.code_list(name).rows(named=True):
        assert row["label_sv"], row
        assert row["valid_from"] is not None, row
        assert row["valid_to"] is None or row["valid_from"] < row["valid_to"], row


def test_every_code_list_that_a_column_names_exists():
    used = {contract.notes(name)["codes"] for contract in CONTRACTS for name in contract.columns()} - {None}
    assert used <= set(code_lists.names())
