"""What is remembered of the weekly archives: which have been read, whose reports they hold, and whose were taken.

Since the contents of an archive are remembered, one who is followed later is found in the archives that have been read,
and only those with a report of theirs are fetched again. Reports that were refused are listed beside, by digest and
rule. Every file is written whole or not at all; figures are never kept here.
"""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sources.bolagsverket.reports.listing import Part
from tables.store import atomic_write

_PARTS, _REFUSED, _BEGINNING = "parts", "refused", "beginning.json"


@dataclass(frozen=True)
class Refused:
    """A report that could not be read: digest of its archive as it came, and the rule it breaks."""

    document: str
    rule: str


class Memory:
    """The connector's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def beginning(self) -> dt.date | None:
        """The first day of the oldest week that is wanted; nothing before the first fetch."""
        path = self._folder / _BEGINNING
        return dt.date.fromisoformat(json.loads(path.read_text())["monday"]) if path.exists() else None

    def begin(self, monday: dt.date) -> None:
        """Remember from which week on reports are wanted."""
        self._write(_BEGINNING, {"monday": monday.isoformat()})

    def is_done(self, part: Part, followed: Collection[str]) -> bool:
        """Whether a part has been read as it is, for all of the followed that have a report in it."""
        entry = self._entry(part)
        if entry is None or (entry["etag"], entry["size"]) != (part.etag, part.size):
            return False
        return all(number in entry["taken"] for number in entry["organisations"] if number in followed)

    def taken(self, part: Part) -> frozenset[str]:
        """Whose reports have been taken from a part; they are taken again when it is read again."""
        entry = self._entry(part)
        return frozenset() if entry is None else frozenset(entry["taken"])

    def known_at(self, part: Part) -> dt.date:
        """The day the reports of a part were published: as it was when the part was first read, if it has been."""
        entry = self._entry(part)
        return part.known_at if entry is None else dt.date.fromisoformat(entry["known_at"])

    def note(
        self, part: Part, organisations: Sequence[str], taken: Collection[str], refused: Sequence[Refused]
    ) -> None:
        """Remember that a part has been read."""
        path = self._folder / _REFUSED / f"{part.name}.json"
        if refused:
            self._write(f"{_REFUSED}/{part.name}.json", [asdict(each) for each in refused])
        else:
            path.unlink(missing_ok=True)
        entry = {
            "key": part.key,
            "etag": part.etag,
            "size": part.size,
            "known_at": self.known_at(part).isoformat(),
            "organisations": list(organisations),
            "taken": sorted(taken),
        }
        self._write(f"{_PARTS}/{part.name}.json", entry)

    def _entry(self, part: Part) -> dict[str, Any] | None:
        path = self._folder / _PARTS / f"{part.name}.json"
        if not path.exists():
            return None
        entry: dict[str, Any] = json.loads(path.read_text())
        return entry

    def _write(self, name: str, content: object) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, json.dumps(content, separators=(",", ":"), sort_keys=True).encode())
