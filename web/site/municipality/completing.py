"""Adding to a report that has been sent: a text, files, or both."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.intake.contract import MOST_ATTACHMENTS, Completion
from sources.intake.person_names import Warning as Seen
from web.site.municipality import sent
from web.site.municipality.contract_form import form_of
from web.site.municipality.draft_files import LARGEST_MB, Refusal, sent_files
from web.site.municipality.reports import found
from web.site.municipality.submitting import submit
from web.site.request import PageRequest

CompletionForm = form_of(Completion, ("text", "contact"))


def complete(request: PageRequest, report_id: str) -> HttpResponse:
    """The form; what is sent gets a receipt of its own."""
    mine, _, submission = found(request, report_id)
    if submission is None:
        raise Http404
    form = CompletionForm(request.POST or None)
    digests: tuple[str, ...] = ()
    refused: list[Refusal] = []
    warnings: list[Seen] = []
    if form.is_bound:
        digests, refused = sent_files(request)
        if not refused:
            receipt, warnings = submit(request, form, {"receipt": report_id, "attachments": digests})
            if receipt is not None:
                return HttpResponseRedirect(reverse("receipt", kwargs={"receipt_id": receipt.number}), status=303)
    request.entry.is_silent = form.is_bound
    shown = {
        "own": mine,
        "report_id": report_id,
        "form": form,
        "refused": refused,
        "warnings": warnings,
        "most": MOST_ATTACHMENTS,
        "largest": LARGEST_MB,
        "kept": digests,
        "key": request.POST.get(sent.KEY) or sent.new_key(),
    }
    return render(request, "municipality/complete.html", shown, status=422 if form.is_bound else 200)
