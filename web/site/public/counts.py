"""How many open activities there are of each form, in the country and in one county; what is withheld says why."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render

from tables.code_lists import labels_of
from web import wording
from web.site.exported import Row
from web.site.public.register import register
from web.site.register.asked import choices
from web.site.request import PageRequest


def counts(request: PageRequest) -> HttpResponse:
    """Forms in the order of the list; with a county, its number beside the country's."""
    county = request.GET.get("lan", "")
    if county and county not in choices("lan"):
        raise BadRequest
    opened = register()
    rows = opened.counts()
    forms = {form: label for form, label in labels_of("forms").items() if any(row["form_code"] == form for row in rows)}
    shown = {
        "day": opened.day,
        "county": choices("lan").get(county),
        "counties": [(code, label, code == county) for code, label in choices("lan").items()],
        "rows": [
            (form, wording.sentence(label), _of(rows, form, "country"), _of(rows, form, "county", county))
            for form, label in forms.items()
        ],
        "reasons": [wording.sentence(label) for label in labels_of("withheld_reasons").values()],
    }
    return render(request, "public/counts.html", shown)


def _of(rows: list[Row], form: str, area: str, county: str | None = None) -> Row | None:
    found = (row for row in rows if row["form_code"] == form and row["area"] == area)
    return next((row for row in found if area == "country" or row["county_code"] == county), None)
