"""Placeringsstöd: finding an activity before somebody is placed there, and what is known of it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render

from web import wording
from web.site.exported import Row
from web.site.municipality.placing import placing
from web.site.register.asked import TEXT, Asked, Wrong, read
from web.site.register.choosing import filters
from web.site.register.facts import facts
from web.site.register.standing import holds, meaning_of, standings, with_meaning
from web.site.request import PageRequest

MOST = 50
_FILTERS = ("form", "kommun", "status")
#: State of a report → what it means for whoever reads of it.
REPORT_MEANINGS: Mapping[str, str] = {
    "received": "Ingen har utrett den än. Det är inte känt om den stämmer.",
    "investigating": "Den utreds. Det är inte känt om den stämmer.",
    "substantiated": "Utredningen har bekräftat den.",
    "unsubstantiated": "Utredningen har inte bekräftat den.",
    "closed_no_action": "Ärendet ledde inte till någon åtgärd.",
    "cleared": "Den ligger inte längre till grund för något.",
    "returned_to_municipality": "Kommunen ska själv utreda den.",
}


def seeking(request: PageRequest) -> HttpResponse:
    """The form, and the activities that were asked for. What is sought is sent by POST and stands in no address."""
    opened = placing(request)
    asked, remedy = _asked(request)
    found = opened.found(asked, MOST) if asked else None
    if found is not None:
        request.entry.rows = len(found.rows)
    shown = {
        "day": opened.day,
        "text": asked.text if asked else "",
        "remedy": remedy,
        "filters": filters(request.POST, _FILTERS),
        "found": found,
        "said": wording.counted(found.total, "verksamhet", "verksamheter") if found else "",
        "rows": [(row, standings(row)) for row in found.rows] if found else [],
        "most": MOST,
    }
    return render(request, "municipality/placing.html", shown, status=422 if remedy else 200)


def activity(request: PageRequest, activity_id: str) -> HttpResponse:
    """One activity: the register, decisions, inspections, deficiencies, and how many reports have come in.

    Raises:
        Http404: it is not in the export; whether it is anywhere else is not told.
    """
    opened = placing(request)
    row = opened.activity(activity_id)
    if row is None:
        raise Http404
    own, of_operator = opened.decisions(row)
    reported, of_operator_reported = opened.reports(row)
    shown = {
        "day": opened.day,
        "row": row,
        "facts": facts(row),
        "standings": standings(row),
        "tables": [
            ("beslut", "Beslut om verksamheten, det senaste först", with_meaning(own)),
            ("beslut-utforare", "Beslut om utföraren i dess helhet, det senaste först", with_meaning(of_operator)),
        ],
        "inspections": opened.inspections(activity_id),
        "findings": [
            (one, meaning_of(one["legal_state"]), holds(one["legal_state"])) for one in opened.findings(activity_id)
        ],
        "reports": [
            ("rapporter", "Rapporter om verksamheten under tre år", _with_words(reported)),
            (
                "rapporter-utforare",
                "Rapporter om utföraren utan att en verksamhet anges",
                _with_words(of_operator_reported),
            ),
        ],
    }
    return render(request, "municipality/placing_activity.html", shown)


def _asked(request: PageRequest) -> tuple[Asked | None, str]:
    """What is asked for, and what to do about a text that is not followed; neither when nothing was sent.

    Raises:
        BadRequest: a filter has no such choice.
    """
    if request.method != "POST":
        return None, ""
    try:
        return read(request.POST), ""
    except Wrong as wrong:
        if wrong.parameter != TEXT:
            raise BadRequest from wrong
        return None, wrong.remedy


def _with_words(rows: Iterable[Row]) -> list[tuple[Row, str]]:
    return [(row, REPORT_MEANINGS[row["state"]]) for row in rows]
