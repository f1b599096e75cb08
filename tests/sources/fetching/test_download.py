"""Large files: whole or not at all, taken up where they were broken off, never mixed."""

import hashlib

import pytest

from sources.fetching.connector import SourceFault
from sources.fetching.decisions import Access
from sources.fetching.http.download import download
from sources.fetching.http.faults import asking
from sources.fetching.http.session import open_session
from tests.sources.fetching.small_server import Said, small_server

CONTENT = bytes(range(256)) * 20_000
MOST = 10_000_000


@pytest.fixture
def server():
    with small_server() as served:
        yield served


@pytest.fixture
def session(server):
    with open_session(Access(requests_per_minute=60_000, backoff_seconds=0.002, timeout_seconds=2)) as opened:
        yield opened


def file_server(content, tag='"one"', *, ranges=True):
    """Answers of a server that holds one file."""

    def answer(heard):
        heads = {"ETag": tag, "Last-Modified": "Sun, 01 Mar 2026 04:00:00 GMT"}
        start = heard.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0]
        if not ranges or "Range" not in heard.headers or heard.headers["If-Range"] != tag:
            return Said(body=content, headers=heads)
        if int(start) >= len(content):
            return Said(416, b"", {**heads, "Content-Range": f"bytes */{len(content)}"})
        span = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return Said(206, content[int(start) :], {**heads, "Content-Range": span})

    return answer


def fetched(server, session, path, **given):
    with asking("Källan"):
        return download(session, f"{server.url}/file", path, **{"most_bytes": MOST, **given})


def broken_off(server, session, path, content=CONTENT, at=3_000_000, tag='"one"'):
    server.answers["/file"] = [Said(body=content, headers={"ETag": tag}, drop=at)]
    with pytest.raises(SourceFault, match="avbröts"):
        fetched(server, session, path)
    assert not path.exists()


def test_a_file_is_fetched_whole_with_digest_and_day(server, session, tmp_path):
    server.answers["/file"] = file_server(CONTENT)
    found = fetched(server, session, tmp_path / "new" / "file.zip")
    assert found.path.read_bytes() == CONTENT
    assert (found.size, found.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert found.modified.isoformat() == "2026-03-01"
    assert [each.name for each in found.path.parent.iterdir()] == ["file.zip"]


def test_what_was_broken_off_is_gone_on_with(server, session, tmp_path):
    path = tmp_path / "file.zip"
    broken_off(server, session, path)
    had = (tmp_path / "file.zip.part").stat().st_size
    assert 0 < had <= 3_000_000
    server.answers["/file"] = file_server(CONTENT)
    assert fetched(server, session, path).sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert server.heard[-1].headers["Range"] == f"bytes={had}-"
    assert [each.name for each in tmp_path.iterdir()] == ["file.zip"]


@pytest.mark.parametrize("ranges", [True, False])
def test_another_version_is_never_put_on_the_first(server, session, tmp_path, ranges):
    path, other = tmp_path / "file.zip", CONTENT[::-1] + b"more"
    broken_off(server, session, path)
    server.answers["/file"] = file_server(other, '"two"', ranges=ranges)
    assert fetched(server, session, path).path.read_bytes() == other


def test_a_server_that_begins_elsewhere_is_not_believed(server, session, tmp_path):
    path = tmp_path / "file.zip"
    broken_off(server, session, path)
    wrong = Said(206, CONTENT[5:], {"Content-Range": f"bytes 5-{len(CONTENT) - 1}/{len(CONTENT)}"})
    server.answers["/file"] = [wrong, Said(body=CONTENT)]
    assert fetched(server, session, path).path.read_bytes() == CONTENT


def test_a_part_that_has_become_too_long_is_begun_again(server, session, tmp_path):
    path = tmp_path / "file.zip"
    broken_off(server, session, path)
    server.answers["/file"] = file_server(CONTENT[:1000])
    assert fetched(server, session, path).size == 1000


def test_a_weak_mark_is_not_enough_to_go_on(server, session, tmp_path):
    path = tmp_path / "file.zip"
    broken_off(server, session, path, tag='W/"one"')
    server.answers["/file"] = file_server(CONTENT)
    assert fetched(server, session, path).path.read_bytes() == CONTENT
    assert "Range" not in server.heard[-1].headers


@pytest.mark.parametrize("heads", [{}, {"Content-Length": "", "Connection": "close"}])
def test_a_file_beyond_the_bound_is_not_kept(server, session, tmp_path, heads):
    server.answers["/file"] = [Said(body=CONTENT, headers=heads, drop=None if not heads else len(CONTENT))]
    with pytest.raises(SourceFault, match="större än 1 MB"):
        fetched(server, session, tmp_path / "file.zip", most_bytes=2**20)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_until_the_new_is_whole(server, session, tmp_path):
    path = tmp_path / "file.zip"
    path.write_bytes(b"last week")
    server.answers["/file"] = [Said(404)]
    with pytest.raises(SourceFault, match="finns inte"):
        fetched(server, session, path)
    server.answers["/file"] = [Said(body=CONTENT, drop=9)]
    with pytest.raises(SourceFault, match="avbröts"):
        fetched(server, session, path)
    assert path.read_bytes() == b"last week"


def test_progress_is_told(server, session, tmp_path, monkeypatch):
    monkeypatch.setattr("sources.fetching.http.download._TOLD_EVERY", 2**20)
    server.answers["/file"] = file_server(CONTENT)
    told = []
    fetched(server, session, tmp_path / "file.zip", progress=told.append)
    assert told == [f"file.zip: {n} MB hämtade" for n in (1, 2, 3, 4)]
