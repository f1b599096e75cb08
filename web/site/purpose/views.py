"""The page that asks why."""

import re

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from sources.identity import PERSON_NUMBER
from web.site.purpose.chosen import Purpose, chosen
from web.site.purpose.chosen import choose as remember
from web.site.purpose.purposes import PURPOSES

_CASE = re.compile(r"[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9./ -]{2,39}")
_PERSON = re.compile(PERSON_NUMBER)


class PurposeForm(forms.Form):
    """Purpose and case number."""

    purpose = forms.ChoiceField(
        label="Syfte",
        choices=list(PURPOSES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett syfte."},
    )
    case_number = forms.CharField(
        label="Ärendenummer",
        max_length=40,
        help_text="Till exempel 2026-1234. Skriv aldrig ett personnummer.",
        error_messages={"required": "Ange ärendets nummer."},
    )

    def clean_case_number(self) -> str:
        """A number of a case, and never one of a person."""
        text: str = self.cleaned_data["case_number"].strip()
        if _PERSON.search(text):
            raise forms.ValidationError("Det ser ut som ett personnummer. Ange ärendets nummer i stället.")
        if not _CASE.fullmatch(text) or not any(sign.isdigit() for sign in text):
            raise forms.ValidationError("Ett ärendenummer har minst tre tecken och minst en siffra.")
        return text


def choose(request: HttpRequest) -> HttpResponse:
    """Ask, and go on to where the user was going."""
    back = _back(request)
    now = chosen(request)
    initial = {"purpose": now.code, "case_number": now.case_number} if now else None
    form = PurposeForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        remember(request, Purpose(form.cleaned_data["purpose"], form.cleaned_data["case_number"]))
        return HttpResponseRedirect(back)
    return render(request, "page/purpose.html", {"form": form, "next": back}, status=422 if form.is_bound else 200)


def _back(request: HttpRequest) -> str:
    asked: str = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_own else resolve_url("start")
