"""The forms in which a municipality notifies the register: of changes, stops, resumptions, closures, new activities."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.intake.contract import MOST_ATTACHMENTS, Notification
from sources.intake.person_names import Warning as Seen
from tables.exports.party import OwnActivity
from web.site.municipality import sent
from web.site.municipality.activities import found
from web.site.municipality.activity import NOTIFY_AS
from web.site.municipality.contract_form import ContractForm, form_of
from web.site.municipality.draft_files import LARGEST_MB, sent_files
from web.site.municipality.own import Own, Row, own
from web.site.municipality.submitting import submit
from web.site.request import PageRequest

_FACTS = (
    "activity_name", "form_code", "orientation", "target_groups", "age_from", "age_to", "max_places",
    "municipality_code", "address", "address_protected", "manager_number",
)  # fmt: skip
_LAST = ("contact", "attachment_expected")
_FORMS: Mapping[str, type[ContractForm]] = {
    "change": form_of(Notification, ("effective_date", *_FACTS, "emptied", *_LAST)),
    **{kind: form_of(Notification, ("effective_date", *_LAST)) for kind in ("temporary_stop", "resume", "closure")},
    "new": form_of(Notification, ("effective_date", *_FACTS, *_LAST), {"activity_name": "Namn"}),
}
_LEADS = {
    "change": "Fyll i dagen och det som har ändrats. Det du lämnar tomt står kvar som det är.",
    "temporary_stop": "Stoppet gäller tills du anmäler att verksamheten har återupptagits eller lagts ned.",
    "resume": "Anmäl när verksamheten är i gång igen.",
    "closure": "En nedlagd verksamhet tas ur registrets öppna verksamheter. Den kan inte återupptas.",
    "new": "Anmäl verksamheten innan den startar. Den får ett id i registret när anmälan är behandlad.",
}
#: Whether it is new → what the day of it is.
_WHEN = {False: "Dagen då det genomfördes.", True: "Dagen då verksamheten startar."}
#: Field → the column of the register that holds what it is now.
_NOW = {
    "activity_name": "activity_name",
    "form_code": "form_code_text",
    "max_places": "max_places",
    "municipality_code": "site_municipality_code_text",
}


def notify(request: PageRequest, activity_id: str, kind: str) -> HttpResponse:
    """Notify of one of the municipality's own activities."""
    mine = own(request)
    row = found(mine, activity_id)
    if kind not in _FORMS or kind == "new" or not row["is_open"]:
        raise Http404
    form = _FORMS[kind](request.POST or None)
    _tell_what_is_now(form, row)
    return _answer(request, mine, form, {"kind": kind, "activity_id": activity_id}, row)


def notify_new(request: PageRequest) -> HttpResponse:
    """Notify of a new activity of the municipality."""
    mine = own(request)
    parties = {row["party_id"] for row in mine.rows(OwnActivity)}
    form = _FORMS["new"](request.POST or None, initial={"municipality_code": mine.municipality})
    told = {"kind": "new", "organisation_number": min(parties)} if parties else {"kind": "new"}
    return _answer(request, mine, form, told, None)


def _answer(request: PageRequest, mine: Own, form: ContractForm, told: dict[str, Any], row: Row | None) -> HttpResponse:
    form.fields["effective_date"].help_text = _WHEN[row is None]
    warnings: list[Seen] = []
    digests, refused = sent_files(request) if form.is_bound else ((), [])
    if form.is_bound and not refused:
        receipt, warnings = submit(request, form, {**told, "attachments": digests})
        if receipt is not None:
            return HttpResponseRedirect(reverse("receipt", kwargs={"receipt_id": receipt.number}), status=303)
    request.entry.is_silent = form.is_bound
    shown = {
        "own": mine,
        "row": row,
        "form": form,
        "warnings": warnings,
        "refused": refused,
        "kept": digests,
        "most": MOST_ATTACHMENTS,
        "largest": LARGEST_MB,
        "heading": NOTIFY_AS[told["kind"]],
        "lead": _LEADS[told["kind"]],
        "is_new": told["kind"] == "new",
        "key": request.POST.get(sent.KEY) or sent.new_key(),
    }
    return render(request, "municipality/notify.html", shown, status=422 if form.is_bound else 200)


def _tell_what_is_now(form: ContractForm, row: Row) -> None:
    for name, column in _NOW.items():
        if name in form.fields and row[column] is not None:
            form.fields[name].help_text = f"{form.fields[name].help_text} Nu: {row[column]}."
