"""What notifications change in the register: new versions of an activity, copied from those that were in force."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sources.intake.book import Submission
from sources.intake.contract import Notification
from sources.intake.notification import NEW, UNCHANGED
from sources.intake.notified import activity_of

Row = dict[str, Any]
#: Kind of notification → the status it gives.
_STATUS = {"temporary_stop": "stopped", "resume": "active", "closure": "closed"}
_RENAMED = {"manager_number": "manager_key"}
_LISTS = ("orientation", "target_groups")


def is_settled_by_register(content: Notification) -> bool:
    """Whether what it changes rests on what the register held."""
    return content.kind not in (NEW, UNCHANGED)


def version_rows(one: Submission, held: Sequence[Row]) -> list[Row]:
    """The versions of the activity from the effective date on, as the notification has them.

    A field that has been changed again later keeps that later value: an older change that is notified late does not
    undo a newer one.

    Args:
        one: a notification; anything else changes nothing.
        held: the activity's versions before, as the register held them.
    """
    content = one.content
    if not isinstance(content, Notification) or content.effective_date is None:
        return []
    told = _told(content)
    if content.kind == NEW:
        return [_new(one, content, told)]
    if not held:
        return []
    timeline = _timeline(held)
    since = max(content.effective_date, timeline[0]["valid_from"])
    touched = [row for row in timeline if row["valid_to"] is None or since < row["valid_to"]]
    rows = []
    for row in touched:
        still = {name: value for name, value in told.items() if row[name] == touched[0][name]}
        starts = max(since, row["valid_from"])
        rows.append(_protected({**row, **still, "valid_from": starts, "known_at": one.day}))
    return rows


def latest(rows: Iterable[Row]) -> list[Row]:
    """Of the versions with one first day the latest known; of those known one day the last, in order of first day."""
    held: dict[dt.date, Row] = {}
    for row in rows:
        earlier = held.get(row["valid_from"])
        if earlier is None or earlier["known_at"] <= row["known_at"]:
            held[row["valid_from"]] = row
    return [held[day] for day in sorted(held)]


def _told(content: Notification) -> Row:
    told = {_RENAMED.get(name, name): value for name, value in content.told().items()}
    told |= {name: "|".join(told[name]) for name in _LISTS if told.get(name) is not None}
    if content.kind in _STATUS:
        told["operating_status"] = _STATUS[content.kind]
    return told


def _new(one: Submission, content: Notification, told: Row) -> Row:
    return _protected(
        {
            "operating_status": "active",
            "address_protected": False,
            **told,
            "activity_id": activity_of(one, content),
            "operator_id": content.organisation_number,
            "municipality_code": content.municipality_code or content.notifier_municipality or _own(one),
            "valid_from": content.effective_date,
            "known_at": one.day,
        }
    )


def _own(one: Submission) -> str | None:
    return one.sender.code if one.sender.kind == "municipality" else None


def _timeline(held: Sequence[Row]) -> list[Row]:
    """The versions with the day each really ended: its own last day, or the first of the next."""
    ordered = latest(held)
    ends = [*(row["valid_from"] for row in ordered[1:]), None]
    return [
        {**row, "valid_to": min((day for day in (row["valid_to"], end) if day is not None), default=None)}
        for row, end in zip(ordered, ends, strict=True)
    ]


def _protected(row: Row) -> Row:
    return {**row, "address": None} if row["address_protected"] else row
