"""The chain: every row's digest covers the row and the digest before it, and heads are kept outside the database.

`verify` proves a log whole, or names the first link that is broken: a row that was changed, one that is gone from the
middle, rows gone from the end, or a chain that was written anew from some row on. Nothing here opens a database.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: What stands before the first row.
BEGINNING = "0" * 64
#: What a digest covers, in this order. Never change it: rows that are written could then not be proved any more.
CHAINED = (
    "number",
    "at",
    "user",
    "role",
    "action",
    "limit",
    "is_refused",
    "subject_kind",
    "subject",
    "purpose",
    "case_number",
    "request_id",
    "rows",
    "previous",
)


@dataclass(frozen=True)
class Anchor:
    """A head of the chain as it was: how many rows there were, and the digest of the last of them."""

    number: int
    digest: str


@dataclass(frozen=True)
class Verdict:
    """What a proof came to.

    Attributes:
        rows: how many rows hold, from the first on.
        head: the digest of the last of them.
        anchors: how many anchors were held against them.
        broken_at: number of the first row that does not hold; `None` when all do.
        fault: what is wrong with it, in words.
    """

    rows: int
    head: str
    anchors: int
    broken_at: int | None = None
    fault: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is broken."""
        return self.broken_at is None


def digest_of(row: Mapping[str, Any]) -> str:
    """The digest of a row, 64 hexadecimal digits. Times are told in UTC to the microsecond."""
    told = [_told(row[name]) for name in CHAINED]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _told(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value


def verify(rows: Iterable[Mapping[str, Any]], anchors: Iterable[Anchor]) -> Verdict:
    """Prove the rows, in the order of their numbers, against each other and against the anchors."""
    kept: dict[int, set[str]] = {}
    for anchor in anchors:
        kept.setdefault(anchor.number, set()).add(anchor.digest)
    number, head = 0, BEGINNING
    for row in rows:
        fault, at = _fault(row, number + 1, head, kept)
        if fault:
            return Verdict(number, head, len(kept), at, fault)
        number, head = row["number"], row["digest"]
    last = max(kept, default=0)
    if last > number:
        return Verdict(
            number, head, len(kept), number + 1, f"raderna {number + 1} till {last} är borttagna från slutet"
        )
    if number and not kept:
        return Verdict(number, head, 0, number, "ankaret utanför databasen saknas, så slutet kan inte prövas")
    return Verdict(number, head, len(kept))


def _fault(row: Mapping[str, Any], expected: int, head: str, kept: Mapping[int, set[str]]) -> tuple[str, int]:
    """What is wrong with a row, and the number of the first row that is wrong; nothing when it holds."""
    if row["number"] != expected:
        return f"rad {expected} är borttagen", expected
    if row["previous"] != head:
        return f"rad {expected} bygger inte på raden före", expected
    if row["digest"] != digest_of(row):
        return f"rad {expected} är ändrad efter att den skrevs", expected
    if kept.get(expected, {row["digest"]}) != {row["digest"]}:
        return f"rad {expected} är inte den som ankaret utanför databasen minns: kedjan är skriven på nytt", expected
    return "", 0
