"""Notifications as rows of the deliveries, with whether an attachment is to come and when it came."""

from collections.abc import Iterable
from typing import Any

from sources.intake.book import Submission
from sources.intake.contract import Completion, Notification
from sources.intake.reported import sending_municipality

Row = dict[str, Any]
#: How a report came in → what the register calls that for notifications.
_CHANNELS = {"e_service": "e_service", "email": "email", "municipal_mailbox": "email"}
_ON_PAPER = "form"


def notification_rows(received: Iterable[Submission]) -> list[Row]:
    """A row for each notification, and a later one when an attachment that was to come has come."""
    rows: dict[str, Row] = {}
    found: list[Row] = []
    for one in received:
        row = None
        if isinstance(one.content, Notification):
            row = _row(one, one.content)
        elif isinstance(one.content, Completion) and _completes(one.content, rows):
            row = {**rows[one.content.receipt], "attachment_received_at": one.day, "known_at": one.day}
        if row is not None:
            rows[row["notification_id"]] = row
            found.append(row)
    return found


def activity_of(one: Submission, content: Notification) -> str:
    """The activity that is notified; a new one without a proposed id is called what the receipt is."""
    return content.activity_id or one.number


def _row(one: Submission, content: Notification) -> Row:
    has_come = bool(content.attachments)
    return {
        "notification_id": one.number,
        "activity_id": activity_of(one, content),
        "kind": content.kind,
        "effective_date": content.effective_date,
        "channel": _CHANNELS.get(one.sender.channel, _ON_PAPER),
        "notifier_municipality": sending_municipality(one),
        "attachment_expected": content.attachment_expected or has_come,
        "attachment_received_at": one.day if has_come and not content.attachment_expected else None,
        "known_at": one.day,
    }


def _completes(content: Completion, rows: dict[str, Row]) -> bool:
    """Whether a completion brings an attachment that a notification was waiting for."""
    row = rows.get(content.receipt)
    brings = content.is_paper or bool(content.attachments)
    return row is not None and brings and row["attachment_expected"] and row["attachment_received_at"] is None
