"""What an address of the list asks for, and the addresses of what else can be asked for. Every state is an address.

Letters of a name stand in the address as a token, so that nobody's name or number can be read there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import QueryDict

from tables.code_lists import codes_of
from web.listing import TARGETS
from web.reading import SORTS, Choice
from web.site.opaque import UnknownToken, entity_of, token_of

#: Column → its name in addresses.
NAMES: Mapping[str, str] = {
    "division": "avdelning",
    "county_code": "lan",
    "municipality_code": "kommun",
    "form_code": "form",
    "operator_type": "drift",
    "band": "band",
    "flag": "att-gora",
    "basis": "underlag",
}
ASSIGNED: Mapping[str, str] = {"mig": "mig", "nagon": "någon", "plan": "den senaste planen"}
_LISTS = {
    "division": "regional_divisions",
    "county_code": "counties",
    "municipality_code": "municipalities",
    "form_code": "forms",
    "operator_type": "operator_types",
    "band": "bands",
}
_BASES = ("ranked", "insufficient", "sole_trader")
_DIGITS = re.compile(r"(?:\d\D{0,2}){6}")
_LONGEST, _SHORTEST, _MOST_PAGES = 60, 3, 1_000_000
_WORDS = "words"


class CannotNarrow(ValueError):
    """What was written cannot narrow a list; says what to write instead."""


@dataclass(frozen=True)
class Asked:
    """A state of the list.

    Attributes:
        target: which list.
        choice: what it is narrowed by; `only` is empty here, see `assigned`.
        assigned: a key of `ASSIGNED`, or nothing.
        sort: a key of `SORTS`.
        descending: whether it runs the other way.
        page: which page, from one.
    """

    target: str = TARGETS[0]
    choice: Choice = field(default_factory=Choice)
    assigned: str = ""
    sort: str = "position"
    descending: bool = False
    page: int = 1

    @property
    def narrowed_by(self) -> tuple[str, ...]:
        """The names of what narrows, in the order of the filter."""
        named = tuple(name for name in NAMES if getattr(self.choice, name))
        return (*named, *(["text"] if self.choice.text else []), *(["assigned"] if self.assigned else []))

    def with_choice(self, **changes: object) -> "Asked":
        """The same with another choice, from the first page."""
        chosen = replace(self.choice, **changes)  # type: ignore[arg-type]
        left = frozenset(name for name in chosen.without if getattr(chosen, name))
        return replace(self, choice=replace(chosen, without=left), page=1)

    def leaving_out(self, name: str) -> "Asked":
        """The same without one of what narrows it."""
        if name == "assigned":
            return replace(self, assigned="", page=1)
        return self.with_choice(**{name: "" if name == "text" else ()})

    def only(self, names: tuple[str, ...]) -> "Asked":
        """The same narrowed by these alone."""
        found = self
        for name in self.narrowed_by:
            found = found if name in names else found.leaving_out(name)
        return found

    def sorted_by(self, sort: str) -> "Asked":
        """The same in another order; once more the other way."""
        return replace(self, sort=sort, descending=self.sort == sort and not self.descending, page=1)

    def at(self, page: int) -> "Asked":
        """Another page of the same."""
        return replace(self, page=page)

    @property
    def query(self) -> str:
        """The query of its address; equal states have equal queries."""
        pairs = [("mal", self.target)]
        pairs += [(NAMES[name], code) for name in NAMES for code in sorted(getattr(self.choice, name))]
        pairs += [("utom", NAMES[name]) for name in NAMES if name in self.choice.without]
        pairs += [("ord", token_of(settings.CONFIGURATION.key, _WORDS, self.choice.text))] if self.choice.text else []
        pairs += [("tilldelad", self.assigned)] if self.assigned else []
        pairs += [("ordning", self.sort)] if self.sort != "position" else []
        pairs += [("fallande", "1")] if self.descending else []
        pairs += [("sida", str(self.page))] if self.page > 1 else []
        return urlencode(pairs)


def asked(told: QueryDict) -> Asked:
    """What an address asks for.

    Raises:
        BadRequest: it holds something that no list can be narrowed by.
    """
    without = frozenset(name for name, short in NAMES.items() if short in told.getlist("utom"))
    codes: dict[str, Any] = {name: _codes(name, told.getlist(short)) for name, short in NAMES.items()}
    page, sort, assigned = told.get("sida", "1"), told.get("ordning", "position"), told.get("tilldelad", "")
    target = told.get("mal", TARGETS[0])
    is_page = page.isascii() and page.isdigit() and 1 <= int(page[:8]) <= _MOST_PAGES
    if target not in TARGETS or sort not in SORTS or assigned not in {"", *ASSIGNED} or not is_page:
        raise BadRequest
    chosen = Choice(**codes, text=_opened(told.get("ord", "")))
    chosen = replace(chosen, without=frozenset(name for name in without if getattr(chosen, name)))
    return Asked(target, chosen, assigned, sort, told.get("fallande") == "1", int(page[:8]))


def from_form(told: QueryDict) -> Asked:
    """What the filter's form asks for, where the letters of a name are written out.

    Raises:
        CannotNarrow: the letters are too few, too many, or may be somebody's number.
    """
    found = asked(told)
    text = " ".join(told.get("text", "").split())
    if not text:
        return replace(found.leaving_out("text"), page=1)
    if _DIGITS.search(text):
        raise CannotNarrow("Ange bokstäver ur ett namn. Nummer slår du upp på sidan Sök.")
    if not _SHORTEST <= len(text) <= _LONGEST:
        raise CannotNarrow(f"Ange minst {_SHORTEST} och högst {_LONGEST} tecken av namnet.")
    return found.with_choice(text=text)


def _codes(name: str, told: list[str]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code for code in told if code))
    known = set(_BASES if name == "basis" else codes_of(_LISTS[name]) if name in _LISTS else codes)
    if not set(codes) <= known or any(len(code) > _LONGEST * 2 or _DIGITS.search(code) for code in codes):
        raise BadRequest
    return codes


def _opened(token: str) -> str:
    if not token:
        return ""
    try:
        return entity_of(settings.CONFIGURATION.key, _WORDS, token)
    except UnknownToken as error:
        raise BadRequest from error
