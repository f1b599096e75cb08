"""The yearly inspections that homes for children must have, by the last day for each; done whatever the score."""

import datetime as dt
import json
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from tables.code_lists import codes_of
from web.reading import Choice, Reading, list_day
from web.reading.beside import duties
from web.reading.columns import columns_of
from web.site import run
from web.site.pages.lists import drawn, state
from web.site.pages.lists.paging import code_of, links, page_of, part
from web.site.pages.lists.rows import Shown, shown
from web.site.pages.lists.tabs import tabs
from web.site.pages.lists.waiting import chips, options
from web.site.request import PageRequest

_LIST = "Q"


@dataclass(frozen=True)
class Due:
    """One home; `days_late` is how long ago the last day was, below zero where it is to come."""

    last_day: dt.date
    days_late: int
    shown: Shown
    plan_id: str | None

    @property
    def days_left(self) -> int:
        """How many days are left."""
        return -self.days_late


def duty(request: PageRequest) -> HttpResponse:
    """The homes in the order of their last days."""
    store = run.reading()
    day = state.day_of(store)
    told = {
        "avdelning": code_of(request.GET, "avdelning", codes_of("regional_divisions")),
        "form": code_of(request.GET, "form", codes_of("forms")),
    }
    division, form = told["avdelning"], told["form"]
    choice = Choice(division=(division,) if division else (), form_code=(form,) if form else ())
    listed = list_day(store, _LIST, day)
    found = _due(store, listed, day, choice)
    paged, rows = part(found, page_of(request.GET))
    role, home = request.user.current_role, settings.CONFIGURATION.home
    plan = drawn.newest(home, _LIST)
    planned = {name for name, arm in drawn.arms_of(home, plan).items() if arm == "duty"}
    positions = [position for position, _ in rows]
    lines = [
        Due(last, (day - last).days, one, plan.plan_id if plan and one.row.activity_id in planned else None)
        for (_, last), one in zip(rows, _in_order(store, listed, positions, request), strict=True)
    ]
    request.entry.rows = len(lines)
    told_to_page = {
        "tabs": tabs(store, "duty", role),
        "rows": lines,
        "day": day,
        "n_late": sum(last < day for _, last in found),
        "paged": paged,
        "divisions": options("regional_divisions", told["avdelning"]),
        "forms": options("forms", told["form"]),
        "chips": chips(told),
        "links": links(paged, told),
    }
    return render(request, "page/duty.html", told_to_page)


def _due(store: Reading, listed: dt.date, day: dt.date, choice: Choice) -> list[tuple[int, dt.date]]:
    """Places in the list and last days, the earliest day first."""
    days = duties(store, day)
    columns = columns_of(store, _LIST, listed)
    left = columns.mask(choice)
    sql = (
        "SELECT activity_id, position FROM listed WHERE day = ? AND target = ? "
        "AND activity_id IN (SELECT value FROM json_each(?))"
    )
    key = [listed.isoformat(), _LIST, json.dumps(list(days))]
    places = store.once(("duty places", day), lambda: dict(store.asked(sql, key)))
    rows = np.searchsorted(columns.positions, np.array(list(places.values()), dtype=np.int32))
    kept = dict(zip(places, left[rows].tolist(), strict=True))
    return [(places[name], last) for name, last in days.items() if kept.get(name)]


def _in_order(store: Reading, day: dt.date, positions: list[int], request: PageRequest) -> list[Shown]:
    return shown(store, _LIST, day, positions, request.user.current_role, state.marked(request.user, _LIST))
