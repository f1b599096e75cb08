"""The book of what boards have been told: a report of a provider, and later that it no longer stands.

One line of JSON each, only ever added to. A line that marks an export lets the same export be made again, whatever was
told after it.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sources.decided import FOLDER, alone
from tables.store import atomic_write

SHARES = FOLDER / "shares"
BOOK = SHARES / "told.jsonl"
_EXPORTED = "exported"
Kind = Literal["report", "clearing"]


@dataclass(frozen=True)
class Share:
    """One thing that one board was told.

    Attributes:
        kind: `report` when it was told of a report, `clearing` when it was told that the report no longer stands.
        report_id: the report.
        actor_id: the provider, a legal person.
        recipient: code of the municipality that was told.
        told_on: the day, that of the published run it rests on.
        run_id: that run.
        by: the role of who decided; for a clearing the program itself.
        why: for a clearing, the state that the report has now, or `corrected` when it is no longer about the provider.
    """

    kind: Kind
    report_id: str
    actor_id: str
    recipient: str
    told_on: dt.date
    run_id: str
    by: str
    why: str = ""


def read_book(home: Path, until_export_of: str | None = None) -> list[Share]:
    """Everything told, in order; or what had been told when a run's exports were first made."""
    path = home / BOOK
    shares: list[Share] = []
    for row in _lines(path):
        if row["kind"] != _EXPORTED:
            shares.append(Share(**{**row, "told_on": dt.date.fromisoformat(row["told_on"])}))
        elif row["run_id"] == until_export_of:
            break
    return shares


def write_down(home: Path, shares: Iterable[Share]) -> list[Share]:
    """Add what was told; which of it was new. What stands already, and has not been cleared since, is not repeated."""
    with alone(home, SHARES):
        told, fresh = latest(read_book(home)), []
        for one in shares:
            key = (one.report_id, one.recipient)
            before = told.get(key)
            if one.kind == (before.kind if before else "clearing"):
                continue
            told[key] = one
            fresh.append(one)
        _append(home, [asdict(one) | {"told_on": one.told_on.isoformat()} for one in fresh])
    return fresh


def mark_export(home: Path, run_id: str) -> None:
    """Note that a run's exports are made from what stands in the book now; a second time changes nothing."""
    with alone(home, SHARES):
        if not any(row["kind"] == _EXPORTED and row["run_id"] == run_id for row in _lines(home / BOOK)):
            _append(home, [{"kind": _EXPORTED, "run_id": run_id}])


def latest(shares: Sequence[Share]) -> dict[tuple[str, str], Share]:
    """Report and recipient → what the recipient was told last."""
    return {(one.report_id, one.recipient): one for one in shares}


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _append(home: Path, rows: list[dict[str, Any]]) -> None:
    if rows:
        kept = [*_lines(home / BOOK), *rows]
        text = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in kept)
        atomic_write(home / BOOK, text.encode())
