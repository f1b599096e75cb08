"""What a municipality has sent by form or message: the gateway to the book of what has been received."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils.crypto import get_random_string

from sources.intake import book
from sources.intake.book import Receipt, Submission
from sources.intake.contract import Completion, Content
from sources.intake.numbers import receipt_number
from sources.intake.sender import MUNICIPALITY, Sender
from tables.code_lists import labels_of
from web.site import clock
from web.site.request import PageRequest

KEY = "nyckel"
_KEY = re.compile("[0-9a-f]{32}")


def new_key() -> str:
    """A key for a form to be sent under, so that it is received once however often it is sent."""
    return get_random_string(32, "0123456789abcdef")


def key_of(request: PageRequest) -> str:
    """The key that a form was sent under.

    Raises:
        BadRequest: there is none of ours.
    """
    key = request.POST.get(KEY, "")
    if not _KEY.fullmatch(key):
        raise BadRequest
    return key


def sender_of(request: PageRequest) -> Sender:
    """The municipality of who asks, as a sender."""
    code = request.user.municipality
    return Sender(MUNICIPALITY, code, labels_of("municipalities")[code])


def receive(request: PageRequest, key: str, content: Content) -> Receipt:
    """Let the municipality's words be received.

    Raises:
        KeyReused: something else was received under the key.
        Refused: a rule is broken.
    """
    told = settings.CONFIGURATION
    return book.receive(told.home, sender_of(request), key, content, at=clock.now(), key_file=told.pseudonym_key_file)


def number_of(request: PageRequest, key: str) -> str:
    """The number that whatever the municipality sends under a key gets."""
    one = sender_of(request)
    return receipt_number(one.kind, one.code, key)


def find(request: PageRequest, number: str) -> Submission | None:
    """What the municipality has sent under a receipt."""
    return book.find(settings.CONFIGURATION.home, number, sender=sender_of(request))


def everything(request: PageRequest) -> list[Submission]:
    """All that the municipality has sent, the latest first."""
    home, sender = settings.CONFIGURATION.home, sender_of(request)
    folder = home / book.RECORDS / sender.folder
    numbers = [path.stem for path in folder.glob("*.json") if path.name[0] != "."]
    found = (_kept(home, sender, number) for number in numbers)
    return sorted((one for one in found if one is not None), key=lambda one: (one.at, one.number), reverse=True)


def of_kind(sent: Iterable[Submission], kind: str) -> list[Submission]:
    """What was sent of one kind of content."""
    return [one for one in sent if one.content.kind_of_content == kind]


def completions(sent: Iterable[Submission], number: str) -> list[Submission]:
    """What completes something that was sent, the earliest first."""
    found = [one for one in sent if isinstance(one.content, Completion) and one.content.receipt == number]
    return sorted(found, key=lambda one: one.at)


@functools.lru_cache(maxsize=20_000)
def _kept(home: Path, sender: Sender, number: str) -> Submission | None:
    """A record of the book; it is never changed, so its seal is tried once in a process."""
    return book.find(home, number, sender=sender)
