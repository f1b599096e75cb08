"""What has come in from municipalities, the latest first, with how far each has come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.identity import masked
from sources.intake.book import Submission
from sources.intake.contract import Completion, DeficiencyReport, Notification, StateChange, Withdrawal
from sources.intake.reported import sending_municipality
from tables.code_lists import labels_of
from web.site.components import Tab
from web.site.desk import notes
from web.site.inbox import officer
from web.site.municipality.receipts import ROWS, about, sent_page, what
from web.site.request import PageRequest

RECEIVED = "received"
#: What of the list is shown, by the word in the address.
_VIEWS = {"att-gora": "Att göra", "rapporter": "Rapporter", "register": "Anmälningar till registret", "allt": "Allt"}


@dataclass(frozen=True)
class Came:
    """Something that came in, as a row.

    Attributes:
        submission: as it was received.
        what: what it is.
        about: whom it is about, as the sender told it.
        sender: who sent it.
        state: how far it has come, in words.
        since: from when.
        n_completions: how often it has been completed.
        is_withdrawn: whether the sender has taken it back.
    """

    submission: Submission
    what: str
    about: str
    sender: str
    state: str
    since: dt.date
    n_completions: int
    is_withdrawn: bool


def listing(request: PageRequest) -> HttpResponse:
    """The list; a number that is sent opens that report."""
    if request.method == "POST":
        return _opened(request)
    received = officer.everything()
    view = request.GET.get("visa", "")
    view = view if view in _VIEWS else "att-gora"
    by_view = {name: _of(received, name) for name in _VIEWS}
    chosen = by_view[view]
    asked = request.GET.get("sida", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) <= 10_000 else 1
    rows = chosen[(number - 1) * ROWS : number * ROWS]
    request.entry.rows = len(rows)
    shown = {
        "rows": list(_rows(rows, received)),
        "tabs": [Tab(label, f"?visa={name}", name == view, len(by_view[name])) for name, label in _VIEWS.items()],
        "links": sent_page(number, len(chosen)),
        "view": view,
        "said": notes.said(request),
    }
    return render(request, "inbox/listing.html", shown)


def _opened(request: PageRequest) -> HttpResponse:
    wanted = request.POST.get("rapport", "").strip()
    request.entry.is_silent = True
    if not wanted or len(wanted) > 80 or masked(wanted) != wanted:
        notes.say(request, "Skriv rapportens nummer.")
        return HttpResponseRedirect(reverse("inbox"), status=303)
    return HttpResponseRedirect(reverse("inbox_report", kwargs={"report_id": wanted}), status=303)


def _of(received: Iterable[Submission], view: str) -> list[Submission]:
    """What belongs to a view, the latest first."""
    kinds: tuple[type, ...] = {"rapporter": (DeficiencyReport,), "register": (Notification,)}.get(
        view, (DeficiencyReport, Notification)
    )
    found = list(received)
    decided = {one.content.report_id for one in found if isinstance(one.content, StateChange)}
    if view == "att-gora":
        kinds = (DeficiencyReport,)
        found = [one for one in found if one.number not in decided]
    return [one for one in reversed(found) if isinstance(one.content, kinds)]


def _rows(rows: Iterable[Submission], received: list[Submission]) -> Iterable[Came]:
    states = {
        one.content.report_id: (one.content.state, one.day) for one in received if isinstance(one.content, StateChange)
    }
    completed = [one.content.receipt for one in received if isinstance(one.content, Completion)]
    withdrawn = {one.content.receipt for one in received if isinstance(one.content, Withdrawal)}
    labels, towns = labels_of("report_states"), labels_of("municipalities")
    for one in rows:
        state, since = states.get(one.number, (RECEIVED, one.day))
        code = sending_municipality(one)
        yield Came(
            one, what(one.content), about(one.content), towns[code] if code else "ingen angiven", labels[state],
            since, completed.count(one.number), one.number in withdrawn,
        )  # fmt: skip
