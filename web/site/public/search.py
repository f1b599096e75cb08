"""The search page and the list of homes for children: which activities there are, by name and by filters."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from web import wording
from web.site.components import PageLinks
from web.site.exported import Row
from web.site.public.register import Found, register
from web.site.register.asked import AFTER, CODED, LISTED, TEXT, Asked, PersonNumber, Wrong, read
from web.site.register.choosing import filters
from web.site.register.standing import Standing, standings
from web.site.request import PageRequest

_AT_ONCE = 50
_REFUSED = "nekad"
_COUNTED = {"public_search": ("verksamhet", "verksamheter"), "public_hvb": ("hem", "hem")}
#: The list of homes has places only, since form and status are given there.
_WANTED = {"public_hvb": ("lan", "kommun")}


@dataclass(frozen=True)
class Shown:
    """An activity as a row: the register's columns, and the decisions that stand."""

    row: Row
    standings: list[Standing]


def search(request: PageRequest) -> HttpResponse:
    """All activities, or those that are asked for."""
    return _page(request, "public_search", "public/search.html")


def hvb_list(request: PageRequest) -> HttpResponse:
    """Homes for children and young: HVB and stödboende that are open and take them in."""
    return _page(request, "public_hvb", "public/hvb.html")


def _page(request: PageRequest, name: str, template: str) -> HttpResponse:
    own = reverse(name)
    try:
        asked = read(request.GET)
    except PersonNumber:
        return HttpResponseRedirect(f"{own}?{_REFUSED}=1", status=303)
    except Wrong as wrong:
        if wrong.parameter != TEXT:
            raise BadRequest from wrong
        return HttpResponseRedirect(own, status=303)
    held = asked.listed_only() if name == "public_hvb" else asked
    opened = register()
    found = opened.found(held, request.GET.get(AFTER), _AT_ONCE)
    shown = {
        "day": opened.day,
        "own": own,
        "asked": asked,
        "is_asked": bool(asked.query()),
        "is_refused": _REFUSED in request.GET,
        "found": found,
        "said": wording.counted(found.total, *_COUNTED[name]),
        "rows": [Shown(row, standings(row)) for row in found.rows],
        "filters": filters(request.GET, _WANTED.get(name, tuple(CODED))),
        "links": _links(own, asked, found),
        "listed": LISTED,
    }
    return render(request, template, shown)


def _links(own: str, asked: Asked, found: Found) -> PageLinks:
    def at(after: str | None) -> str | None:
        return None if after is None else f"{own}?{asked.query(after)}"

    first = found.before + 1 if found.rows else 0
    return PageLinks(first, found.before + len(found.rows), found.total, at(found.previous), at(found.following))
