"""Beginning a report of a deficiency, and going on with one: what it says is kept as a draft until it is sent."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.identity import masked
from sources.intake.contract import DeficiencyReport
from web.site import clock
from web.site.desk import notes
from web.site.drafts.models import Draft
from web.site.municipality import sent
from web.site.municipality.contract_form import ContractForm, form_of
from web.site.municipality.own import Own, own
from web.site.municipality.steps import steps
from web.site.request import PageRequest

#: Drafts that nobody has touched for so long are dropped.
KEPT_DAYS = 90
FIELDS = (
    "law", "grounds", "about", "activity_id", "organisation_number", "actor_name", "subject_type",
    "noticed_on", "area", "severity", "description", "contact",
)  # fmt: skip
ReportForm = form_of(DeficiencyReport, FIELDS)
_NUMBERS = "Ta bort det som kan vara ett personnummer. Skriv aldrig personnummer här."
_LATER = "senare"


def begin(request: PageRequest) -> HttpResponse:
    """An empty form; what is sent of it becomes a draft."""
    mine = own(request)
    form = ReportForm(request.POST or None, initial={"subject_type": "provider"})
    if form.is_bound and (answer := _kept(request, mine, form, None)):
        return answer
    return _shown(request, mine, form, None)


def draft(request: PageRequest, draft_id: str) -> HttpResponse:
    """The form of a draft, as it was left."""
    mine = own(request)
    one = found(mine, draft_id)
    form = ReportForm(request.POST or None, initial=initial(one))
    if form.is_bound and (answer := _kept(request, mine, form, one)):
        return answer
    return _shown(request, mine, form, one)


def drop(request: PageRequest, draft_id: str) -> HttpResponse:
    """Throw a draft away. Files put beside it are kept by digest, since another report may have the same."""
    found(own(request), draft_id).delete()
    notes.say(request, "Utkastet är borttaget.")
    return HttpResponseRedirect(reverse("own_reports"), status=303)


def found(mine: Own, draft_id: str) -> Draft:
    """A draft of the municipality.

    Raises:
        Http404: it has no such draft.
    """
    one = Draft.objects.filter(municipality=mine.municipality, pk=draft_id if draft_id.isdigit() else -1).first()
    if one is None:
        raise Http404
    return one


def initial(one: Draft) -> dict[str, Any]:
    """What a draft says, as the form shows it."""
    return {name: value for name, value in one.told.items() if name in FIELDS}


def _kept(request: PageRequest, mine: Own, form: ContractForm, one: Draft | None) -> HttpResponse | None:
    """Keep what was filled in, without what may be a person's number; go on when it is whole, or leave it for later."""
    told, is_later = form.told(), _LATER in request.POST
    is_whole = form.read({}) is not None
    numbered = [name for name, value in told.items() if isinstance(value, str) and _is_numbered(name, value)]
    if numbered:
        for name in numbered:
            if name not in form.errors:
                form.add_error(name, _NUMBERS)
        return None
    if not is_whole and not is_later:
        if one is not None:
            _save(one, told)
        return None
    one = one or _new(request, mine)
    _save(one, told)
    if is_later:
        notes.say(request, f"Utkastet är sparat. Det tas bort om ingen ändrar det på {KEPT_DAYS} dagar.")
        return HttpResponseRedirect(reverse("own_reports"), status=303)
    return HttpResponseRedirect(reverse("report_files", kwargs={"draft_id": str(one.pk)}), status=303)


def _is_numbered(name: str, value: str) -> bool:
    """Whether something written may be a person's number; that of an organisation may stand in its own field."""
    if name == "organisation_number":
        digits = "".join(one for one in value if one.isdigit())[-10:]
        return len(digits) == 10 and digits[2] in "01"
    return masked(value) != value


def _new(request: PageRequest, mine: Own) -> Draft:
    """A draft under the key of the form that began it: a form sent twice begins one."""
    Draft.objects.filter(changed__lt=clock.now() - dt.timedelta(days=KEPT_DAYS)).delete()
    key = f"{mine.municipality}{sent.key_of(request)}"
    return Draft.objects.get_or_create(key=key, defaults={"municipality": mine.municipality, "changed": clock.now()})[0]


def _save(one: Draft, told: dict[str, Any]) -> None:
    one.told, one.changed = told, clock.now()
    one.save()


def _shown(request: PageRequest, mine: Own, form: ContractForm, one: Draft | None) -> HttpResponse:
    shown = {
        "own": mine,
        "form": form,
        "draft": one,
        "steps": steps(one, "uppgifter"),
        "key": request.POST.get(sent.KEY) or sent.new_key(),
        "idle_minutes": settings.CONFIGURATION.idle_minutes,
    }
    return render(request, "municipality/draft.html", shown, status=422 if form.is_bound else 200)
