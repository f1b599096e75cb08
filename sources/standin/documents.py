"""Annual reports as the vendor gives them: singly through the API, and packed by week for everybody.

What stands in a report is in `report_text.py`.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

from sources.standin.faults import Fault, Manner
from sources.standin.files import zipped
from sources.standin.report_text import report_text
from sources.standin.world import World

Json = dict[str, Any]
#: So many reports go into one part of a week.
IN_PART = 1500
PREFIX = "arsredovisningar/"
BUCKET = "bulkfil-paketering-zipfiler-prod"
MOST_KEYS = 1000
MARK = "[minio_list:v2,return:]"


def document_list(world: World, identity: str, faults: Sequence[Fault]) -> Json:
    """`POST …/dokumentlista`: the digital reports of one company, the newest first."""
    if Manner.EMPTY_DOCUMENT_LIST in faults:
        return {}
    rows = world.reports.filter(pl.col("identity") == identity).sort("registered", descending=True)
    return {
        "dokument": [
            {
                "dokumentId": f"{_uuid(row, 'package')}_paket",
                "filformat": "application/zip",
                "rapporteringsperiodTom": row["period_end"].isoformat(),
                "registreringstidpunkt": row["registered"].isoformat(),
            }
            for row in rows.iter_rows(named=True)
        ]
    }


def document(world: World, document_id: str) -> bytes | None:
    """`GET …/dokument/{id}`: the zip of one report; nothing when there is no such report."""
    for row in world.reports.iter_rows(named=True):
        if document_id == f"{_uuid(row, 'package')}_paket":
            return zipped(_files_of(row))
    return None


def week_keys(world: World, day: dt.date) -> dict[str, pl.DataFrame]:
    """The weekly files there are on a day → the reports in each; a week of registrations comes the Monday after it."""
    year, week = pl.col("registered").dt.iso_year(), pl.col("registered").dt.week()
    this_week = day - dt.timedelta(days=day.weekday())
    done = world.reports.filter(pl.col("registered") < this_week).with_columns(year=year, week=week)
    keys = {}
    for (of_year, of_week), rows in sorted(done.partition_by("year", "week", as_dict=True).items()):
        held = rows.sort("registered", "identity", "period_end")
        for part in range(0, held.height, IN_PART):
            keys[f"{PREFIX}{of_year}/{of_week:02d}_{part // IN_PART + 1}.zip"] = held.slice(part, IN_PART)
    return dict(sorted(keys.items()))


def appeared(key: str) -> dt.date:
    """The Monday on which a weekly file appeared: the one after its week."""
    year, week = int(key.split("/")[1]), int(key.split("/")[2][:2])
    return dt.date.fromisocalendar(year, week, 1) + dt.timedelta(days=7)


def week_file(reports: pl.DataFrame) -> bytes:
    """A weekly file: a zip with one zip for each report."""
    inner = {}
    for row in reports.iter_rows(named=True):
        inner[f"{row['identity']}_{row['period_end']}.zip"] = zipped(_files_of(row))
    return zipped(inner)


def listing(files: Sequence[tuple[str, int, dt.date]], prefix: str, marker: str, most: int) -> bytes:
    """One page of the list of weekly files, as the vendor's file store writes it.

    Args:
        files: key, size in bytes and day of each file, in order.
        prefix: what the keys begin with.
        marker: what an earlier page said comes next.
        most: how many keys on the page.
    """
    after = marker.removesuffix(MARK)
    left = [one for one in files if one[0].startswith(prefix) and one[0] > after]
    page, more = left[:most], len(left) > most
    following = f"<NextMarker>{escape(page[-1][0])}{MARK}</NextMarker>" if more and page else ""
    contents = "".join(
        f"<Contents><Key>{escape(key)}</Key><LastModified>{day}T00:00:59.597Z</LastModified>"
        f"<ETag>&#34;{hashlib.sha256(f'{key} {size}'.encode()).hexdigest()[:32]}-1&#34;</ETag><Size>{size}</Size>"
        "<Owner><ID>standin</ID><DisplayName>minio</DisplayName></Owner><StorageClass>STANDARD</StorageClass></Contents>"
        for key, size, day in page
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<Name>{BUCKET}</Name><Prefix>{escape(prefix)}</Prefix><Marker>{escape(marker)}</Marker>{following}"
        f"<MaxKeys>{most}</MaxKeys><IsTruncated>{str(more).lower()}</IsTruncated>{contents}</ListBucketResult>"
    ).encode()


def _files_of(row: Json) -> dict[str, bytes]:
    return {f"{_uuid(row, 'report')}.xhtml": report_text(row)}


def _uuid(row: Json, what: str) -> str:
    """An id of a report that says nothing about whose it is."""
    said = f"{what} {row['identity']} {row['period_end']} {row['registered']}"
    digits = hashlib.sha256(said.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"
