"""What the book becomes: delivery files of our own, written from the book alone and landed like any other.

A report becomes a row of `report`; an officer's note on its state a row of `report_event`; that reports are one matter
later rows of the same reports. A notification becomes a row of `notification`, and what it changes rows of
`activity_version` (`versions.py`). Free text, contacts and attachments become nothing: they stay in the book.

There is a file for each table and day on which the inspectorate came to know something, so a file that is lost is
written again, the same. What is not as it was sealed is left out.
"""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from sources.decided import DELIVERIES
from sources.intake import book
from sources.intake.matters import matter_rows
from sources.intake.notified import notification_rows
from sources.intake.reported import event_rows, report_row
from sources.intake.settled import settled_rows
from sources.intake.versions import version_rows
from tables import raw
from tables.raw import Delivery
from tables.store import atomic_write

Row = dict[str, Any]


def deliver(home: Path) -> list[Path]:
    """Write the files that the book calls for and that are not as they should be; which ones were written."""
    wanted = {path: content for table in _tables(home).items() for path, content in _files(home, *table).items()}
    written = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    (home / DELIVERIES).mkdir(parents=True, exist_ok=True)
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, wanted[path])
    return written


def _tables(home: Path) -> dict[type[Delivery], list[Row]]:
    """The rows of each table, in the order in which they became known."""
    received = book.read(home)
    settled = settled_rows(home)
    reports = {one.number: report_row(one) for one in received if one.content.kind_of_content == "report"}
    return {
        raw.Report: [*reports.values(), *matter_rows(received, reports, settled)],
        raw.ReportEvent: event_rows(received),
        raw.Notification: notification_rows(received),
        raw.ActivityVersion: [row for one in received for row in version_rows(one, settled.get(one.number, []))],
    }


def _files(home: Path, contract: type[Delivery], rows: list[Row]) -> dict[Path, bytes]:
    """A file for each day; one whose rows are gone is left without any, in place of what may have been landed."""
    folder = home / DELIVERIES / contract.folder
    days: dict[dt.date, dict[tuple[Any, ...], Row]] = {}
    for row in rows:
        days.setdefault(row["known_at"], {})[tuple(row[name] for name in contract.key())] = row
    files = {
        folder / f"{contract.table}_inkommet_{day}.csv": _csv(contract, kept.values()) for day, kept in days.items()
    }
    gone = set(folder.glob(f"{contract.table}_inkommet_*.csv")) - set(files)
    return files | {path: _csv(contract, ()) for path in gone}


def _csv(contract: type[Delivery], rows: Iterable[Row]) -> bytes:
    schema: dict[str, Any] = {name: contract.columns()[name].dtype for name in contract.delivered_columns()}
    return pl.DataFrame(list(rows), schema=schema).write_csv(separator=";").encode()
