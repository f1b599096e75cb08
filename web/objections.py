"""Objections to values as an inspector reads them: which value, what is the matter, since when, on what grounds.

They stand beside what they are about and change no value and no score. The book is handed in by whoever calls.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.registry import catalogue
from sources.objections import Objection, standing
from web import wording

if TYPE_CHECKING:
    from web.lookup import Lookup

#: What is the matter → how it is said.
WORDS: Mapping[str, str] = {
    "wrong": "uppgiften är fel",
    "outdated": "uppgiften är inaktuell",
    "explained": "uppgiften är känd och har en förklaring",
}


@dataclass(frozen=True)
class Disputed:
    """One value that somebody has objected to."""

    indicator_id: str
    entity_id: str
    label: str
    date: dt.date
    what: str
    because: str
    by: str

    @property
    def said(self) -> str:
        """`Ifrågasatt 2026-11-23 av inspektör, uppgiften är fel: …`."""
        return f"Ifrågasatt {self.date} av {self.by}, {self.what}: {wording.sentence(self.because)}"


def with_objections(found: "Lookup", book: Sequence[Objection]) -> "Lookup":
    """A look-up with what is objected to of its values; as they stand now, also where an earlier day is shown.

    Args:
        found: the look-up.
        book: all objections, in the order they were noted.
    """
    known = catalogue()
    told = standing(book) if book else {}
    values = {(one.indicator_id, one.entity_id): one.label for one in found.values} if told else {}
    disputed = [
        Disputed(*about, values[about], one.noted_on, WORDS[one.what], one.because, one.by)
        for about, one in told.items()
        if about in values and about[0] in known
    ]
    return dataclasses.replace(found, disputed=tuple(disputed))
