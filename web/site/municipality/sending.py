"""Looking a draft through and sending it: what may be the name of a person has to be acknowledged first."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.intake import contract, warnings_of
from sources.intake.book import KeyReused
from sources.intake.contract import Content, Fault, Refused
from sources.intake.scanning import LABELS
from web.site.drafts.models import Draft, files_of
from web.site.municipality import sent
from web.site.municipality.drafting import FIELDS, found
from web.site.municipality.own import own
from web.site.municipality.steps import steps
from web.site.municipality.submitting import acknowledged
from web.site.municipality.words import in_words
from web.site.request import PageRequest

_USED = Fault("", "key_reused", "Rapporten är redan skickad. Kvittensen finns under Skickat.")


def review(request: PageRequest, draft_id: str) -> HttpResponse:
    """Everything that is about to be sent, and the button that sends it."""
    mine = own(request)
    try:
        one = found(mine, draft_id)
    except Http404:
        if request.method == "POST" and (number := _already(request)):
            return _to(number)
        raise
    content, faults = _content(request, one)
    if request.method == "POST" and content is not None:
        try:
            number = sent.receive(request, one.key[-32:], content).number
        except Refused as refused:
            faults = refused.faults
        except KeyReused:
            faults = (_USED,)
        else:
            one.delete()
            request.entry.rows = 1
            return _to(number)
    request.entry.is_silent = request.method == "POST"
    shown = {
        "own": mine,
        "draft": one,
        "key": one.key[-32:],
        "pairs": in_words(content) if content else [],
        "faults": [_placed(fault) for fault in faults],
        "warnings": warnings_of(content) if content else [],
        "files": [(file, LABELS.get(file.state, file.state)) for file in files_of(one)],
        "steps": steps(one, "granska"),
    }
    return render(request, "municipality/review.html", shown, status=422 if request.method == "POST" else 200)


def _already(request: PageRequest) -> str | None:
    """The receipt of a report that was sent before, by a form that is sent once more when its draft is gone."""
    number = sent.number_of(request, sent.key_of(request))
    return number if sent.find(request, number) else None


def _content(request: PageRequest, one: Draft) -> tuple[Content | None, tuple[Fault, ...]]:
    told = {name: value for name, value in one.told.items() if name in FIELDS}
    files = tuple(file.sha256 for file in files_of(one))
    try:
        return contract.read("report", {**told, "attachments": files, **acknowledged(request)}), ()
    except Refused as refused:
        return None, refused.faults


def _placed(fault: Fault) -> tuple[str, str]:
    """The id of the field that is to be put right, in the first step, and what to do."""
    if fault.rule == "unacknowledged_warning":
        return "", "Bekräfta varningen nedan, eller ändra texten."
    return fault.field.partition(".")[0], fault.remedy


def _to(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("receipt", kwargs={"receipt_id": number}), status=303)
