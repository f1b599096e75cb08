"""An unused field is not loaded: what every source gives, over HTTP, is what the register says that it becomes."""

import datetime as dt
import itertools

import polars as pl
import pytest

from sources.discovery import table_of
from sources.fetching import rounds
from sources.fetching.decisions import FILE
from sources.fetching.delivering import DELIVERIES
from sources.fetching.registry import CONNECTORS
from sources.fetching.walk import Errand
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.standin import CLIENT_ID, CLIENT_SECRET, StandIn
from tests.sources.standin.asking import BANKRUPT, DAY, HEALTHY, SOLE, world

KEY = PseudonymKey(DEMO_SECRET)
EARLIER = DAY - dt.timedelta(days=14)
FETCHED = [name for name, connector in CONNECTORS.items() if connector.fetch]
#: What has been filed before: since then a report is due, which is asked for one at a time.
LONG_AGO = pl.DataFrame({"operator_id": [BANKRUPT], "fiscal_year_end": [dt.date(2020, 12, 31)]})
BOOK = "source_fetch"
#: What the program itself fills in: who was asked, and our name of the field.
OWN = {"company_answer.source", "company_answer.field"}


def section(connector, url):
    """A section that lets a connector ask the stand-in."""
    lines = [
        f"[{connector.name}]", "enabled = true", 'decided_by = "test"', "decided_at = 2026-01-01", f'url = "{url}"',
        "requests_per_minute = 600000", "backoff_seconds = 0.001", 'legal_basis = "test"',
    ]  # fmt: skip
    if not connector.is_open:
        lines += [f'token_url = "{url}/oauth2/token"', 'client_id_env = "ID"', 'client_secret_env = "SECRET"']
    return "\n".join([*lines, ""])


@pytest.fixture(scope="module")
def fetched(tmp_path_factory):
    """All sources fetched twice, a week apart: how it went, and the columns that each filled."""
    home = tmp_path_factory.mktemp("home")
    followed = pl.DataFrame({"operator_id": sorted([HEALTHY, BANKRUPT, KEY.pseudonym(SOLE[2:])])})
    told, filled = [], {name: set() for name in FETCHED}
    with StandIn(world(), EARLIER) as server:
        (home / FILE).write_text("\n".join(section(CONNECTORS[name], server.url) for name in FETCHED), encoding="utf-8")
        for day, name in itertools.product((EARLIER, DAY), FETCHED):
            server.day, before = day, delivered(home)
            secrets = {"ID": CLIENT_ID, "SECRET": CLIENT_SECRET}
            told += rounds.round_of(Errand(home, day, KEY, followed, filed=LONG_AGO), [name], secrets)
            for path in delivered(home).items() - before.items():
                filled[name] |= columns_of(path[0])
    return told, filled


def delivered(home):
    """The delivery files there are, and what is in them; the book of fetches is the program's own."""
    return {path: path.read_bytes() for path in (home / DELIVERIES).rglob("*.parquet") if table_of(path.stem) != BOOK}


def columns_of(path):
    """The columns, as `table.column`, that hold anything."""
    rows = pl.read_parquet(path)
    return {f"{table_of(path.stem)}.{name}" for name in rows.columns if rows[name].null_count() < rows.height}


def test_every_source_that_is_switched_on_is_fetched_without_trouble(fetched):
    told, _ = fetched
    assert [(one.source, one.account.fault) for one in told if not one.account.untroubled] == []
    assert {one.source for one in told} == set(FETCHED)


@pytest.mark.parametrize("source", FETCHED)
def test_what_a_source_gives_is_what_its_fields_become(source, fetched):
    _, filled = fetched
    used = {column for columns in CONNECTORS[source].fields_used.values() for column in columns}
    assert filled[source]
    assert filled[source] - OWN <= used


#: Relations between organisations come of functionaries that are organisations, which the small world has elsewhere.
SELDOM = {"actor_relation", "report_figure", "annual_report"}


@pytest.mark.parametrize("source", FETCHED)
def test_what_the_fields_of_a_source_become_is_given(source, fetched):
    _, filled = fetched
    used = {column for columns in CONNECTORS[source].fields_used.values() for column in columns}
    assert {column for column in used - filled[source] if column.partition(".")[0] not in SELDOM} <= {
        "company_answer.since"
    }
