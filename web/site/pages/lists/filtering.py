"""What the filter of the list shows: what it can be narrowed by, what it is narrowed by, and why nothing is left."""

from collections.abc import Mapping
from dataclasses import dataclass

from web import wording
from web.reading import Facet, ListPage
from web.reading.columns import Columns
from web.site.access.models import User
from web.site.pages.lists.asked import ASSIGNED, NAMES, Asked
from web.site.pages.lists.state import narrowed

LABELS: Mapping[str, str] = {
    "division": "Avdelning",
    "county_code": "Län",
    "municipality_code": "Kommun",
    "form_code": "Form",
    "operator_type": "Driftsform",
    "band": "Band",
    "flag": "Att åtgärda",
    "basis": "Underlag",
}
_BASES: Mapping[str, str] = {
    "ranked": "rangordnad",
    "insufficient": "otillräckligt underlag",
    "sole_trader": "enskild näringsidkare, rangordnas inte",
}
_LISTS = {
    "division": "regional_divisions",
    "county_code": "counties",
    "municipality_code": "municipalities",
    "form_code": "forms",
    "operator_type": "operator_types",
    "band": "bands",
}
#: More codes than this are not offered until something else narrows them.
_MOST_CODES = 60


@dataclass(frozen=True)
class Panel:
    """One thing that the list can be narrowed by.

    Attributes:
        name: in addresses.
        label: on the page.
        facets: codes with counts; none where there are too many to offer.
        chosen: how many of them are chosen.
        is_without: whether the chosen are left out instead of kept.
    """

    name: str
    label: str
    facets: tuple[Facet, ...]
    chosen: int
    is_without: bool


@dataclass(frozen=True)
class Chip:
    """Something that narrows, and the query without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Emptied:
    """Why a list is empty.

    Attributes:
        by: what took the last row away.
        ways: what can be taken away, with the rows that would be left and the query.
    """

    by: str
    ways: tuple[tuple[str, int, str], ...]


def panels(page: ListPage, at: Asked) -> list[Panel]:
    """What the list can be narrowed by."""
    found = []
    for name, short in NAMES.items():
        codes = getattr(at.choice, name)
        facets = page.facets.get(name, ())
        if name == "basis":
            facets = tuple(Facet(one.code, _BASES[one.code], one.n, one.is_chosen) for one in facets)
        offered = facets if len(facets) <= _MOST_CODES else tuple(one for one in facets if one.is_chosen)
        found.append(Panel(short, LABELS[name], offered, len(codes), name in at.choice.without))
    return found


def chips(at: Asked) -> list[Chip]:
    """What narrows the list, each with the query that takes it away."""
    found = []
    for name in NAMES:
        codes = getattr(at.choice, name)
        word = f"inte {LABELS[name].lower()}" if name in at.choice.without else LABELS[name].lower()
        for code in codes:
            left = at.with_choice(**{name: tuple(one for one in codes if one != code)})
            found.append(Chip(f"{wording.sentence(word)}: {label(name, code)}", left.query))
    if at.choice.text:
        found.append(Chip(f"Namnet innehåller ”{at.choice.text}”", at.leaving_out("text").query))
    if at.assigned:
        found.append(Chip(_assigned(at), at.leaving_out("assigned").query))
    return found


def label(name: str, code: str) -> str:
    """A code in words."""
    if name == "basis":
        return _BASES[code]
    return wording.label(_LISTS[name], code) if name in _LISTS else code


def _assigned(at: Asked) -> str:
    return "Står på den senaste planen" if at.assigned == "plan" else f"Tilldelad: {ASSIGNED[at.assigned]}"


def emptied(columns: Columns, user: User, at: Asked) -> Emptied | None:
    """Which of the filters took the last row away, in the order they stand, and what is left without each."""
    names = at.narrowed_by
    first = next((n for n in range(1, len(names) + 1) if not _left(columns, user, at.only(names[:n]))), None)
    if first is None:
        return None
    ways = []
    for name in names:
        without = at.leaving_out(name)
        if left := _left(columns, user, without):
            ways.append((_called(at, name), left, without.query))
    return Emptied(_called(at, names[first - 1]), tuple(ways))


def _left(columns: Columns, user: User, at: Asked) -> int:
    return columns.total(narrowed(user, at, at.choice))


def _called(at: Asked, name: str) -> str:
    return ", ".join(one.label for one in chips(at.only((name,))))
