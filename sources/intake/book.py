"""The book of what has been received: a sealed file for each thing sent, only ever added to.

The name of a file follows from the sender and its idempotency key. Of a retry, a double click and two that send at once
one file comes, and all get its receipt; other contents under a used key are told as what they are.
"""

import datetime as dt
import functools
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from sources.decided import INTAKE
from sources.identity import PseudonymKey
from sources.intake import attachments
from sources.intake.contract import (
    CONTENTS,
    FORM_VERSION,
    Attaching,
    Completion,
    Content,
    Fault,
    Notification,
    Refused,
    Withdrawal,
)
from sources.intake.known_register import known_register
from sources.intake.notification import NEW
from sources.intake.numbers import receipt_number
from sources.intake.person_names import unacknowledged
from sources.intake.register_rules import TAKEN, Register, held_against_register
from sources.intake.sealed_files import State, proved, state_of, write_record
from sources.intake.sender import OFFICER, Sender
from sources.intake.unnamed import needs_key, unnamed
from tables.store import sync_folder

__all__ = ["KeyReused", "Receipt", "Refused", "Sender", "Submission", "find", "read", "receive", "unsound"]

RECORDS = INTAKE / "records"
_SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
_LONGEST_KEY = 200


class KeyReused(ValueError):
    """The idempotency key has been used by the sender for something else."""


@dataclass(frozen=True)
class Receipt:
    """That something was received, and is kept.

    Attributes:
        number: what it is called from now on; also `report_id` or `notification_id`.
        at: when, with time zone.
        is_repeat: whether it had been received before.
    """

    number: str
    at: dt.datetime
    is_repeat: bool = False


@dataclass(frozen=True)
class Submission:
    """Something that was received, as it is kept.

    Attributes:
        number: the receipt's number.
        sender: who sent it.
        content: what was sent, without persons' numbers.
        at: when it was received.
        proof: what the sender signed, where it did so itself.
    """

    number: str
    sender: Sender
    content: Content
    at: dt.datetime
    proof: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """The day of the receipt in Sweden, which is when the inspectorate knew it."""
        return day_of(self.at)


def day_of(at: dt.datetime) -> dt.date:
    """The day it is in Sweden; a time without a zone is Swedish time."""
    return (at if at.tzinfo is None else at.astimezone(_SWEDISH_TIME)).date()


def receive(
    home: Path,
    sender: Sender,
    key: str,
    submission: Content,
    *,
    at: dt.datetime,
    register: Register | None = None,
    key_file: Path | None = None,
    proof: Mapping[str, str] | None = None,
) -> Receipt:
    """Keep what was sent, once, and give its receipt; what is received again gets the receipt it had.

    Args:
        home: the home directory.
        sender: who sends.
        key: the sender's own key of the sending, to know a retry by.
        submission: what is sent.
        at: when.
        register: what it is held against; otherwise what is published in the home directory.
        key_file: the file with the key of persons' pseudonyms, where runs are told one; otherwise the home's own.
        proof: what the sender has signed, to be kept beside.

    Raises:
        KeyReused: other contents were received under the key.
        Refused: a rule is broken, or a warning is not acknowledged.
    """
    if not 1 <= len(key) <= _LONGEST_KEY:
        raise Refused([Fault("", "wrong_form", f"Ange en nyckel på 1 till {_LONGEST_KEY} tecken.")])
    if needs_key(submission):
        submission = unnamed(submission, PseudonymKey.load(home, key_file=key_file))
    number = receipt_number(sender.kind, sender.code, key)
    if (earlier := _kept(home, sender, number, submission)) is not None:
        return earlier
    _hold(home, sender, submission, register, day_of(at))
    payload = {
        "number": number,
        "sender": asdict(sender),
        "kind": submission.kind_of_content,
        "content": submission.model_dump(mode="json", exclude_defaults=True),
        "at": at.isoformat(),
        "form_version": FORM_VERSION,
        "proof": dict(proof or {}),
    }
    if write_record(home, _path(sender.folder, number), sender.folder, payload):
        return Receipt(number, at)
    kept = _kept(home, sender, number, submission)
    if kept is None:
        raise KeyReused(f"kvittensen {number} går inte att läsa")
    return kept


def read(home: Path, *, sender: Sender | None = None, and_officers: bool = False) -> list[Submission]:
    """Everything that is kept and is as it was sealed, in the order it was received.

    Args:
        home: the home directory.
        sender: only what this organisation sent.
        and_officers: and what officers have registered.
    """
    found = (_told(home, *place) for place in _places(home, sender, and_officers=and_officers))
    return sorted((one for one in found if one is not None), key=lambda one: (_moment(one.at), one.number))


def unsound(home: Path) -> list[str]:
    """The numbers of records that are not as they were sealed; they are delivered nowhere."""
    return sorted(place[1] for place in _places(home, None) if _told(home, *place) is None)


def find(home: Path, number: str, *, sender: Sender | None = None) -> Submission | None:
    """What has a number, when it is kept and sound; with a sender only what that organisation sent."""
    folder = "*" if sender is None else sender.folder
    paths = sorted((home / RECORDS).glob(f"{folder}/{number}.json")) if number.replace("-", "").isalpha() else []
    return _submission(home, paths[0].relative_to(home)) if paths else None


def _kept(home: Path, sender: Sender, number: str, submission: Content) -> Receipt | None:
    """The receipt of the same thing, where it has been received.

    Raises:
        KeyReused: something else has been received under the key.
    """
    path = _path(sender.folder, number)
    if not (home / path).exists():
        return None
    earlier = _submission(home, path)
    if earlier is None or earlier.content != submission:
        raise KeyReused("nyckeln har använts för något annat; använd en ny nyckel för varje ny sändning")
    sync_folder((home / path).parent)
    return Receipt(number, earlier.at, is_repeat=True)


def _hold(home: Path, sender: Sender, submission: Content, register: Register | None, on: dt.date) -> None:
    """Every rule that the contract alone cannot judge.

    Raises:
        Refused: one is broken.
    """
    own = frozenset(one.number for one in read(home)) if _is_decision(submission) else frozenset()
    faults = held_against_register(submission, sender, register or known_register(home), on, own)
    faults += [*unacknowledged(submission), *_taken(home, submission)]
    if isinstance(submission, Attaching):
        unknown = [one for one in submission.attachments if not attachments.is_kept(home, one)]
        faults += [Fault("attachments", "unknown_attachment", "Skicka bilagan innan den anges.") for _ in unknown[:1]]
    if isinstance(submission, Completion | Withdrawal):
        whose = None if sender.kind == OFFICER else sender
        earlier = find(home, submission.receipt, sender=whose)
        if earlier is None or earlier.content.kind_of_content not in ("report", "notification"):
            faults.append(Fault("receipt", "unknown_receipt", "Det finns ingen kvittens med det numret."))
    if faults:
        raise Refused(faults)


def _taken(home: Path, submission: Content) -> list[Fault]:
    """That an id proposed for a new activity has been proposed before, and is not in the register yet."""
    if not isinstance(submission, Notification) or submission.kind != NEW or submission.activity_id is None:
        return []
    before = (one.content for one in read(home))
    is_taken = any(
        isinstance(one, Notification) and one.kind == NEW and one.activity_id == submission.activity_id
        for one in before
    )
    return [Fault("activity_id", "taken", TAKEN)] if is_taken else []


def _is_decision(submission: Content) -> bool:
    return submission.senders == frozenset({OFFICER})


def _places(home: Path, sender: Sender | None, *, and_officers: bool = False) -> Iterator[tuple[str, str, State]]:
    """Folder, number and state of the file of each record."""
    if not (home / RECORDS).is_dir():
        return
    for folder in os.listdir(home / RECORDS):  # noqa: PTH208 - the book is long, and its paths need not be made
        is_wanted = sender is None or folder == sender.folder or (and_officers and folder.startswith(f"{OFFICER}-"))
        if is_wanted:
            with os.scandir(home / RECORDS / folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".json") and entry.name[0] != ".":
                        yield folder, entry.name.removesuffix(".json"), state_of(entry)


def _path(folder: str, number: str) -> Path:
    return RECORDS / folder / f"{number}.json"


def _submission(home: Path, path: Path) -> Submission | None:
    return _told(home, path.parent.name, path.stem, state_of(home / path))


@functools.lru_cache(maxsize=500_000)
def _told(home: Path, folder: str, number: str, state: State) -> Submission | None:
    """A record by its place, which says whose it is and what number it has; nothing where it says otherwise.

    Read and proved once; a file that is another than before has another state.
    """
    del state
    row = proved(home, _path(folder, number), folder)
    if row is None:
        return None
    sender = Sender(**row["sender"])
    if (sender.folder, row["number"]) != (folder, number):
        return None
    content = CONTENTS[row["kind"]].model_validate_json(json.dumps(row["content"]))
    return Submission(row["number"], sender, content, dt.datetime.fromisoformat(row["at"]), row["proof"])


def _moment(at: dt.datetime) -> dt.datetime:
    return at.replace(tzinfo=_SWEDISH_TIME) if at.tzinfo is None else at
