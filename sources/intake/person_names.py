"""What looks like the name of a person in free text, so that whoever sends it looks once more before it is sent.

A likeness, not a list of names: two words with capitals beside each other, or one after a title, where neither is the
name of a place, an organisation or an office. It says what was found to the one who wrote it, and to nobody else.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.intake.contract import Content
from sources.intake.faults import Fault
from tables.code_lists import labels_of

#: Words that begin sentences, and titles, which are no first names.
_BEGINNER = (
    r"(?i:vi|jag|det|den|de|en|ett|när|vid|efter|enligt|på|i|från|till|om|under|inom|både|men|och|alla|flera|ingen|inga|"
    r"personalen|chefen|kommunen|verksamheten|boendet|brukaren|enheten|han|hon|man|sedan|dessutom|vidare|av|januari|"
    r"februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
)
_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéüáíóçč]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéü]+)?"
_TITLE = r"(?:fru|herr|doktor|dr|syster|ssk|usk|boendechef|chefen|föreståndaren|handläggaren|kuratorn)"
_PARTICLE = r"(?:(?:von|af|de|van|der|el|al)\s+)?"
_FULL = re.compile(
    rf"\b(?!{_BEGINNER}\b)({_WORD})\s+({_PARTICLE}{_WORD})(?:\s+({_WORD}))?\b(\s+(?:AB|HB|KB|Aktiebolag|Handelsbolag))?"
)
_TITLED = re.compile(rf"\b{_TITLE}\s+({_WORD})\b", re.IGNORECASE)
#: Endings of words that name places and offices.
_IMPERSONAL = re.compile(
    r"(?:nämnden|förvaltningen|kommun|kommunen|boende|boendet|hem|hemmet|gården|gatan|vägen|torget|bolaget|tjänsten|"
    r"myndigheten|inspektionen|styrelsen|avdelningen|enheten|omsorg|omsorgen|vård|vården|assistans|region|regionen|"
    r"socialtjänst|hemtjänst|stad|län|hus|huset|bo)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Warning:  # noqa: A001 - what it is; nobody here means the library's
    """Something to look at once more before it is sent.

    Attributes:
        code: what to repeat in `acknowledged_warnings` when it is right as it is: rule and field.
        field: the field.
        found: the words it is about; shown to the sender only, never kept.
        remedy: a Swedish sentence.
    """

    code: str
    field: str
    found: str
    remedy: str


def warnings_of(submission: Content) -> list[Warning]:
    """What there is to look at once more, acknowledged or not; one a field."""
    found = []
    for field, text in submission.free_texts().items():
        names = list(dict.fromkeys(_names(text)))
        if names:
            remedy = "Det här ser ut som namnet på en person. Ta bort det, eller bekräfta att det inte är det."
            found.append(Warning(f"person_name:{field}", field, ", ".join(names[:5]), remedy))
    return found


def unacknowledged(submission: Content) -> list[Fault]:
    """The warnings that the sender has not acknowledged, as faults."""
    left = [one for one in warnings_of(submission) if one.code not in submission.acknowledged_warnings]
    said = "Bekräfta genom att ange {} i acknowledged_warnings, eller ta bort det som ser ut som namnet på en person."
    return [Fault(one.field, "unacknowledged_warning", said.format(one.code)) for one in left]


def _names(text: str) -> Iterator[str]:
    for match in _FULL.finditer(text):
        first, last, third, company = match.groups()
        if not company and not _is_impersonal(first, last, third or ""):
            yield f"{first} {last}"
    for match in _TITLED.finditer(text):
        if match.group(1)[0].isupper() and not _IMPERSONAL.search(match.group(1)):
            yield match.group(1)


def _is_impersonal(*words: str) -> bool:
    return any(_IMPERSONAL.search(word) or word in _places() for word in words if word)


@functools.cache
def _places() -> frozenset[str]:
    names = [*labels_of("municipalities").values(), *labels_of("counties").values()]
    return frozenset(word for name in names for word in name.split())
