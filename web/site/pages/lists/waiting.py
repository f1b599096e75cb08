"""What waits whatever the score: rules with a clock, events to watch, and permit cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render

from tables.code_lists import codes_of, labels_of
from web import work
from web.listing import TARGETS
from web.reading import case_page, work_page
from web.site import run
from web.site.access.fields import FieldGroup, for_role, sees
from web.site.components import Tab
from web.site.pages.lists.paging import address, code_of, links, page_of
from web.site.pages.lists.tabs import tabs
from web.site.request import PageRequest

_HEADINGS: Mapping[str, str] = {"rule": "Att åtgärda", "watch": "Att bevaka"}
_SHORT = {"Q": "Vårdens kvalitet", "W": "Välfärdsbrott", "R": "Register"}
_NAMES: Mapping[str, str] = {"slag": "work_item_kinds", "avdelning": "regional_divisions", "form": "forms"}
NAME_HIDDEN = "namn visas inte för din roll"


@dataclass(frozen=True)
class Option:
    """One thing to choose in a filter; `n` where it is counted."""

    code: str
    label: str
    is_chosen: bool
    n: int | None = None


def rules(request: PageRequest) -> HttpResponse:
    """Facts with a consequence in law, what is most overdue first."""
    return _work(request, "rule")


def watched(request: PageRequest) -> HttpResponse:
    """Events to keep an eye on for some time."""
    return _work(request, "watch")


def _work(request: PageRequest, name: str) -> HttpResponse:
    store = run.reading()
    told = {
        "slag": code_of(request.GET, "slag", codes_of("work_item_kinds")),
        "avdelning": code_of(request.GET, "avdelning", codes_of("regional_divisions")),
    }
    page = work_page(store, work_list=name, kind=told["slag"], division=told["avdelning"], page=page_of(request.GET))
    role = request.user.current_role
    items = list(page.items)
    if not sees(role, FieldGroup.IDENTITY):
        items = [replace(item, name=NAME_HIDDEN, actor_number=None) for item in items]
    request.entry.rows = len(items)
    shown = {
        "tabs": tabs(store, name, role),
        "heading": _HEADINGS[name],
        "how_to_read": work.HOW_TO_READ,
        "page": page,
        "items": [(item, _actor(item.actor_number)) for item in items],
        "has_clock": name == "rule",
        "kinds": [Option(one.code, one.label, one.is_chosen, one.n) for one in page.kinds],
        "divisions": [Option(one.code, one.label, one.is_chosen, one.n) for one in page.divisions],
        "chips": chips(told),
        "links": links(page.paged, told),
    }
    return render(request, "page/work.html", shown)


def permits(request: PageRequest) -> HttpResponse:
    """Permit cases that wait, highest partial score first, then the oldest."""
    store = run.reading()
    target = code_of(request.GET, "mal", TARGETS) or "W"
    told = {
        "mal": target,
        "avdelning": code_of(request.GET, "avdelning", codes_of("regional_divisions")),
        "form": code_of(request.GET, "form", codes_of("forms")),
    }
    page = case_page(store, target, division=told["avdelning"], form=told["form"], page=page_of(request.GET))
    cases = for_role(request.user.current_role, page.cases)
    request.entry.rows = len(cases)
    shown = {
        "tabs": tabs(store, "permits", request.user.current_role, target),
        "targets": [Tab(_SHORT[one], address({**told, "mal": one}), one == target) for one in TARGETS],
        "page": page,
        "cases": cases,
        "divisions": options("regional_divisions", told["avdelning"]),
        "forms": options("forms", told["form"]),
        "target": target,
        "chips": chips(told),
        "links": links(page.paged, told),
    }
    return render(request, "page/permits.html", shown)


def options(code_list: str, chosen: str | None) -> list[Option]:
    """Every code of a list to choose among."""
    return [Option(code, label, code == chosen) for code, label in labels_of(code_list).items()]


def chips(told: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """What narrows a list, each with the address without it."""
    found = []
    for name, code in told.items():
        if code and name in _NAMES:
            label = labels_of(_NAMES[name]).get(code, code)
            found.append((f"{name.capitalize()}: {label}", address({**told, name: None}) or "?"))
    return found


def _actor(number: str | None) -> str | None:
    """The id of an actor from its number, where it is a legal person."""
    return number.replace("-", "") if number and number[:1].isdigit() else None
