"""Protected addresses, sole traders' names and persons' pseudonyms are in no byte of any output."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest

from tests.web.planted import ADDRESS_FROM_BEFORE_PROTECTION, MANAGER, SECRETS, SOLE_TRADER_NAME
from web import evidence, finding, listing, lookup, queries
from web.files import report, workbook
from web.provenance import provenance
from web.terminal import layout
from web.terminal import lookup as terminal_lookup

DAYS = (dt.date(2023, 6, 1), dt.date(2025, 12, 31), dt.date(2026, 6, 30))
SUBJECTS = ("5560000001", "V000001", "V000002", "V000003", "P-50153be0000000000001", "2120000142", "5560000027")


def printed(capsys, *parts):
    layout.show(*parts, width=120)
    return capsys.readouterr().out


def hidden(text):
    """Secrets found in a text, white space aside."""
    plain = " ".join(text.split())
    return [secret for secret in SECRETS if secret in plain]


def test_the_secrets_are_there_to_leak(published):
    every = str(published.rows("SELECT * FROM core.activity_version").rows())
    assert ADDRESS_FROM_BEFORE_PROTECTION in every
    assert MANAGER in every
    assert SOLE_TRADER_NAME in str(published.rows("SELECT * FROM core.actor").rows())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_look_up_holds_no_secret(published, capsys, subject, day):
    for hit in finding.find(published, subject, day):
        answer = lookup.look_up(published, hit, day)
        assert hidden(lookup.as_json(answer)) == []
        assert hidden(printed(capsys, terminal_lookup.lookup(answer, None))) == []


@pytest.mark.parametrize("indicator", ["sup_severity_points_36m", "rep_tip_rate_eb_12m", "net_board_changes_24m"])
@pytest.mark.parametrize("entity", SUBJECTS)
def test_evidence_holds_no_secret(published, capsys, indicator, entity):
    found = evidence.evidence(published, indicator, entity, DAYS[-1])
    assert hidden(lookup.as_json(found)) == []
    assert hidden(printed(capsys, layout.evidence(found))) == []


def test_the_lists_hold_no_secret(published, capsys):
    lists = [listing.listing(published, target, DAYS[-1]) for target in listing.TARGETS]
    assert hidden(lookup.as_json(lists)) == []
    assert hidden(printed(capsys, *(layout.listing(one) for one in lists))) == []


def test_the_excel_file_holds_no_secret(published):
    lists = [listing.listing(published, target, DAYS[-1]) for target in listing.TARGETS]
    book = zipfile.ZipFile(BytesIO(workbook.content(lists, provenance(published, DAYS[-1]))))
    assert hidden("".join(book.read(name).decode("utf-8") for name in book.namelist())) == []


def test_the_report_holds_no_secret(published):
    assert hidden(report.render(published, DAYS[-1])) == []


@pytest.mark.parametrize("column", ["manager_key", "address", "sender_key", "person_key", "via_person", "other_id"])
def test_columns_with_personal_data_are_left_out_by_their_contracts(column):
    from tables.contracts import facts

    readable = [table for table in facts().values() if column in queries.readable_columns(table)]
    assert [table for table in readable if not is_an_actor(table, column)] == []


def is_an_actor(table, column):
    """Whether a column holds what identifies actors, as `actor_id` does."""
    from tables.core import Actor

    return table.notes(column)["pii"] == Actor.notes("actor_id")["pii"]
