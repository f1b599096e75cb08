"""The inspectors' records beside the cases of plans: agree or not, why, what was found, hours; and departures.

One line of JSON for each record, only ever added to. A later one about the same case takes the place of the earlier,
from its day on. No person is named: a text that holds something like a personal number is refused.
"""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sources.decided import alone
from sources.identity import masked
from sources.plans.book import PLANS
from tables.raw.plans import LONGEST
from tables.store import atomic_write

BOOK = PLANS / "records.jsonl"
MOST_HOURS = 2000.0
_LONGEST_ROLE = 80
Departure = Literal["none", "added", "dropped"]


class RecordRefused(ValueError):
    """A record that cannot be taken; says why, in Swedish."""


@dataclass(frozen=True)
class Record:
    """One record.

    Attributes:
        noted_on: the day.
        plan_id: the plan.
        activity_id: the activity.
        departure: `none` when the plan was followed, `added` for an inspection outside it, `dropped` for a case of it
            that is not inspected.
        agrees: whether the inspector agrees with the choice; may be empty for departures only.
        because: why.
        found: what was found, in short.
        hours: time spent.
        by: the role of who noted it.
    """

    noted_on: dt.date
    plan_id: str
    activity_id: str
    departure: Departure
    agrees: bool | None
    because: str
    found: str | None
    hours: float | None
    by: str


def read_records(home: Path) -> list[Record]:
    """All records, in the order they were noted."""
    path = home / BOOK
    if not path.exists():
        return []
    return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def standing(records: Sequence[Record], plan_id: str) -> dict[str, Record]:
    """Activity → the latest record about it in a plan."""
    return {one.activity_id: one for one in records if one.plan_id == plan_id}


def faults(record: Record, planned: Collection[str], known: Collection[str]) -> list[str]:
    """What is wrong with a record, a Swedish sentence each; nothing where it can be taken.

    Args:
        record: the record.
        planned: the activities that stand on the plan.
        known: all activities there are.
    """
    found = [*_words(record), *_place(record, planned, known)]
    if record.departure == "none" and record.agrees is None:
        found.append("instämmer: skriv om valet var rätt, ja eller nej (--agree eller --disagree)")
    if record.hours is not None and not 0 <= record.hours <= MOST_HOURS:
        found.append(f"timmar: skriv ett tal från 0 till {MOST_HOURS:.0f}")
    return found


def note_down(home: Path, records: Sequence[Record]) -> None:
    """Write records down, all or none; one that stands already, word for word and of the same day, is not repeated.

    Raises:
        RecordRefused: one is older than what is already noted about the same case.
    """
    with alone(home, PLANS):
        book = read_records(home)
        for one in records:
            latest = standing(book, one.plan_id).get(one.activity_id)
            if latest is not None and latest.noted_on > one.noted_on:
                raise RecordRefused(
                    f"om {one.activity_id} finns en anteckning från {latest.noted_on}; en ny kan inte vara äldre"
                )
        fresh = [one for one in records if standing(book, one.plan_id).get(one.activity_id) != one]
        if fresh:
            atomic_write(home / BOOK, "".join(_line(one) for one in [*book, *fresh]).encode())


def require_fit(by: str, because: str) -> None:
    """That a role and a reason given when drawing can be kept.

    Raises:
        RecordRefused: one is too long or holds something like a personal number.
    """
    for name, text, longest in (("--by", by, _LONGEST_ROLE), ("--because", because, LONGEST)):
        if len(text) > longest:
            raise RecordRefused(f"{name} är längre än {longest} tecken")
        if masked(text) != text:
            raise RecordRefused(f"{name} innehåller något som kan vara ett personnummer; skriv om utan det")


def _words(record: Record) -> list[str]:
    texts = (
        ("roll", record.by, _LONGEST_ROLE, True),
        ("varför", record.because, LONGEST, True),
        ("funnet", record.found or "", LONGEST, False),
    )
    said = []
    for name, text, longest, is_needed in texts:
        if is_needed and not text.strip():
            said.append(f"{name}: är tomt; skriv {'rollen hos den som antecknar' if name == 'roll' else 'varför'}")
        if len(text) > longest:
            said.append(f"{name}: är längre än {longest} tecken; korta texten, resten hör hemma i ärendet")
        if masked(text) != text:
            said.append(f"{name}: innehåller något som kan vara ett personnummer; skriv om utan det")
        if any(ord(character) < 32 for character in text):
            said.append(f"{name}: innehåller radbrytning eller styrtecken; skriv på en rad")
    return said


def _place(record: Record, planned: Collection[str], known: Collection[str]) -> list[str]:
    name = masked(record.activity_id)[:80]
    if record.activity_id in planned:
        if record.departure == "added":
            return [f"verksamhet: {name} står på planen; en avvikelse ”utanför planen” gäller bara andra"]
        return []
    if record.departure == "added" and record.activity_id in known:
        return []
    if record.activity_id not in known:
        return [f"verksamhet: {name} finns inte i registret; kontrollera verksamhets-id"]
    return [
        f"verksamhet: {name} står inte på planen; gjordes inspektionen ändå, skriv det som utanför planen (--added)"
    ]


def _line(record: Record) -> str:
    row = asdict(record) | {"noted_on": record.noted_on.isoformat()}
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def _read(row: Mapping[str, Any]) -> Record:
    return Record(**{**row, "noted_on": dt.date.fromisoformat(row["noted_on"])})
