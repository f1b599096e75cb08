"""The delivered lines behind one value: file, line, days, how it is worked out, and what it is compared with."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tables.code_lists import labels_of
from web import queries
from web import subject as known
from web.evidence import NoSuchIndicator
from web.explanation import Value
from web.finding import CannotSearch
from web.listing import day_of
from web.reading import Reading, value_page
from web.site import run
from web.site.request import PageRequest
from web.site.subject import addresses, peers
from web.site.subject.groups import groups_around

#: Lines on one page; all are counted.
MOST = 200


def of_actor(request: PageRequest, actor_id: str, indicator_id: str) -> HttpResponse:
    """Of an actor's value."""
    store = run.reading()
    who = known.identity(store, actor_id, day_of(store, None))
    if who is None:
        raise Http404
    return _lines(request, actor_id, indicator_id, who.name or who.number, addresses.subject("actor", actor_id))


def of_activity(request: PageRequest, activity_id: str, indicator_id: str) -> HttpResponse:
    """Of an activity's value."""
    store = run.reading()
    frame = queries.activity(store, activity_id, day_of(store, None))
    if frame.is_empty():
        raise Http404
    one = known.activity(frame.row(0, named=True))
    return _lines(
        request, activity_id, indicator_id, one.name or activity_id, addresses.subject("activity", activity_id)
    )


def of_municipality(request: PageRequest, code: str, indicator_id: str) -> HttpResponse:
    """Of a municipality's value."""
    name = labels_of("municipalities").get(code)
    if name is None:
        raise Http404
    return _lines(request, code, indicator_id, name, "")


def _lines(request: PageRequest, entity_id: str, indicator_id: str, name: str, link: str) -> HttpResponse:
    store = run.reading()
    try:
        found = value_page(store, indicator_id, entity_id)
    except (NoSuchIndicator, CannotSearch) as error:
        raise Http404 from error
    request.entry.rows = len(found.lines)
    beside = _beside_peers(store, found.value)
    shown = {
        "found": found,
        "lines": found.lines[:MOST],
        "n_lines": len(found.lines),
        "value": found.value,
        "shown": beside,
        "groups": groups_around(store, beside.value) if beside and beside.quartiles else (),
        "definition": addresses.definition(indicator_id),
        "name": name,
        "link": link,
    }
    return render(request, "page/rows_behind.html", shown)


def _beside_peers(store: Reading, value: Value | None) -> peers.ShownValue | None:
    return None if value is None else peers.shown_value(value, peers.spread_of(store, value))
