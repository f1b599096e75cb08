"""The stand-in as a server: it starts and stops at once, keeps its own day, and sends files whole or in part."""

import datetime as dt
import io
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from sources.standin import StandIn, World
from sources.standin.faults import Slow
from tests.sources.standin.asking import BANKRUPT, DAY, world

BULK = "/bolagsverket/bolagsverket_bulkfil.zip"


def _get(server, path, **headers):
    return requests.get(f"{server.url}{path}", headers=headers, timeout=5)


def test_it_starts_and_stops_and_leaves_no_thread():
    before = set(threading.enumerate())
    with StandIn(World(), DAY) as server:
        assert _get(server, "/v3/municipality").status_code == 200
        assert _get(server, BULK).status_code == 200
    for ending in set(threading.enumerate()) - before:
        ending.join(timeout=10)
    assert set(threading.enumerate()) <= before


def test_it_dies_mid_run_and_may_be_stopped_again():
    with StandIn(world(), DAY) as server, requests.Session() as session:
        assert session.get(f"{server.url}/v3/municipality", timeout=5).ok
        server.stop()
        with pytest.raises(requests.ConnectionError):
            session.get(f"{server.url}/v3/municipality", timeout=5)


def test_it_dies_while_it_answers_and_the_thread_with_it():
    with StandIn(world(), DAY) as server, ThreadPoolExecutor(1) as pool:
        server.faults.add("/v3", Slow(60))
        asked = pool.submit(_get, server, "/v3/municipality")
        server.stop()
        with pytest.raises(requests.ConnectionError):
            asked.result()


def test_two_can_run_beside_each_other(server):
    with StandIn(World(), DAY) as other:
        assert other.url != server.url
        assert _get(other, "/v3/municipality").json()["count"] < _get(server, "/v3/municipality").json()["count"]


def test_the_day_is_in_the_headers_and_can_be_set_while_it_runs(server):
    assert _get(server, "/v3/municipality").headers["Date"] == "Tue, 30 Jun 2026 04:30:00 GMT"
    server.day += dt.timedelta(days=1)
    assert _get(server, "/v3/municipality").headers["Date"].startswith("Wed, 01 Jul 2026")


def test_the_weeks_file_is_dated_to_its_monday_and_the_same_all_week(server):
    first = _get(server, BULK)
    assert first.headers["Last-Modified"].startswith("Mon, 29 Jun 2026")
    server.day = dt.date(2026, 7, 5)
    assert _get(server, BULK).content == first.content
    server.day = dt.date(2026, 7, 6)
    assert _get(server, BULK).headers["Last-Modified"].startswith("Mon, 06 Jul 2026")


def test_weeks_differ_as_the_world_does(server):
    def text(day):
        server.day = day
        (name,) = (bundle := zipfile.ZipFile(io.BytesIO(_get(server, BULK).content))).namelist()
        return bundle.read(name).decode()

    assert "KK-AVOMFO$2026-06-20" not in text(dt.date(2026, 6, 21))
    assert "KK-AVOMFO$2026-06-20" in text(dt.date(2026, 6, 22))
    assert BANKRUPT in text(dt.date(2026, 6, 21))


def test_the_same_world_gives_the_same_bytes(server):
    with StandIn(world(), DAY) as again:
        assert _get(again, BULK).content == _get(server, BULK).content


def test_a_part_of_a_file_can_be_asked_for(server):
    whole = _get(server, BULK)
    rest = _get(server, BULK, Range="bytes=100-", **{"If-Range": whole.headers["ETag"]})
    assert rest.status_code == 206
    assert whole.content[:100] + rest.content == whole.content
    assert rest.headers["Content-Range"] == f"bytes 100-{len(whole.content) - 1}/{len(whole.content)}"
    assert _get(server, BULK, Range=f"bytes={len(whole.content)}-").status_code == 416


def test_another_weeks_file_is_sent_whole_to_who_has_a_part_of_the_last(server):
    etag = _get(server, BULK).headers["ETag"]
    server.day = dt.date(2026, 7, 6)
    answer = _get(server, BULK, Range="bytes=100-", **{"If-Range": etag})
    assert answer.status_code == 200


def test_what_was_seen_has_no_query_and_no_body(server):
    requests.get(f"{server.url}/v3/data?kpi_id=N01951", headers={"X-Request-Id": "one"}, timeout=5)
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.status, seen.request_id) == ("GET", "/v3/data", 200, "one")


def test_a_row_with_a_name_that_is_none_is_refused():
    with pytest.raises(KeyError, match="indentity"):
        World.of(companies=[{"indentity": "5560000001"}])
