"""Underrättelser: what a municipality has been told of others' reports, and how many reports there are a year."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render

from tables.code_lists import labels_of
from web import wording
from web.site.exported import Row
from web.site.municipality.board import board
from web.site.request import PageRequest

#: Years of figures that are shown at once; those before are opened.
_RECENT = 2


def notices(request: PageRequest) -> HttpResponse:
    """Reports the municipality was told of with what has become of each, patterns, and the figures of years."""
    told = board(request)
    reports, patterns, years = told.reports(), told.patterns(), told.years()
    request.entry.rows = len(reports)
    latest = max((country["year"] for country, _ in years), default=0)
    recent = [pair for pair in years if pair[0]["year"] > latest - _RECENT]
    shown = {
        "day": told.day,
        "name": labels_of("municipalities")[told.municipality],
        "n_standing": sum(row["cleared_on"] is None for row in reports),
        "reports": [(row, _by(row), _number(row), _grounds(row)) for row in reports],
        "patterns": [(row, _number(row)) for row in patterns],
        "years": [
            ("ar", "Anmälningar per år, de senaste åren", recent),
            ("tidigare-ar", "Tidigare år", years[len(recent) :]),
        ],
    }
    return render(request, "municipality/notices.html", shown)


def _by(row: Row) -> str:
    return labels_of("municipalities").get(row["reported_by"], "uppgift saknas")


def _number(row: Row) -> str:
    return wording.organisation_number(row["operator_number"]) if row["operator_number"] else ""


def _grounds(row: Row) -> str:
    return ", ".join(_words((row["grounds"] or "").split("|"))) or "inga angivna"


def _words(codes: Iterable[str]) -> list[str]:
    return [labels_of("report_grounds").get(code, code) for code in codes if code]
