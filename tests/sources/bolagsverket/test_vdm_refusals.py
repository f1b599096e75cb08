"""Asking VärdefullaDatamängder: credentials, what is refused or passes, and how much a run may ask."""

import datetime as dt

import pytest

from sources.bolagsverket.gateway import ACCEPTANCE, PRODUCTION
from sources.bolagsverket.vdm.service import Service
from sources.fetching.connector import Outcome, SourceFault
from sources.fetching.decisions import Access, Secret
from sources.fetching.http.session import MOST_RETRIES
from sources.standin import StandIn
from sources.standin.faults import Drop, Slow, Status, TokenLife
from tests.sources.bolagsverket.vdm_asking import ABOUT, DAY, Agency, access_to, world

NEXT = DAY + dt.timedelta(days=1)


@pytest.fixture
def server():
    with StandIn(world(), day=DAY) as running:
        yield running


@pytest.fixture
def agency(server, tmp_path):
    return Agency(server, tmp_path / "home")


def test_one_organisation_that_breaks_the_source_stops_no_other(agency, server):
    server.faults.add(ABOUT, Status(500), times=1 + MOST_RETRIES)
    account = agency.run()
    assert (account.outcome, account.covered_to, account.answered) == (Outcome.PARTIAL, None, 8)
    assert "källan har fel (500" in account.remarks[0]
    assert agency.run().answered == 1
    assert agency.run().covered_to == DAY


def test_a_source_that_refuses_one_after_another_is_left_alone_and_goes_on_with_others(agency, server):
    server.faults.add(ABOUT, Status(400))
    account = agency.run()
    assert (account.outcome, account.asked, account.answered) == (Outcome.PARTIAL, 3, 0)
    assert "avvisades (400" in account.fault
    server.faults.clear()
    assert agency.run().answered == 9


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Status(401), "inloggningen godtas inte"),
        (Status(403), "prenumerationen"),
        (Status(429, retry_after=0), "för tätt"),
        (Slow(0.15), "tidsgränsen"),
        (Drop(0.0), "avbröts|förbindelse"),
        (Drop(0.5), "avbröts|förbindelse"),
    ],
)
def test_a_source_out_of_reach_is_told_and_asked_no_more(server, tmp_path, fault, says):
    agency = Agency(server, tmp_path / "home", timeout_seconds=0.1 if isinstance(fault, Slow) else 2.0)
    server.faults.add(ABOUT, fault)
    account = agency.run()
    assert account.outcome is Outcome.FAILED
    assert any(part in account.fault for part in says.split("|"))
    assert not agency.memory.exists()


@pytest.mark.parametrize("fault", [Status(429, retry_after=0), Status(503), Status(500), Slow(0.01)])
def test_what_passes_is_waited_for(agency, server, fault):
    server.faults.add(ABOUT, fault, times=3)
    assert agency.run().covered_to == DAY


def test_tokens_are_used_again_and_renewed(agency, server, monkeypatch):
    agency.run()
    assert [each.path for each in server.seen].count("/oauth2/token") == 1
    server.seen.clear()
    real = Service.organisations
    asked = iter(range(99))

    def organisations(service, number):
        if next(asked) == 4:
            server.expire_tokens()
        return real(service, number)

    monkeypatch.setattr(Service, "organisations", organisations)
    assert agency.run(NEXT).covered_to == NEXT
    assert [each.path for each in server.seen].count("/oauth2/token") == 2
    assert agency.asked_about().count(401) == 1


def test_no_credentials_no_questions(server, tmp_path):
    agency = Agency(server, tmp_path / "home")
    (agency.home / "secret").write_text("wrong")
    assert "ingen inloggning" in agency.run().fault
    (agency.home / "secret").unlink()
    assert "hemligheten går inte att läsa" in agency.run().fault
    assert agency.asked_about() == []


def test_a_run_asks_no_more_than_it_may_and_the_longest_unasked_first(server, tmp_path):
    agency = Agency(server, tmp_path / "home", most_requests=4)
    first = agency.run()
    assert (first.outcome, first.covered_to, first.answered) == (Outcome.PARTIAL, None, 4)
    assert "5 organisationer väntar" in first.remarks[-1]
    assert agency.run().covered_to is None
    assert agency.run(NEXT).covered_to == DAY
    assert agency.rows()["operator_id"].n_unique() == 9
    assert len(agency.asked_about()) == 12


def test_the_gateway_is_decided_whole_or_not_at_all(tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("x")
    kept.chmod(0o600)
    secrets = {"client_id": Secret(kept), "client_secret": Secret(kept)}
    for url, token_url, expected in (("", "", PRODUCTION), (*ACCEPTANCE, ACCEPTANCE)):
        with Service.open(Access(url=url, token_url=token_url, **secrets)) as service:
            assert service.url == f"{expected[0]}/vardefulla-datamangder/v1"
    with pytest.raises(SourceFault, match="både url och token_url"):
        Service.open(Access(url=ACCEPTANCE[0], **secrets))


def test_the_service_tells_whether_it_is_alive(server, tmp_path):
    server.faults.add("/oauth2/token", TokenLife(60))
    with Service.open(access_to(server, tmp_path)) as service:
        assert service.is_alive()


def test_refusals_apart_do_not_end_the_run(agency, server, monkeypatch):
    real, asked = Service.organisations, iter(range(99))

    def organisations(service, organisation):
        if next(asked) % 2 == 0:
            server.faults.add(ABOUT, Status(400), times=1)
        return real(service, organisation)

    monkeypatch.setattr(Service, "organisations", organisations)
    account = agency.run()
    assert (account.outcome, account.asked, account.answered, account.fault) == (Outcome.PARTIAL, 9, 4, None)
