"""Runs that ask sources over real HTTP: one that dies is late, takes nothing with it, and is caught up exactly."""

import datetime as dt
import shutil

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.execution import execute
from pipelines.jobs import FETCH
from pipelines.order import Order
from sources.fetching import book
from sources.standin import CLIENT_ID, CLIENT_SECRET, StandIn
from sources.standin.faults import Drop
from sources.standin.from_deliveries import world_of
from tables import core, marts
from tables.freshness import feeds
from tables.serving import Published
from tests.conftest import run_job
from tests.pipelines.runs import arguments, said_here

pytestmark = pytest.mark.slow

#: Two Mondays, and the day on which the company files of the agency's own end.
FIRST, SECOND, CUTOVER = dt.date(2026, 6, 15), dt.date(2026, 6, 29), dt.date(2026, 6, 8)
COMPANY_TABLES = ("company", "company_event", "annual_report")
BULK = "/bolagsverket/bolagsverket_bulkfil.zip"
SWITCHED_ON = ("bolagsverket_bulk", "scb_bulk", "annual_reports", "vardefulla_datamangder", "kolada")


@pytest.fixture(scope="module")
def deliveries(small_deliveries, tmp_path_factory):
    """The agency's own files, in which what is known of companies ends at the cutover."""
    folder = shutil.copytree(small_deliveries[0], tmp_path_factory.mktemp("fetched") / "deliveries")
    for table in COMPANY_TABLES:
        for path in (folder / "companies").glob(f"{table}_[0-9b]*.csv"):
            rows = pl.read_csv(path, separator=";", infer_schema=False)
            kept = rows.filter(pl.col("known_at") <= CUTOVER.isoformat())
            kept.write_csv(path, separator=";") if kept.height else path.unlink()
    return folder


@pytest.fixture(scope="module")
def world(small_deliveries):
    return world_of(small_deliveries[0])


@pytest.fixture
def server(world):
    with StandIn(world, day=FIRST) as running:
        yield running


def switch_on(home, url):
    """A home where somebody has decided that the sources may be asked, at the stand-in's address."""
    home.mkdir(parents=True, exist_ok=True)
    secrets = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    for name, secret in secrets.items():
        (home / name).write_text(secret)
        (home / name).chmod(0o600)
    lines = []
    for source in SWITCHED_ON:
        lines += [f"[{source}]", "enabled = true", f'url = "{url}"', 'decided_by = "analyschef"']
        lines += ["decided_at = 2026-06-01", "requests_per_minute = 60000", "backoff_seconds = 0.01"]
        if source == "vardefulla_datamangder":
            lines += [f'token_url = "{url}/oauth2/token"', "most_requests = 1000"]
            lines += [f'{name}_file = "{name}"' for name in secrets]
    (home / "sources.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run_on(home, deliveries, server, day):
    """A run as of a day, on that day, by the stand-in's calendar too."""
    server.day = day
    return run_job(home, deliveries, [day], fetch_on=day)


def ask_on(home, deliveries, server, day):
    """Only the asking of that day."""
    server.day = day
    outcome = execute(Order(FETCH, home, deliveries, fetch_on=day), lambda _event: None)
    assert outcome.ending == "done", outcome


def published(home, contract):
    with Published(home) as tables:
        return tables.read(contract)


def values(home):
    return published(home, marts.IndicatorValue).sort("as_of", "indicator_id", "level", "entity_id")


def rests_on(fact, tables):
    return fact.table in tables or any(rests_on(base, tables) for base in fact.rests_on)


@pytest.fixture(scope="module")
def after_first(deliveries, world, tmp_path_factory):
    """A home after a whole round on the first day, to copy."""
    home = tmp_path_factory.mktemp("first") / "home"
    with StandIn(world, day=FIRST) as server:
        switch_on(home, server.url)
        outcome = run_on(home, deliveries, server, FIRST)
    assert outcome.ending == "done", outcome
    return home


@pytest.fixture(scope="module")
def after_dead(after_first, deliveries, world, tmp_path_factory):
    """That home after a run of the second day in which a source dies in the middle; what came of the run."""
    home = shutil.copytree(after_first, tmp_path_factory.mktemp("dead") / "home")
    with StandIn(world, day=FIRST) as server:
        switch_on(home, server.url)
        server.faults.add(BULK, Drop(share=0.4))
        return home, run_on(home, deliveries, server, SECOND)


@pytest.fixture
def copy_of(server, tmp_path):
    """`copy_of(home)`: a copy of a home that asks a stand-in of its own."""

    def copied(home):
        copy = shutil.copytree(home, tmp_path / "home")
        switch_on(copy, server.url)
        return copy

    return copied


def test_a_whole_round_is_landed_published_and_on_time(after_first):
    noted = book.entries(after_first)
    assert noted["source"].to_list() == sorted(SWITCHED_ON)
    assert set(noted["outcome"]) == {"complete"}
    covers = published(after_first, core.SourceCover)
    assert covers["covered_to"].null_count() == 0
    assert published(after_first, core.CompanyAnswer)["source"].n_unique() >= 2


def test_a_source_dead_in_the_middle_is_late_and_takes_nothing_with_it(after_dead, after_first):
    home, outcome = after_dead
    assert outcome.ending == "late"
    assert any(said.startswith("Listan W") and f"är från {FIRST}" in said for said in outcome.held)
    assert any("bolagsverket_bulk" in message for message in outcome.messages)
    assert published(home, core.CompanyEvent).height >= published(after_first, core.CompanyEvent).height
    found = values(home)
    tables = feeds()["bolagsverket_bulk"]
    from indicators.registry import catalogue

    fed = {
        name
        for name, one in catalogue().items()
        if any(rests_on(measure.fact, tables) for measure in one.measures.values())
    }
    gone = found.filter(pl.col("indicator_id").is_in(sorted(fed)))
    assert gone["value"].null_count() == gone.height
    assert set(gone["missing_reason"]) <= {"source_gap", "not_applicable"}
    assert found["value"].null_count() < found.height


def test_the_next_run_catches_up_exactly(after_dead, after_first, copy_of, deliveries, server, tmp_path):
    home = copy_of(after_dead[0])
    never_out = shutil.copytree(after_first, tmp_path / "never_out")
    switch_on(never_out, server.url)
    assert run_on(never_out, deliveries, server, SECOND).ending == "done"
    assert run_on(home, deliveries, server, SECOND).ending == "done"
    assert_frame_equal(values(home), values(never_out))
    for contract in (core.Company, core.CompanyEvent, core.AnnualReport, core.ActorLink, core.SourceCover):
        without = [name for name in contract.column_names() if name != "ledger_id"]
        found, expected = (published(one, contract).select(without).sort(pl.all()) for one in (home, never_out))
        assert_frame_equal(found, expected)


def test_vendors_that_stop_altogether_give_an_exit_code_and_an_earlier_day_is_as_it_was(
    after_dead, after_first, copy_of, deliveries, server
):
    home = copy_of(after_dead[0])
    server.stop()
    done = said_here(*arguments(home, deliveries, [FIRST]), "--fetch-on", SECOND)
    assert done.exit_code == 5, done.output
    assert "sena källor" in done.stderr
    assert "Publicerat:" in done.stdout
    assert_frame_equal(values(home), values(after_first))


def test_what_was_fetched_whole_the_same_day_is_not_asked_for_again(after_first, copy_of, deliveries, server):
    home = copy_of(after_first)
    ask_on(home, deliveries, server, FIRST)
    assert server.seen == []
    ask_on(home, deliveries, server, SECOND)
    assert server.seen != [], "on another day it is"


def test_a_source_that_nobody_has_switched_on_is_not_asked(after_first, copy_of, deliveries, server):
    home = copy_of(after_first)
    (home / "sources.toml").unlink()
    ask_on(home, deliveries, server, SECOND)
    assert server.seen == []
    assert set(book.entries(home).filter(pl.col("fetched_at") == SECOND)["outcome"]) == {"stopped"}
