"""Faults: each is switched on for a path and so many times, and carried out as a vendor would."""

import time

import pytest
import requests

from sources.standin.faults import Body, Drop, Faults, Slow, Status

PATH = "/scb/scb_bulkfil.zip"


def _get(server, path=PATH, timeout=5, **options):
    return requests.get(f"{server.url}{path}", timeout=timeout, **options)


@pytest.mark.parametrize("code", [400, 401, 404, 429, 500, 503])
def test_a_status_has_the_vendors_error_body(server, code):
    server.faults.add(PATH, Status(code), times=1)
    assert (_get(server).status_code, _get(server).status_code) == (code, 200)
    server.faults.add(PATH, Status(code), times=1)
    assert _get(server).json()["status"] == code


def test_forbidden_is_the_gateways_own(server):
    server.faults.add(PATH, Status(403), times=1)
    assert _get(server).json()["code"] == "900908"


def test_too_many_says_when_to_come_back(server):
    server.faults.add(PATH, Status(429, retry_after=7), times=2)
    assert [_get(server).headers.get("Retry-After") for _ in range(3)] == ["7", "7", None]


def test_statuses_of_one_path_come_one_after_the_other(server):
    for code in (429, 503):
        server.faults.add(PATH, Status(code), times=1)
    assert [_get(server).status_code for _ in range(3)] == [429, 503, 200]
    assert [seen.status for seen in server.seen] == [429, 503, 200]


def test_a_fault_of_one_path_is_none_of_another(server):
    server.faults.add("/scb/", Status(500))
    assert _get(server, "/bolagsverket/bolagsverket_bulkfil.zip").status_code == 200
    server.faults.clear()
    assert _get(server).status_code == 200


def test_slow_is_slower_than_patience(server):
    server.faults.add(PATH, Slow(0.2), times=2)
    with pytest.raises(requests.ReadTimeout):
        _get(server, timeout=0.05)
    began = time.perf_counter()
    assert _get(server).status_code == 200
    assert time.perf_counter() - began >= 0.2


def _until_cut(answer):
    got = []
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        got.extend(answer.iter_content(1))
    return b"".join(got)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_dropped_connection_leaves_a_part(server, share):
    whole = _get(server).content
    server.faults.add(PATH, Drop(share), times=1)
    with _get(server, stream=True) as answer:
        got = _until_cut(answer)
    assert len(got) == int(len(whole) * share)
    assert whole.startswith(got)
    rest = _get(server, headers={"Range": f"bytes={len(got)}-", "If-Range": answer.headers["ETag"]})
    assert got + rest.content == whole


def test_other_bytes_than_there_should_be(server):
    server.faults.add(PATH, Body(b"<html>"), times=1)
    assert _get(server).content == b"<html>"


def test_faults_count_down():
    faults = Faults()
    faults.add("/a", Slow(1), times=1)
    faults.add("/", Drop())
    assert faults.taken("/a/b") == (Slow(1), Drop())
    assert faults.taken("/a/b", "HEAD") == ()
    assert faults.taken("/a/b") == (Drop(),)
