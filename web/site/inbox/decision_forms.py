"""The forms in which officers decide about a report."""

from collections.abc import Iterable

from django import forms

from sources.intake.contract import StateChange
from web.site.municipality.contract_form import form_of

StateForm = form_of(StateChange, ("state", "reason", "event_date"))


class JoinForm(forms.Form):
    """Which reports are about the same, or are not after all."""

    others = forms.MultipleChoiceField(
        label="Handlar om samma sak", required=False, widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(
        label="En annan rapports nummer", max_length=80, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    because = forms.CharField(
        label="Varför",
        max_length=300,
        help_text="Högst 300 tecken. Skriv inga namn på personer.",
        error_messages={"required": "Skriv varför."},
    )
    undo = forms.BooleanField(label="De hör inte ihop: ta tillbaka en tidigare sammanföring", required=False)

    def __init__(self, *arguments: object, choices: Iterable[tuple[str, str]] = (), **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["others"].choices = list(choices)  # type: ignore[attr-defined]
