"""The prioritised list: a page of it, narrowed and sorted, and what somebody does with it."""

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from web import wording
from web.listing import TARGETS
from web.reading import SORTS, Choice, Paged, Reading, list_page
from web.reading.columns import columns_of
from web.site import run
from web.site.access.roles import Role
from web.site.components import PageLinks, Tab
from web.site.desk import notes as desk
from web.site.desk.models import SavedView
from web.site.opaque import token_of
from web.site.pages.lists import filtering, state
from web.site.pages.lists.asked import ASSIGNED, Asked, CannotNarrow, asked, from_form
from web.site.pages.lists.rows import BANDS, Shown, shown
from web.site.pages.lists.tabs import tabs
from web.site.repeated import drawn
from web.site.request import PageRequest

_SHORT = {"Q": "Vårdens kvalitet", "W": "Välfärdsbrott och oseriösa aktörer", "R": "Register och anmälningar"}
_NEAR = 2
#: Rows that a process keeps as they were drawn: some megabytes, and the first pages of every list.
_MOST_DRAWN = 4_000


def ranked(request: PageRequest) -> HttpResponse:
    """A page of the list; a filter that is sent leads to the address of what it asks for."""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(f"{reverse('list')}?{from_form(request.POST).query}", status=303)
        except CannotNarrow as fault:
            at, wrong = asked(request.POST).leaving_out("text"), str(fault)
    else:
        at, wrong = asked(request.GET), ""
    return _page(request, at, wrong)


def _page(request: PageRequest, at: Asked, wrong: str) -> HttpResponse:
    store = run.reading()
    choice = state.choice_of(request.user, at)
    page = list_page(
        store, at.target, None, choice, sort=at.sort, descending=at.descending, page=at.page, with_rows=False
    )
    if at.page > page.paged.pages:
        return HttpResponseRedirect(f"{reverse('list')}?{at.at(page.paged.pages).query}")
    day = page.as_of
    columns = columns_of(store, at.target, day)
    size = page.paged.per_page
    positions = columns.page(choice, at.sort, (at.page - 1) * size, size, descending=at.descending)
    role = request.user.current_role
    rows = shown(store, at.target, day, positions, role, state.marked(request.user, at.target))
    request.entry.rows = len(rows)
    n_ranked = int(columns.counts(Choice()).facets["basis"].get("ranked", 0))
    told = {
        "at": at,
        "page": page,
        "rows": [_drawn(request, store, (at.target, day, n_ranked), one) for one in rows],
        "caption": f"{_SHORT[at.target]}, ordnad efter {SORTS[at.sort]}",
        "name_sort": next((headings(at)[one][2] for one in ("activity_name", "actor_name") if at.sort == one), ""),
        "said": desk.said(request),
        "wrong": wrong,
        "tabs": tabs(store, _tab(at), role, at.target),
        "targets": [Tab(_SHORT[one], f"?{_other(at, one).query}", one == at.target) for one in TARGETS],
        "n_ranked": n_ranked,
        "panels": filtering.panels(page, at),
        "chips": filtering.chips(at),
        "headings": headings(at),
        "links": _links(at, page.paged),
        "numbers": _numbers(at, page.paged.pages),
        "emptied": None if rows else filtering.emptied(columns, request.user, at),
        "held": state.held_sentence(at.target),
        **_around(request, at),
    }
    return render(request, "page/list.html", told, status=422 if wrong else 200)


def _around(request: PageRequest, at: Asked) -> dict[str, object]:
    """What stands around the rows, whichever they are."""
    return {
        "assigned": [(code, label, code == at.assigned) for code, label in ASSIGNED.items()],
        "bands": BANDS,
        "how_to_read": wording.HOW_TO_READ,
        "saved": SavedView.objects.filter(user=request.user),
        "may_take": _may_take(request),
        "heading": heading(at),
    }


def _may_take(request: PageRequest) -> bool:
    return request.user.current_role is Role.INSPECTOR and bool(request.user.own_regions)


def _drawn(request: PageRequest, store: Reading, of: tuple[str, dt.date, int], one: Shown) -> str:
    """A row as it stands on the page. A run never changes, so a row that was drawn lately is there already."""
    kept: dict[object, str] = store.once("rows drawn", dict)
    target, day, n_ranked = of
    token, may_take, role = _token(one, request), _may_take(request), request.user.current_role
    key = (target, day, one.row.activity_id, role, one.marks, token, may_take)
    found = kept.get(key)
    if found is None:
        told = {"one": one, "token": token, "may_take": may_take, "n_ranked": n_ranked, "user": request.user}
        found = drawn("list_row.html", **told)
        if len(kept) >= _MOST_DRAWN:
            kept.clear()
        kept[key] = found
    return found


def _token(one: Shown, request: PageRequest) -> str:
    """What a row is ticked by, where the one who asks works in its division."""
    own = {wording.label("regional_divisions", code) for code in request.user.own_regions}
    is_own = one.row.division in own
    return token_of(settings.CONFIGURATION.key, "activity", one.row.activity_id) if is_own else ""


def heading(at: Asked) -> str:
    """What the list is called."""
    return _SHORT[at.target]


def headings(at: Asked) -> dict[str, tuple[str, str, str]]:
    """Way of sorting → its label, the query that sorts by it, and `aria-sort` where it does."""
    way = "descending" if at.descending else "ascending"
    return {
        sort: (wording.sentence(label), at.sorted_by(sort).query, way if sort == at.sort else "")
        for sort, label in SORTS.items()
    }


def _tab(at: Asked) -> str:
    only = at.choice.basis == ("insufficient",) and "basis" not in at.choice.without
    return "insufficient" if only else "list"


def _other(at: Asked, target: str) -> Asked:
    return replace(at, target=target, page=1)


def _links(at: Asked, paged: Paged) -> PageLinks:
    page, pages = at.page, paged.pages
    return PageLinks(
        paged.first,
        paged.last,
        paged.total,
        f"?{at.at(page - 1).query}" if page > 1 else None,
        f"?{at.at(page + 1).query}" if page < pages else None,
    )


def _numbers(at: Asked, pages: int) -> list[tuple[int | None, str]]:
    """The first pages, those around this one, and the last; a gap is `None`."""
    wanted = sorted({1, pages, *range(max(1, at.page - _NEAR), min(pages, at.page + _NEAR) + 1)})
    found: list[tuple[int | None, str]] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number > before + 1:
            found.append((None, ""))
        found.append((number, f"?{at.at(number).query}"))
    return found


def back_to(told: str) -> str:
    """The address of a list that a form came from, made anew from what it asks for."""
    return f"{reverse('list')}?{asked(QueryDict(told)).query}"
