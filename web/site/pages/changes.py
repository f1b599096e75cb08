"""Förändringar: who has moved since the run before or in a year; what happened, what became known, or the rules."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tables.code_lists import labels_of
from web import changes as moved
from web import wording
from web.reading import ListRow, Reading, changes_page
from web.site import run
from web.site.access.fields import for_role
from web.site.components import Tab
from web.site.request import PageRequest

_TARGET, _SPAN = "Q", "last_run"
#: How many of those that have moved most are shown, each way.
_MOST_SHOWN = 30
_GOING = frozenset({"↑", "↓"})


def changes(request: PageRequest, target: str = _TARGET, span: str = "") -> HttpResponse:
    """What has moved in one list, for one span."""
    targets, spans = labels_of("targets"), labels_of("trend_spans")
    if target not in targets or (span and span not in spans):
        raise Http404
    store = run.reading()
    before = store.once("run before", lambda: moved.run_before(store))
    span = span or (_SPAN if before else next(one for one in spans if one != _SPAN))
    page = store.once(("changes", target, span), lambda: changes_page(store, target, span))
    role = request.user.current_role
    shown: dict[str, Any] = {
        "page": page,
        "up": for_role(role, _with_direction(page.up, page.span_label)),
        "down": for_role(role, _with_direction(page.down, page.span_label)),
        "parts": store.once(("parts", target, span), lambda: moved.parts(store, target, span)),
        "obstacles": store.once(("obstacles", target, span), lambda: moved.obstacles(store, target, span)),
        "targets": [
            Tab(wording.sentence(label), reverse("changes_of", args=[code, span]), code == target)
            for code, label in targets.items()
        ],
        "spans": [
            Tab(wording.sentence(label), reverse("changes_of", args=[target, code]), code == span)
            for code, label in spans.items()
        ],
        "is_last_run": span == _SPAN,
    }
    if before and span == _SPAN:
        shown |= _against(store, before, target)
    request.entry.rows = len(shown["up"]) + len(shown["down"])
    return render(request, "page/changes.html", shown)


def _with_direction(rows: tuple[ListRow, ...], span: str) -> list[ListRow]:
    """Those whose trend is said to go somewhere; a small change counts as none."""
    going = [row for row in rows if any(one.span == span and one.arrow in _GOING for one in row.trends)]
    return going[:_MOST_SHOWN]


def _against(store: Reading, before: str, target: str) -> dict[str, Any]:
    return {
        "since": store.once(("since", target), lambda: moved.since(store, before, target)),
        "sources": store.once("source changes", lambda: moved.sources(store, before)),
        "rules": store.once("rule changes", lambda: moved.rules(store, before)),
    }
