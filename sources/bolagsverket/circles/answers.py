"""What a channel answers about one organisation: who is in its circle now, and a few plain fields.

Nothing personal gets this far: a natural person is a pseudonym, names and addresses have been left where they stood.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sources.fetching.connector import Asked


class Found(StrEnum):
    """Whether a channel knows an organisation. Only the first says who is in its circle."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"


class Holding(NamedTuple):
    """A person, by pseudonym, and a code of the list `roles`."""

    person_key: str
    role: str


class Tie(NamedTuple):
    """Another organisation, and a code of the list `relations`."""

    other_id: str
    relation: str


class Said(NamedTuple):
    """What was answered about a field: `value` or `empty` of the list `answer_states`, and the day it is dated to."""

    state: str
    value: str | None = None
    since: dt.date | None = None


NOTHING_SAID: Mapping[str, Said] = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """What one question gave.

    Attributes:
        answered_on: the day, by the source's clock.
        found: whether the source has the organisation.
        holdings: who holds which role now; `None` when the answer does not say, which is not that nobody does.
        ties: organisations in the circle; `None` likewise.
        fields: code of the list `company_fields` → what was said. A field the source could not tell is not here.
        unread: what could not be used, in Swedish words → how many.
    """

    answered_on: dt.date
    found: Found
    holdings: frozenset[Holding] | None = None
    ties: frozenset[Tie] | None = None
    fields: Mapping[str, Said] = field(default_factory=lambda: NOTHING_SAID)
    unread: Counter[str] = field(default_factory=Counter)


#: Asks about one organisation, by its number of ten digits. Raises `SourceFault`.
Ask = Callable[[str], Answer]


@dataclass(frozen=True)
class Channel:
    """A way to ask for circles: any that fills this can be used in the place of another.

    Attributes:
        source: its code in the list `fetched_sources`.
        what: what it is called in faults, in Swedish.
        producer: who holds the fields.
        again_after_days: how old an answer is before the same is asked again.
        open: gives what asks, for as long as the context lasts.
    """

    source: str
    what: str
    producer: str
    again_after_days: int
    open: Callable[[Asked], AbstractContextManager[Ask]]
