"""The form in which an inspector notes what came of a case; it ends in the book that the command writes."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.plans.book import PlanRefused, frame_of
from sources.plans.delivered import deliver
from sources.plans.records import MOST_HOURS, Record, RecordRefused, faults, note_down, read_records
from tables.raw.plans import LONGEST
from web.plans.plan import ARMS, Case, cases_of
from web.plans.viewing import said
from web.site import clock
from web.site.desk import notes
from web.site.pages.lists import drawn
from web.site.request import PageRequest

_TOO_LONG = f"Skriv högst {LONGEST} tecken. Resten hör hemma i ärendet."
_YES, _NO, _DROPPED = "ja", "nej", "struken"
#: What a fault of a record begins with → the field it stands at.
_FIELDS = {"instämmer": "agrees", "varför": "because", "funnet": "found", "timmar": "hours"}


class OutcomeForm(forms.Form):
    """What the inspector thought of the choice, found, and spent."""

    agrees = forms.ChoiceField(
        label="Var valet av verksamheten rätt?",
        choices=[
            (_YES, "Ja, den behövde inspekteras"),
            (_NO, "Nej, den behövde inte inspekteras"),
            (_DROPPED, "Den inspekteras inte, trots att den står på planen"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av svaren."},
    )
    because = forms.CharField(
        label="Varför",
        max_length=LONGEST,
        help_text=f"Högst {LONGEST} tecken. Skriv inga namn på personer.",
        error_messages={"required": "Skriv varför.", "max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    found = forms.CharField(
        label="Vad inspektionen fann (får lämnas tomt)",
        max_length=LONGEST,
        required=False,
        help_text=f"Högst {LONGEST} tecken. Resten hör hemma i ärendet.",
        error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.DecimalField(
        label="Nedlagda timmar (får lämnas tomt)",
        required=False,
        min_value=0,
        max_value=int(MOST_HOURS),
        decimal_places=1,
        localize=True,
        error_messages={"invalid": "Skriv ett tal, till exempel 12 eller 7,5."},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def clean_because(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["because"].split())

    def clean_found(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["found"].split())


def record(request: PageRequest, plan_id: str, activity_id: str) -> HttpResponse:
    """The form, and what was noted before; sent twice it is noted once."""
    home = settings.CONFIGURATION.home
    case = _case(plan_id, activity_id)
    earlier = [one for one in read_records(home) if (one.plan_id, one.activity_id) == (plan_id, activity_id)]
    form = OutcomeForm(request.POST or None, initial=_initial(earlier))
    if form.is_bound and form.is_valid() and _noted(request, form, plan_id, activity_id):
        notes.say(request, "Anteckningen är sparad. Den räknas från och med nästa körning.")
        return HttpResponseRedirect(reverse("plan", kwargs={"plan_id": plan_id}), status=303)
    request.entry.is_silent = request.method != "POST"
    shown = {
        "plan_id": plan_id,
        "case": case,
        "arm": ARMS[case.arm],
        "form": form,
        "earlier": [said(one) for one in reversed(earlier)],
    }
    return render(request, "page/outcome.html", shown, status=422 if form.is_bound else 200)


def _case(plan_id: str, activity_id: str) -> Case:
    home = settings.CONFIGURATION.home
    one = drawn.named(home, plan_id)
    try:
        cases = cases_of(frame_of(home, one), {}, {}, one.as_of) if one else ()
    except PlanRefused as fault:
        raise Http404 from fault
    found = next((case for case in cases if case.activity_id == activity_id), None)
    if found is None:
        raise Http404
    return found


def _initial(earlier: list[Record]) -> dict[str, Any]:
    if not earlier:
        return {}
    last = earlier[-1]
    answer = _DROPPED if last.departure == "dropped" else {True: _YES, False: _NO, None: ""}[last.agrees]
    return {"agrees": answer, "because": last.because, "found": last.found or "", "hours": last.hours}


def _noted(request: PageRequest, form: OutcomeForm, plan_id: str, activity_id: str) -> bool:
    """Write the record down by the rules of the book, or put its faults in the form."""
    told, home = form.cleaned_data, settings.CONFIGURATION.home
    is_dropped = told["agrees"] == _DROPPED
    one = Record(
        noted_on=clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
        plan_id=plan_id,
        activity_id=activity_id,
        departure="dropped" if is_dropped else "none",
        agrees=None if is_dropped else told["agrees"] == _YES,
        because=told["because"],
        found=told["found"] or None,
        hours=None if told["hours"] is None else float(told["hours"]),
        by=request.user.role_label,
    )
    for fault in faults(one, {activity_id}, {activity_id}):
        name, _, text = fault.partition(": ")
        form.add_error(_FIELDS.get(name), text or fault)
    if form.errors:
        return False
    try:
        note_down(home, [one])
        deliver(home)
    except RecordRefused as fault:
        form.add_error(None, str(fault))
        return False
    request.entry.rows = 1
    return True
