"""What decisions on links become: delivery files of our own, written from the book and landed like any other.

A report that is joined becomes a row of `link`; two actors that are one a row of `actor_relation`; a predecessor that
is rejected a row of `predecessor_decision`. A proposal that is rejected becomes nothing. A withdrawal is a later row
with the same key that joins nothing: what was held in between stays known as having been held. The files are a function
of the book alone, so a file that is lost or half written is written again, the same.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sources.decided import DELIVERIES
from sources.linking.decided import Decided, read_book
from tables import raw
from tables.raw import Delivery
from tables.store import atomic_write

#: The root of the files, to be landed beside what agencies deliver.
_ACTORS = frozenset({"unknown_actor", "duplicate"})
_OF_REPORTS = frozenset({"unknown_actor", "report"})


def deliver(home: Path) -> list[Path]:
    """Write the files that the book calls for and that are not as they should be; which ones were written."""
    book = read_book(home)
    wanted: dict[Path, bytes] = {}
    for contract, rows_of in _KINDS:
        rows = [row for one in book for row in rows_of(one)]
        for day, of_day in _by_day(contract, rows).items():
            path = home / DELIVERIES / contract.folder / f"{contract.table}_beslut_{day}.csv"
            wanted[path] = _csv(contract, of_day)
    written = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, wanted[path])
    return written


def _by_day(contract: type[Delivery], rows: list[dict[str, Any]]) -> dict[dt.date, list[dict[str, Any]]]:
    """The rows of each day: of several with one key the last, and none for what was taken back the day it was said.

    A day on which everything was taken back has a file without rows, in place of one that may have been landed.
    """
    days: dict[dt.date, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for row in rows:
        days.setdefault(row["known_at"], {})[tuple(row[name] for name in contract.key())] = row
    said: set[tuple[Any, ...]] = set()
    kept: dict[dt.date, list[dict[str, Any]]] = {}
    for day in sorted(days):
        kept[day] = [row for key, row in days[day].items() if key in said or _joins(row)]
        said |= days[day].keys()
    return kept


def _joins(row: Mapping[str, Any]) -> bool:
    """Whether a row says what was decided, and does not take it back."""
    if "is_rejected" in row:
        return bool(row["is_rejected"])
    if "relation" in row:
        return row["valid_to"] is None
    return row["operator_id"] is not None or row["activity_id"] is not None


def _links(one: Decided) -> list[dict[str, Any]]:
    """A row for each report that the decision joins, or no longer joins."""
    joins = one.what == "accepted"
    is_report = one.proposal["kind"] == "report"
    if one.what == "rejected" or one.proposal["kind"] not in _OF_REPORTS:
        return []
    return [
        {
            "link_id": "B-" + _digest(one.proposal_id, report),
            "report_id": report,
            "operator_id": one.proposal["right_id"] if joins and not is_report else None,
            "activity_id": one.proposal["right_id"] if joins and is_report else None,
            "decided_by_role": one.by,
            "decided_at": one.on,
            "known_at": one.on,
        }
        for report in one.proposal["reports"]
    ]


def _relations(one: Decided) -> list[dict[str, Any]]:
    """That two actors are one; a withdrawal says that it never held for a day."""
    if one.what == "rejected" or one.proposal["kind"] not in _ACTORS:
        return []
    since: dt.date = one.proposal["since"]
    return [
        {
            "operator_id": one.proposal["left_id"],
            "other_operator_id": one.proposal["right_id"],
            "relation": "same_actor",
            "valid_from": since,
            "valid_to": None if one.what == "accepted" else since,
            "known_at": one.on,
        }
    ]


def _predecessors(one: Decided) -> list[dict[str, Any]]:
    """That an activity does not go on from another, or may again."""
    if one.proposal["kind"] != "predecessor":
        return []
    return [
        {
            "activity_id": one.proposal["left_id"],
            "former_activity_id": one.proposal["right_id"],
            "is_rejected": one.what == "rejected",
            "decided_by_role": one.by,
            "decided_at": one.on,
            "known_at": one.on,
        }
    ]


_KINDS: tuple[tuple[type[Delivery], Callable[[Decided], list[dict[str, Any]]]], ...] = (
    (raw.Link, _links),
    (raw.ActorRelation, _relations),
    (raw.PredecessorDecision, _predecessors),
)


def _csv(contract: type[Delivery], rows: list[dict[str, Any]]) -> bytes:
    schema: dict[str, Any] = {name: contract.columns()[name].dtype for name in contract.delivered_columns()}
    return pl.DataFrame(rows, schema=schema).write_csv(separator=";").encode()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
