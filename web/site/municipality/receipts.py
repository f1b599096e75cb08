"""What a municipality has sent, and the receipt of each: number, time and contents, to be printed and kept."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sources.intake.book import Submission
from sources.intake.contract import Attaching, Completion, Content, DeficiencyReport, Notification
from tables.code_lists import labels_of
from web.site.components import PageLinks
from web.site.desk import notes
from web.site.municipality import sent
from web.site.municipality.activity import deadline_of
from web.site.municipality.own import own
from web.site.municipality.words import in_words
from web.site.request import PageRequest

#: Rows of one page.
ROWS = 50
_KINDS = {"report": "rapport om brist", "notification": "anmälan till registret", "completion": "komplettering"}


@dataclass(frozen=True)
class Shown:
    """Something sent, as a row: what it is called and whom it is about."""

    submission: Submission
    what: str
    about: str


def sent_page(number: int, total: int) -> PageLinks:
    """Links to the rows before and after."""
    first = (number - 1) * ROWS
    before = f"?sida={number - 1}" if number > 1 else None
    after = f"?sida={number + 1}" if first + ROWS < total else None
    return PageLinks(min(first + 1, total), min(first + ROWS, total), total, before, after)


def sent_list(request: PageRequest) -> HttpResponse:
    """All that the municipality has sent, the latest first."""
    everything = sent.everything(request)
    asked = request.GET.get("sida", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) <= 10_000 else 1
    rows = everything[(number - 1) * ROWS : number * ROWS]
    request.entry.rows = len(rows)
    shown = {
        "own": own(request),
        "rows": [Shown(one, what(one.content), about(one.content)) for one in rows],
        "links": sent_page(number, len(everything)),
        "said": notes.said(request),
    }
    return render(request, "municipality/sent.html", shown)


def receipt(request: PageRequest, receipt_id: str) -> HttpResponse:
    """One receipt."""
    mine, one = own(request), sent.find(request, receipt_id)
    if one is None:
        raise Http404
    content = one.content
    shown = {
        "own": mine,
        "one": one,
        "what": what(content),
        "pairs": in_words(content),
        "files": content.attachments if isinstance(content, Attaching) else (),
        "deadline": deadline_of(content) if isinstance(content, Notification) else None,
        "activity_id": content.activity_id if isinstance(content, Notification) and content.kind != "new" else None,
        "is_report": isinstance(content, DeficiencyReport),
        "completes": content.receipt if isinstance(content, Completion) else None,
    }
    return render(request, "municipality/receipt.html", shown)


def what(content: Content) -> str:
    """What kind of thing was sent."""
    if isinstance(content, Notification):
        return f"anmälan till registret: {labels_of('notification_kinds')[content.kind]}"
    return _KINDS.get(content.kind_of_content, content.kind_of_content)


def about(content: Any) -> str:
    """Whom it is about, as the sender told it."""
    if isinstance(content, Completion):
        return content.receipt
    for name in ("activity_id", "activity_name", "organisation_number", "actor_name"):
        if value := getattr(content, name, None):
            return "enskild näringsidkare" if value.startswith("P-") else str(value)
    return "–"
