"""What officers decide about a report: the state it enters, and which other reports are about the same."""

from collections.abc import Callable, Sequence

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sources.intake.book import KeyReused
from sources.intake.contract import Content, Fault, Refused, SameMatter, read
from web.site.desk import notes
from web.site.inbox import officer
from web.site.inbox.decision_forms import JoinForm, StateForm
from web.site.inbox.report import found, shown
from web.site.municipality import sent
from web.site.request import PageRequest

_NEXT_RUN = "Det räknas från och med nästa körning."
Refuse = Callable[[Sequence[Fault]], None]


def state(request: PageRequest, report_id: str) -> HttpResponse:
    """Let the report enter a state."""
    one, traced = found(report_id)
    form = StateForm(request.POST)
    content = form.read({"report_id": report_id, "by_role": officer.role_of(request)})
    if content is not None and _received(request, content, form.refuse):
        notes.say(request, f"Läget är ändrat. {_NEXT_RUN}")
        return _back(report_id)
    return shown(request, report_id, one, traced, state_form=form)


def join(request: PageRequest, report_id: str) -> HttpResponse:
    """Let reports be one matter, or not after all."""
    one, traced = found(report_id)
    known = [(name, name) for name in request.POST.getlist("others")]
    form = JoinForm(request.POST, choices=known)
    if form.is_valid() and _joined(request, report_id, form):
        notes.say(request, f"Sammanföringen är antecknad. {_NEXT_RUN}")
        return _back(report_id)
    return shown(request, report_id, one, traced, join_form=form)


def _joined(request: PageRequest, report_id: str, form: JoinForm) -> bool:
    chosen = [*form.cleaned_data["others"], form.cleaned_data["number"].strip()]
    others = [name for name in dict.fromkeys(chosen) if name and name != report_id]
    if not others:
        form.add_error("others", "Välj minst en rapport, eller skriv ett nummer.")
        return False
    told = {
        "report_ids": (report_id, *others),
        "joins": not form.cleaned_data["undo"],
        "because": form.cleaned_data["because"],
        "by_role": officer.role_of(request),
    }
    try:
        content = read(SameMatter.kind_of_content, told)
    except Refused as refused:
        _refuse(form, refused.faults)
        return False
    return _received(request, content, lambda faults: _refuse(form, faults))


def _refuse(form: forms.Form, faults: Sequence[Fault]) -> None:
    for fault in faults:
        form.add_error("because" if fault.field == "because" else "number", fault.remedy)


def _received(request: PageRequest, content: Content, refuse: Refuse) -> bool:
    """Whether it was received, now or by the same form before."""
    try:
        officer.receive(request, sent.key_of(request), content)
    except Refused as refused:
        refuse(refused.faults)
        return False
    except KeyReused:
        return True
    request.entry.rows = 1
    return True


def _back(report_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("inbox_report", kwargs={"report_id": report_id}), status=303)
