"""Finding an actor or activity by one field. What is searched for is sent by POST and stands in no address."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from sources.identity import masked
from web.listing import day_of
from web.reading import CannotSearch, search
from web.site import run
from web.site.access.fields import for_role
from web.site.request import PageRequest
from web.site.subject.hits import Found, found

_LONGEST = 120


class SearchForm(forms.Form):
    """One field for every way of naming somebody."""

    wanted = forms.CharField(
        label="Sök aktör eller verksamhet",
        max_length=_LONGEST,
        help_text="Organisationsnummer, verksamhets-id, tillståndsnummer, ärendenummer eller organisationens namn.",
        error_messages={"required": "Skriv ett nummer eller ett namn.", "max_length": "Skriv högst 120 tecken."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def searching(request: PageRequest) -> HttpResponse:
    """The field, and what was found. One exact hit opens at once, one that is only alike never does."""
    form = SearchForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        request.entry.is_silent = True
        return _shown(request, form, None)
    store = run.reading()
    day = day_of(store, None)
    try:
        hits = search(store, form.cleaned_data["wanted"], day)
    except CannotSearch as refused:
        form.add_error("wanted", str(refused))
        return _shown(request, _without_persons(form), None)
    rows = for_role(request.user.current_role, found(store, hits, day))
    request.entry.rows = len(rows)
    if len(rows) == 1 and rows[0].is_exact:
        return HttpResponseRedirect(rows[0].link)
    return _shown(request, form, rows)


def _without_persons(form: SearchForm) -> SearchForm:
    """The form without what was written, where that looks like a person's number: it is not sent back."""
    wanted = form["wanted"].value() or ""
    if masked(wanted) != wanted:
        form.data = {**form.data.dict(), "wanted": ""}  # type: ignore[attr-defined]
    return form


def _shown(request: PageRequest, form: SearchForm, rows: list[Found] | None) -> HttpResponse:
    exact = [row for row in rows or () if row.is_exact]
    alike = [row for row in rows or () if not row.is_exact]
    shown = {"form": form, "rows": rows, "groups": [one for one in (exact, alike) if one]}
    return render(request, "page/search.html", shown, status=422 if form.errors else 200)
