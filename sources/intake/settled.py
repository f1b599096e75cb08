"""What of the register something in the book rests on, noted once when it is first delivered, so that it stays so.

A notified change is a copy of the version in force with some fields changed. Were it copied anew at every delivery, a
later correction in the register would change what had been landed. So the versions are noted beside the notification,
in a sealed record of its own, and the delivery files are a function of the book again.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from sources.decided import INTAKE
from sources.intake import book
from sources.intake.book import Submission
from sources.intake.contract import Notification, SameMatter
from sources.intake.sealed_files import read_record, write_record
from sources.intake.versions import is_settled_by_register, latest, version_rows
from sources.landing import current_rows
from tables import raw
from tables.raw import Delivery
from tables.store import Warehouse

SETTLED = INTAKE / "settled"
_OWNER = "settled"
_DAYS = ("valid_from", "valid_to", "received_at", "known_at")
Row = dict[str, Any]


def settle(home: Path, warehouse: Warehouse) -> list[str]:
    """Note what the landed register holds for everything that rests on it and has no note yet; the numbers noted.

    What the register does not know yet gets its note by a later landing.
    """
    done, received = settled_rows(home), book.read(home)
    waiting = {one.number: _rests_on(one, received) for one in received if one.number not in done}
    names = sorted({name for needed in waiting.values() for name in needed})
    if not names:
        return []
    versions = _landed(warehouse, raw.ActivityVersion, "activity_id", names)
    reports = _landed(warehouse, raw.Report, "report_id", names)
    noted = []
    for one in received:
        needed = waiting.get(one.number)
        if not needed:
            continue
        if isinstance(one.content, Notification):
            rows = latest([*versions.get(needed[0], []), *_changed_before(needed[0], received, done)])
        else:
            rows = [row for name in needed for row in reports.get(name, [])[-1:]]
        if len({row.get("report_id") for row in rows}) >= len(needed):
            _note(home, one.number, rows)
            done[one.number] = rows
            noted.append(one.number)
    return noted


def settled_rows(home: Path) -> dict[str, list[Row]]:
    """Number → the rows that it rests on, of everything that has a sound note."""
    found = {}
    for path in sorted((home / SETTLED).glob("*.json")):
        if path.name.startswith("."):
            continue
        payload = read_record(home, path.relative_to(home), _OWNER)
        if payload is not None and payload["number"] == path.stem:
            found[path.stem] = [_with_days(row) for row in payload["rows"]]
    return found


def _rests_on(one: Submission, received: Sequence[Submission]) -> list[str]:
    """The activity, or the reports outside the book, that it rests on."""
    content = one.content
    if isinstance(content, Notification) and is_settled_by_register(content) and content.activity_id:
        return [content.activity_id]
    own = {other.number for other in received}
    return [name for name in content.report_ids if name not in own] if isinstance(content, SameMatter) else []


def _changed_before(activity_id: str, received: Sequence[Submission], done: Mapping[str, list[Row]]) -> list[Row]:
    """The versions that earlier notifications about an activity have given, landed or not."""
    rows = [row for one in received if one.number in done for row in version_rows(one, done[one.number])]
    return [row for row in rows if row["activity_id"] == activity_id]


def _landed(
    warehouse: Warehouse, contract: type[Delivery], column: str, names: Collection[str]
) -> dict[str, list[Row]]:
    """The landed rows about each name, as delivered, in the order in which they became known."""
    rows = current_rows(warehouse, contract).filter(pl.col(column).is_in(list(names)))
    rows = rows.sort("known_at", maintain_order=True).select(contract.delivered_columns())
    found: dict[str, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row[column], []).append(row)
    return found


def _note(home: Path, number: str, rows: list[Row]) -> None:
    told = [{name: str(cell) if isinstance(cell, dt.date) else cell for name, cell in row.items()} for row in rows]
    write_record(home, SETTLED / f"{number}.json", _OWNER, {"number": number, "rows": told})


def _with_days(row: Row) -> Row:
    days = {name: dt.date.fromisoformat(row[name]) for name in _DAYS if row.get(name) is not None}
    return {**row, **days}
