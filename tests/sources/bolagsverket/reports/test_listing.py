"""The listing of the weekly archives."""

import datetime as dt

import pytest

from sources.bolagsverket.reports.listing import parse_page
from sources.fetching.connector import SourceFault

ENTRY = (
    "<Contents><Key>{key}</Key><LastModified>{modified}</LastModified><ETag>&#34;e-1&#34;</ETag><Size>{size}</Size>"
    "</Contents>"
)


def page(*entries, marker=None, is_cut=None):
    """One page; an entry is a key, or a key with what is odd about it."""
    written = "".join(ENTRY.format(**{"modified": "2025-06-30T00:01:00.597Z", "size": 5} | each) for each in entries)
    following = "" if marker is None else f"<NextMarker>{marker}</NextMarker>"
    cut = marker is not None if is_cut is None else is_cut
    return (
        '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"{following}<IsTruncated>{str(cut).lower()}</IsTruncated>{written}</ListBucketResult>"
    ).encode()


def key(name):
    return {"key": f"arsredovisningar/{name}"}


def test_a_part_is_its_week_number_mark_and_day():
    (part,) = parse_page(page(key("2025/26_2.zip"))).parts
    assert (part.name, part.monday, part.last_day) == ("2025-W26_2", dt.date(2025, 6, 23), dt.date(2025, 6, 29))
    assert (part.etag, part.size, part.published) == ("e-1", 5, dt.date(2025, 6, 30))


def test_parts_are_ordered_by_week_and_number_not_by_name():
    found = parse_page(page(*map(key, ("2025/26_10.zip", "2025/26_2.zip", "2024/52_1.zip")))).parts
    assert [part.name for part in sorted(found)] == ["2024-W52_1", "2025-W26_2", "2025-W26_10"]


@pytest.mark.parametrize(
    ("modified", "known_at"),
    [
        ("2025-06-30T00:01:00.597Z", dt.date(2025, 6, 30)),
        ("2025-06-29T22:30:00Z", dt.date(2025, 6, 30)),
        ("2025-07-08T00:01:00Z", dt.date(2025, 7, 8)),
        ("2026-02-10T09:11:31Z", dt.date(2025, 6, 30)),
    ],
)
def test_reports_are_known_when_published_though_the_archive_be_put_there_again(modified, known_at):
    (part,) = parse_page(page(key("2025/26_2.zip") | {"modified": modified})).parts
    assert part.known_at == known_at


def test_the_first_week_of_a_year_may_begin_in_the_year_before():
    (part,) = parse_page(page(key("2025/01_1.zip"))).parts
    assert part.monday == dt.date(2024, 12, 30)


@pytest.mark.parametrize(
    "odd",
    [
        key("2025/26.zip"),
        key("2025/54_1.zip"),
        key("../2025/26_1.zip"),
        {"key": "annat/2025/26_1.zip"},
        key("2025/26_1.zip") | {"size": "stor"},
        key("2025/26_1.zip") | {"modified": "nyss"},
    ],
)
def test_what_is_of_another_form_is_counted(odd):
    found = parse_page(page(odd))
    assert (found.parts, found.unknown_keys) == ((), 1)


def test_the_marker_is_given_back_as_it_came():
    marker = "arsredovisningar/2025/26_2.zip[minio_list:v2,return:]"
    assert parse_page(page(marker=marker)).next_marker == marker
    assert parse_page(page(marker=marker, is_cut=False)).next_marker is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>fel</body></html>",
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + page(),
        page(is_cut=True),
        page()[:-5],
    ],
)
def test_what_is_no_listing_is_a_fault_of_the_source(content):
    with pytest.raises(SourceFault, match="lista över årsredovisningar"):
        parse_page(content)
