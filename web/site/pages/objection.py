"""`Stämmer inte`: an inspector's objection to a value that counts for or against an activity."""

from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from sources.objections import LONGEST, Objection, ObjectionRefused, note_down
from web.explanation import Value
from web.objections import WORDS
from web.reading import SubjectPage
from web.site import clock, run
from web.site.desk import notes
from web.site.request import PageRequest
from web.site.subject import addresses
from web.site.subject.opened import opened
from web.wording import sentence


class ObjectionForm(forms.Form):
    """What is the matter with a value, and on what grounds."""

    what = forms.ChoiceField(
        label="Vad är det som inte stämmer?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av svaren."},
    )
    because = forms.CharField(
        label="Vad grundar du det på?",
        max_length=LONGEST,
        help_text=f"Högst {LONGEST} tecken. Skriv inga namn på personer.",
        error_messages={
            "required": "Skriv vad du grundar det på.",
            "max_length": f"Skriv högst {LONGEST} tecken. Resten hör hemma i ärendet.",
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: object, is_disputed: bool, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        taken_back = [("withdrawn", "Invändningen gäller inte längre och återtas")] if is_disputed else []
        self.fields["what"].choices = [(code, sentence(words)) for code, words in WORDS.items()] + taken_back  # type: ignore[attr-defined]

    def clean_because(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["because"].split())


def record(request: PageRequest, activity_id: str, indicator_id: str) -> HttpResponse:
    """The form, with the objection that stands; sent twice it is noted once."""
    found = opened(run.reading(), "activity", activity_id)
    value = _value(found, indicator_id)
    earlier = next((one for one in found.lookup.disputed if one.indicator_id == indicator_id), None)
    form = ObjectionForm(request.POST or None, is_disputed=earlier is not None)
    back = addresses.subject("activity", activity_id)
    if form.is_bound and form.is_valid() and _noted(request, form, found, value):
        notes.say(request, "Invändningen är sparad. Den visas vid uppgiften och i underlaget; inga poäng ändras.")
        return HttpResponseRedirect(f"{back}#sidor", status=303)
    request.entry.is_silent = request.method != "POST"
    shown = {"form": form, "value": value, "earlier": earlier, "back": back}
    return render(request, "page/objection.html", shown, status=422 if form.is_bound else 200)


def _value(found: SubjectPage, indicator_id: str) -> Value:
    """The value, where it counts for or against the activity in some list."""
    counted = {
        one.indicator_id
        for standing in found.lookup.standings
        for one in (*standing.account.for_looking, *standing.account.against)
    }
    values = (one for one in found.lookup.values if one.indicator_id == indicator_id)
    value = next(values, None)
    if value is None or indicator_id not in counted:
        raise Http404
    return value


def _noted(request: PageRequest, form: ObjectionForm, found: SubjectPage, value: Value) -> bool:
    """Write the objection down by the rules of the book, or put its fault in the form."""
    told = form.cleaned_data
    one = Objection(
        noted_on=clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
        indicator_id=value.indicator_id,
        entity_id=value.entity_id,
        what=told["what"],
        because=told["because"],
        by=str(request.user.role_label),
        as_of=value.as_of,
        run_id=found.lookup.run_id,
    )
    try:
        note_down(settings.CONFIGURATION.home, one)
    except ObjectionRefused as fault:
        form.add_error("because", sentence(f"{fault}."))
        return False
    request.entry.rows = 1
    return True
