"""What became of something that was sent, as its sender may be told."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sources.intake import book
from sources.intake.book import Submission
from sources.intake.contract import Completion, DeficiencyReport, StateChange, Withdrawal
from sources.intake.known_register import known_register
from tables.code_lists import labels_of

RECEIVED, REGISTERED = "received", "registered"
#: States in which nothing more is done.
_ENDED = frozenset({"substantiated", "unsubstantiated", "closed_no_action", "cleared", "returned_to_municipality"})


@dataclass(frozen=True)
class Status:
    """Where something stands.

    Attributes:
        state: a code of `report_states`; of a notification `received`, or `registered` when it is in the register.
        label: what that is called.
        since: from when.
        reason: why, in Swedish, where an officer has said so.
        is_ended: whether nothing more is to come.
        completions: how often it has been completed.
        is_withdrawn: whether its sender has taken it back.
    """

    state: str
    label: str
    since: dt.date
    reason: str | None
    is_ended: bool
    completions: int
    is_withdrawn: bool


def status_of(home: Path, one: Submission) -> Status:
    """Where a report or a notification stands, by the book and by what is published."""
    after = [other.content for other in book.read(home, sender=one.sender, and_officers=True)]
    told = [each for each in after if isinstance(each, Completion | Withdrawal) and each.receipt == one.number]
    completions = sum(isinstance(content, Completion) for content in told)
    is_withdrawn = any(isinstance(content, Withdrawal) for content in told)
    if not isinstance(one.content, DeficiencyReport):
        return _notification(home, one, completions, is_withdrawn)
    steps: list[tuple[dt.date, str, str | None]] = [
        (content.event_date, content.state, labels_of("state_reasons")[content.reason])
        for content in after
        if isinstance(content, StateChange) and content.report_id == one.number
    ]
    register = known_register(home)
    known = register.state_of(one.number) if register else None
    if known is not None and known[1] != RECEIVED and not any(step[1] == known[1] for step in steps):
        steps.append((known[0], known[1], None))
    since, state, reason = max(steps, key=lambda step: step[0], default=(one.day, RECEIVED, None))
    label = labels_of("report_states")[state]
    return Status(state, label, since, reason, state in _ENDED, completions, is_withdrawn)


def _notification(home: Path, one: Submission, completions: int, is_withdrawn: bool) -> Status:
    register = known_register(home)
    since = register.registered_on(one.number) if register else None
    state, label = (REGISTERED, "införd i registret") if since else (RECEIVED, "mottagen")
    return Status(state, label, since or one.day, None, since is not None, completions, is_withdrawn)
