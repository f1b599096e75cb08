"""What the register holds and leaves out, how a decision itself is asked for, and where the data are found as files."""

import tomllib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tables.code_lists import labels_of
from tables.exports.files import manifest_of
from web.exports.catalogue import ABOUT
from web.exports.formats import MEDIA_TYPES
from web.site.public.register import register
from web.site.register.standing import MEANINGS, holds
from web.site.request import PageRequest


def about(request: PageRequest) -> HttpResponse:
    """What the data are, and are not."""
    states = [(labels_of("legal_states")[state], words, holds(state)) for state, words in MEANINGS.items()]
    return render(request, "public/about.html", {"contact": told()["contact"], "states": states})


def data(request: HttpRequest) -> HttpResponse:
    """Every table as a file in each format, with rows and digest, and the ways for other systems."""
    opened = register()
    tables = manifest_of(opened.folder)["tables"]
    sets = [(name, told()["dataset"][name], tables[name]) for name in sorted(tables)]
    shown = {
        "day": opened.day,
        "run_id": opened.run_id,
        "sets": sets,
        "endings": list(MEDIA_TYPES),
        "all": told()["all"],
    }
    return render(request, "public/data.html", shown)


def told() -> dict[str, Any]:
    """What the inspectorate says about its data sets."""
    return tomllib.loads(ABOUT.read_text(encoding="utf-8"))
