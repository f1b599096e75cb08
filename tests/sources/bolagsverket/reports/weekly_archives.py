"""A world with weekly archives of reports, asking for them, and what a run gave."""

import datetime as dt
import io

import polars as pl

from sources.bolagsverket.reports.fetching import fetch
from sources.fetching.access import Access
from sources.fetching.connector import Asked, SourceFault
from sources.identity import PseudonymKey
from sources.standin.world import World

KEY = PseudonymKey(b"a key that is used in tests only")

MONDAY = dt.date(2026, 3, 2)

A, B, C, D = "5560000001", "5560000019", "5560000027", "5560000035"

ARCHIVES = "/arsredovisningar-bulkfiler/arsredovisningar/"


def filed(identity, weeks_ago, *, year=2024, **figures):
    """A report registered in the middle of a week, so many weeks before the one that begins on `MONDAY`."""
    return {
        "identity": identity,
        "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 12, 31),
        "registered": MONDAY - dt.timedelta(weeks=weeks_ago, days=-2),
        "net_turnover": 1000.0,
    } | figures


WORLD = World.of(
    reports=[
        filed(A, 3, net_turnover=5335.0, operating_result=-21_441.0, equity=69_824.0, audit_remark=False),
        filed(B, 3),
        filed(C, 2, audit_remark=True),
        filed(A, 1, net_turnover=5400.0),
        filed(D, 1),
    ]
)


def asked(server, folder, *followed, **access):
    folder.mkdir(exist_ok=True)
    reached = Access(server.url, requests_per_minute=100_000, backoff_seconds=0.01, timeout_seconds=5, **access)
    return Asked(
        MONDAY, pl.DataFrame({"operator_id": sorted(followed)}, {"operator_id": pl.String}), KEY, folder, reached
    )


def taken(question):
    """All of a run, as whoever writes it takes it: each part's rows, then its memory."""
    parts = []
    for part in fetch(question):
        parts.append(part)
        part.commit()
    return parts


def taken_until_a_fault(question, then=lambda: None):
    """What a run that a fault ends gave before it."""
    parts = []
    try:
        for part in fetch(question):
            parts.append(part)
            part.commit()
            then()
    except SourceFault:
        return parts
    raise AssertionError("no fault came")


def rows(parts):
    return {stem: frame for part in parts for stem, frame in part.rows.items()}


def written(parts):
    """The files as they would be written."""
    found = {}
    for stem, frame in rows(parts).items():
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        found[stem] = buffer.getvalue()
    return found


def downloads(server):
    return [seen.path.removeprefix(ARCHIVES) for seen in server.seen if seen.path.startswith(ARCHIVES)]
