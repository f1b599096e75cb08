"""Reports that may be about the same thing as one that has come in: proposed to an officer, joined by nobody else.

Alike are reports about the same activity, actor or named unknown actor, within thirty days, with a ground or the area
in common. They are looked for in the book and in the published register.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.facts.stubs import stub_of
from sources.intake import book
from sources.intake.book import Submission
from sources.intake.contract import DeficiencyReport
from sources.intake.known_register import KnownRegister, known_register
from sources.intake.reported import report_row

DAYS = 30
_ABOUT = {"activity_id": "samma verksamhet", "actor_id": "samma aktör"}


@dataclass(frozen=True)
class Similar:
    """A report that may be about the same thing.

    Attributes:
        report_id: its number.
        kind: a code of `report_kinds`.
        received_on: the day it came.
        is_ours: whether it is in the book; otherwise it came another way.
        because: what they have in common, Swedish.
    """

    report_id: str
    kind: str
    received_on: dt.date
    is_ours: bool
    because: tuple[str, ...]


def similar(home: Path, report: Submission, *, days: int = DAYS) -> list[Similar]:
    """The reports that may be about the same thing as one in the book, the nearest in time first.

    Reports about individual persons are for statistics only, and are never proposed.

    Args:
        home: the home directory.
        report: a report that has been received.
        days: how far apart they may have come.
    """
    if not isinstance(report.content, DeficiencyReport) or report.content.subject_type != "provider":
        return []
    register = known_register(home)
    return _alike(home, _subject(report, register), register, days)


def similar_known(home: Path, report_id: str, *, days: int = DAYS) -> list[Similar]:
    """The same for a report in the published register, whichever way it came; nothing where there is none."""
    register = known_register(home)
    known = register.report(report_id) if register else None
    if known is None or known["subject_type"] != "provider":
        return []
    return _alike(home, known, register, days)


def _subject(one: Submission, register: KnownRegister | None) -> dict[str, Any]:
    """Whom and what a report in the book is about."""
    row = report_row(one)
    activity_id = row["activity_id"]
    runs_it = register.actor_of(activity_id) if register and activity_id else None
    actor = row["operator_id"] or runs_it or stub_of(row["unknown_actor"])
    return {**row, "actor_id": actor, "grounds": set((row["grounds"] or "").split("|")) - {""}, "is_ours": True}


def _alike(home: Path, wanted: dict[str, Any], register: KnownRegister | None, days: int) -> list[Similar]:
    day: dt.date = wanted["received_at"]
    others = [_subject(one, register) for one in book.read(home) if isinstance(one.content, DeficiencyReport)]
    if register:
        around = (day - dt.timedelta(days), day + dt.timedelta(days))
        others += register.reports_about(wanted["activity_id"], wanted["actor_id"], *around)
    found: dict[str, Similar] = {}
    for other in others:
        because = tuple(_common(wanted, other))
        apart = abs((other["received_at"] - day).days)
        is_other = other["report_id"] != wanted["report_id"] and other["subject_type"] == "provider"
        if is_other and apart <= days and len(because) > 1:
            alike = Similar(other["report_id"], other["kind"], other["received_at"], other["is_ours"], because)
            found.setdefault(other["report_id"], alike)
    return sorted(found.values(), key=lambda one: (abs((one.received_on - day).days), one.report_id))


def _common(one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    """What two reports have in common: first whom they are about, and only then what."""
    about = [said for name, said in _ABOUT.items() if one[name] is not None and one[name] == other[name]]
    if not about:
        return
    yield about[0]
    if one["grounds"] & other["grounds"]:
        yield "samma grund"
    if one["area"] is not None and one["area"] == other["area"]:
        yield "samma område"
