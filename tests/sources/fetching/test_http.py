"""Asking over HTTP: patience, limits, tokens, and faults that tell nothing they should not."""

import json
import logging
import time
import uuid

import pytest
import requests

from sources.fetching.connector import SourceFault
from sources.fetching.decisions import Access, Secret
from sources.fetching.http.faults import SourceUnreachable, asking, without_numbers
from sources.fetching.http.headers import answered_on
from sources.fetching.http.session import MOST_RETRIES, open_session
from sources.fetching.http.token import with_token
from tests.sources.fetching.small_server import Said, small_server

SECRET, NUMBER = "a-secret-of-the-agency", "5560000001"


def access(url="", **given):
    return Access(url=url, **{"requests_per_minute": 60_000, "backoff_seconds": 0.002, "timeout_seconds": 2.0, **given})


@pytest.fixture
def server():
    with small_server() as served:
        yield served


@pytest.fixture
def session(server):
    with open_session(access(server.url)) as opened:
        yield opened


@pytest.fixture
def logged_in(server, tmp_path):
    kept = tmp_path / "secret"
    kept.write_text(SECRET)
    kept.chmod(0o600)
    server.answers["/token"] = lambda _: token(f"token-{server.paths().count('/token')}")
    decided = access(server.url, token_url=f"{server.url}/token", client_id=Secret(kept), client_secret=Secret(kept))
    with with_token(decided, "read ping") as opened:
        yield opened


def token(value, **more):
    return Said(body=json.dumps({"access_token": value, "token_type": "Bearer", "expires_in": 3600, **more}).encode())


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_may_pass_is_asked_again(server, session, method, status):
    server.answers["/a"] = [Said(status), Said(status), Said(body=b"well")]
    assert session.request(method, f"{server.url}/a", data=b"question").content == b"well"
    assert [each.body for each in server.heard] == [b"question"] * 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413])
def test_what_will_not_pass_is_asked_once(server, session, status):
    server.answers["/a"] = [Said(status, headers={"Retry-After": "0"})]
    assert session.post(f"{server.url}/a").status_code == status
    assert len(server.heard) == 1


def test_a_source_that_stays_broken_is_given_up(server, session):
    server.answers["/a"] = [Said(500)]
    assert session.post(f"{server.url}/a").status_code == 500
    assert len(server.heard) == 1 + MOST_RETRIES


def test_a_lost_connection_is_asked_again(server, session):
    server.answers["/a"] = [Said(body=b"never"), Said(body=b"well")]
    lost = iter([True])

    def answer(_heard):
        if next(lost, False):
            raise ConnectionAbortedError
        return Said(body=b"well")

    server.answers["/a"] = answer
    assert session.post(f"{server.url}/a", data=b"x").content == b"well"


def test_as_long_as_the_source_asks_is_waited(server, session):
    server.answers["/a"] = [Said(429, headers={"Retry-After": "1"}), Said()]
    begun = time.monotonic()
    assert session.post(f"{server.url}/a").status_code == 200
    assert time.monotonic() - begun >= 1


def test_each_pause_is_longer_than_the_one_before(server):
    server.answers["/a"] = [Said(500), Said(500), Said()]
    with open_session(access(server.url, backoff_seconds=0.05)) as session:
        begun = time.monotonic()
        session.get(f"{server.url}/a")
        assert time.monotonic() - begun >= 0.05 + 0.1


def test_an_answer_that_does_not_come_is_not_waited_for(server):
    server.answers["/a"] = [Said(wait=0.2)]
    with (
        open_session(access(server.url, timeout_seconds=0.02)) as session,
        pytest.raises(SourceUnreachable, match="inget svar inom tidsgränsen"),
        asking("Källan"),
    ):
        session.get(f"{server.url}/a")


def test_no_oftener_than_allowed(server):
    server.answers["/a"] = [Said()]
    with open_session(access(server.url, requests_per_minute=120)) as session:
        begun = time.monotonic()
        for _ in range(3):
            session.get(f"{server.url}/a")
        assert time.monotonic() - begun >= 1


def test_each_question_has_an_id_of_its_own_and_says_who_asks(server, session):
    server.answers["/a"] = [Said()]
    for _ in range(3):
        session.get(f"{server.url}/a")
    ids = {uuid.UUID(each.headers["X-Request-Id"]) for each in server.heard}
    assert len(ids) == 3
    assert {each.headers["User-Agent"] for each in server.heard} == {"tillsynsradar"}


def test_a_redirect_on_the_host_is_followed_and_to_another_refused(server, session):
    server.answers["/here"] = [Said(302, headers={"Location": "/there"})]
    server.answers["/there"] = [Said(body=b"well")]
    assert session.get(f"{server.url}/here").content == b"well"
    with small_server() as other:
        server.answers["/away"] = [Said(307, headers={"Location": f"{other.url}/there"})]
        with pytest.raises(SourceUnreachable, match="annan värd"), asking("Källan"):
            session.post(f"{server.url}/away", data=NUMBER)
        assert other.heard == []


def test_an_answer_without_end_is_not_read(server, session, monkeypatch):
    monkeypatch.setattr("sources.fetching.http.session.MOST_BYTES", 100_000)
    server.answers["/a"] = [Said(body=b"x" * 100_001)]
    with pytest.raises(SourceFault, match="större än"), asking("Källan"):
        session.get(f"{server.url}/a")
    server.answers["/a"] = [Said(body=b"x" * 100_000)]
    assert len(session.get(f"{server.url}/a").content) == 100_000


def test_a_token_is_used_until_it_runs_out(server, logged_in):
    server.answers["/a"] = [Said()]
    for _ in range(3):
        logged_in.post(f"{server.url}/a")
    asked = server.heard[0]
    assert server.paths() == ["/token", "/a", "/a", "/a"]
    assert asked.method == "POST"
    assert asked.body == b"grant_type=client_credentials&scope=read+ping"
    assert {each.headers["Authorization"] for each in server.heard[1:]} == {"Bearer token-1"}


def test_a_token_that_has_run_out_is_renewed_beforehand(server, logged_in):
    server.answers["/token"] = [token("short", expires_in=1), token("long")]
    server.answers["/a"] = [Said()]
    for _ in range(3):
        logged_in.post(f"{server.url}/a")
    assert server.paths() == ["/token", "/a", "/token", "/a", "/a"]


def test_a_token_that_is_not_accepted_is_renewed_once(server, logged_in):
    server.answers["/a"] = lambda heard: Said(200 if heard.headers["Authorization"].endswith("-2") else 401)
    assert logged_in.post(f"{server.url}/a", data=b"question").status_code == 200
    assert server.paths() == ["/token", "/a", "/token", "/a"]
    assert server.heard[3].body == b"question"
    server.answers["/a"] = [Said(401)]
    assert logged_in.post(f"{server.url}/a").status_code == 401
    assert server.paths()[4:] == ["/a", "/token", "/a"]


@pytest.mark.parametrize(
    "answer",
    [
        Said(401, b'{"error": "invalid_client"}'),
        Said(401, b"<html>"),
        Said(200, b"[]"),
        Said(200, b'{"token_type": "Bearer"}'),
        Said(404),
        Said(500),
        Said(302, headers={"Location": "/elsewhere"}),
    ],
)
def test_no_token_is_a_fault_in_plain_words(server, logged_in, answer):
    server.answers["/token"] = [answer]
    with pytest.raises(SourceUnreachable, match=r"^(Källan|Inloggningen): [^;]+; "), asking("Källan"):
        logged_in.post(f"{server.url}/a")
    assert "/a" not in server.paths()


def test_a_login_that_is_not_there_names_its_own_address(server, logged_in):
    server.answers["/token"] = [Said(404)]
    with pytest.raises(SourceUnreachable, match="token_url"), asking("Källan"):
        logged_in.get(f"{server.url}/a")


def test_credentials_that_are_not_there_are_a_fault(server):
    with pytest.raises(SourceFault, match="token_url"):
        with_token(access(server.url), "read")
    with pytest.raises(SourceFault, match="client_id"):
        with_token(access(server.url, token_url=server.url), "read")


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (Said(401), SourceUnreachable, "client_id"),
        (Said(403), SourceUnreachable, "behörighet saknas"),
        (Said(403, b'{"code":"900908","message":"Resource forbidden"}'), SourceUnreachable, "prenumerationen"),
        (Said(404), SourceFault, "finns inte"),
        (Said(429), SourceUnreachable, "för tätt"),
        (Said(500, b'{"detail": "Ett ohanterat fel."}'), SourceFault, "500: Ett ohanterat fel"),
        (Said(400, b'{"detail": "Numret 556000-0001 har fel."}'), SourceFault, "400: Numret … har fel"),
        (Said(400, b"<html>"), SourceFault, r"\(400\)"),
        (Said(200, b"no json"), SourceFault, "inte JSON"),
        (Said(200, b'{"a": 1}', drop=3), SourceUnreachable, "avbröts"),
        (Said(200, b"no gzip", {"Content-Encoding": "gzip"}), SourceFault, "packa upp"),
    ],
)
def test_every_fault_says_what_to_do(server, session, answer, kind, says):
    server.answers["/a"] = [answer]
    with pytest.raises(kind, match=says) as caught:
        _json_of(session, f"{server.url}/a")
    assert type(caught.value) is kind


def _json_of(session, url):
    with asking("Källan"):
        response = session.post(url)
        response.raise_for_status()
        return response.json()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nowhere", "ftp://127.0.0.1", "http://"])
def test_an_address_that_leads_nowhere_is_a_fault(session, url):
    with pytest.raises(SourceUnreachable, match=r"Källan: .*(url|nätet)"), asking("Källan"):
        session.get(f"{url}/a" if url.startswith("http://1") else url)


def test_nothing_secret_is_told(server, logged_in, caplog):
    caplog.set_level(logging.DEBUG)
    server.answers["/a"] = [Said(500, json.dumps({"detail": f"om {NUMBER} och 19811218-9876"}).encode())]
    told = []
    for answers in (server.answers, {"/token": [Said(401, json.dumps({"error": SECRET}).encode())]}):
        server.answers.update(answers)
        with pytest.raises(SourceFault) as caught, asking("Källan"):
            logged_in.post(f"{server.url}/a?who={NUMBER}", json={"id": NUMBER}).raise_for_status()
        told += [str(caught.value), repr(caught.value)]
        logged_in._client.token = None
    told += [repr(logged_in), repr(vars(requests.Session()))]
    for hidden in (SECRET, NUMBER, "9876", "token-1"):
        assert hidden not in "".join(told)
    for hidden in (SECRET, "9876", "token-1"):
        assert hidden not in caplog.text


def test_numbers_are_left_out_of_what_a_source_says():
    assert (
        without_numbers("fel i 5560000001,\n 556000-0001 och 19811218 - 9876, kod 400") == "fel i …, … och …, kod 400"
    )


def test_the_day_of_an_answer_is_the_sources_and_swedish(server, session):
    server.answers["/a"] = [Said(headers={"Date": "Mon, 02 Mar 2026 23:30:00 GMT"})]
    assert answered_on(session.get(f"{server.url}/a")).isoformat() == "2026-03-03"
    server.answers["/a"] = [Said(headers={"Date": ""})]
    with pytest.raises(SourceFault, match="Date"):
        answered_on(session.get(f"{server.url}/a"))
