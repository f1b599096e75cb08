"""A report that came by telephone, e-mail or letter, registered by an officer through the municipalities' contract."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.intake.contract import DeficiencyReport
from sources.intake.person_names import Warning as Seen
from web.site.desk import notes
from web.site.inbox import officer
from web.site.municipality import sent
from web.site.municipality.contract_form import form_of
from web.site.municipality.drafting import FIELDS
from web.site.municipality.submitting import submit
from web.site.request import PageRequest

RegisterForm = form_of(DeficiencyReport, ("kind", "channel", "municipality_code", "enquiry_class", *FIELDS))


def register(request: PageRequest) -> HttpResponse:
    """The form; what is registered gets a number like everything else that comes in."""
    form = RegisterForm(request.POST or None, initial={"kind": "municipal_report", "subject_type": "provider"})
    warnings: list[Seen] = []
    if form.is_bound:
        receipt, warnings = submit(request, form, {}, officer.receive)
        if receipt is not None:
            notes.say(request, f"Rapporten är registrerad med nummer {receipt.number}.")
            return HttpResponseRedirect(reverse("inbox_report", kwargs={"report_id": receipt.number}), status=303)
    request.entry.is_silent = form.is_bound
    shown = {"form": form, "warnings": warnings, "key": request.POST.get(sent.KEY) or sent.new_key()}
    return render(request, "inbox/register.html", shown, status=422 if form.is_bound else 200)
