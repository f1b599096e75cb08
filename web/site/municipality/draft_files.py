"""Files beside a draft: each is taken or refused by itself, and told so by its name."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.intake import attachments
from sources.intake.contract import MOST_ATTACHMENTS, Refused
from sources.intake.scanning import LABELS
from web.site.drafts.models import Draft, DraftFile, files_of
from web.site.municipality.drafting import found
from web.site.municipality.own import own
from web.site.municipality.steps import steps
from web.site.request import PageRequest

LARGEST_MB = attachments.LARGEST // 1_000_000
_ON = "vidare"
NONE_CHOSEN = "Välj minst en fil."


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    why: str


def files(request: PageRequest, draft_id: str) -> HttpResponse:
    """What is beside a draft; more is put there, or something is taken away."""
    mine = own(request)
    one = found(mine, draft_id)
    refused: list[Refusal] = []
    if request.method == "POST":
        is_on = _ON in request.POST
        if digest := request.POST.get("ta_bort"):
            files_of(one).filter(sha256=digest).delete()
        elif not is_on or request.FILES:
            refused = _put(one, request.FILES.getlist("filer"))
        if not refused:
            following = "report_send" if is_on else "report_files"
            return HttpResponseRedirect(reverse(following, kwargs={"draft_id": draft_id}), status=303)
    shown = {
        "own": mine,
        "draft": one,
        "files": [(file, LABELS.get(file.state, file.state)) for file in files_of(one)],
        "refused": refused,
        "most": MOST_ATTACHMENTS,
        "largest": LARGEST_MB,
        "steps": steps(one, "bilagor"),
    }
    return render(request, "municipality/draft_files.html", shown, status=422 if refused else 200)


def taken(file: "UploadedFile[Any]") -> attachments.Attachment:
    """Keep a file that was sent.

    Raises:
        Refused: it is not taken.
    """
    told = settings.CONFIGURATION
    return attachments.store(
        told.home,
        file.chunks(),
        name=file.name or "",
        declared_type=file.content_type or "",
        scan_command=told.scan_command,
    )


def sent_files(request: PageRequest) -> tuple[tuple[str, ...], list[Refusal]]:
    """The digests of files sent with a form, now and when it was sent before, and what was not taken."""
    refused, digests = [], list(request.POST.getlist("sparad"))
    for file in request.FILES.getlist("filer"):
        try:
            digests.append(taken(file).sha256)
        except Refused as fault:
            refused.append(Refusal(file.name or "", said_of(fault)))
    return tuple(dict.fromkeys(digests))[:MOST_ATTACHMENTS], refused


def said_of(fault: Refused) -> str:
    """Why a file was not taken."""
    return " ".join(one.remedy for one in fault.faults)


def _put(one: Draft, sent: "list[UploadedFile[Any]]") -> list[Refusal]:
    if not sent:
        return [Refusal("", NONE_CHOSEN)]
    refused = []
    for file in sent:
        if files_of(one).count() >= MOST_ATTACHMENTS:
            refused.append(Refusal(file.name or "", f"Högst {MOST_ATTACHMENTS} filer kan bifogas."))
            continue
        try:
            kept = taken(file)
        except Refused as fault:
            refused.append(Refusal(file.name or "", said_of(fault)))
            continue
        about = {"name": kept.name, "kind": kept.media_type, "size": kept.size, "state": kept.state}
        DraftFile.objects.update_or_create(draft=one, sha256=kept.sha256, defaults=about)
    return refused
