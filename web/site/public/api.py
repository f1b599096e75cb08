"""The register for other systems: JSON by GET, rows by key, without sign-in, and problems told in Swedish."""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase, JsonResponse, QueryDict

from tables.exports.base import Export
from tables.exports.files import NothingExported
from tables.exports.public import PublicActivity, PublicCount, PublicDecision
from web.site.access.limits import is_over
from web.site.access.route import Limit
from web.site.exported import Row
from web.site.problems import Problem
from web.site.public import parameters
from web.site.public.description import described
from web.site.public.parameters import ACTIVITIES, COUNTS, DECISIONS, USUAL_ROWS
from web.site.public.register import Register, register
from web.site.register import asked
from web.site.register.asked import AFTER, MOST
from web.site.request import PageRequest

View = Callable[..., HttpResponseBase]


def answering(view: View) -> View:
    """A view whose problems become answers, and whose answers any site may read."""

    @functools.wraps(view)
    def held(request: PageRequest, **named: Any) -> HttpResponseBase:
        try:
            _count(request)
            answer = view(request, **named)
        except NothingExported:
            answer = Problem(503, "Registret har inte lämnats ut än. Försök igen senare.").answer()
        except Problem as problem:
            answer = problem.answer()
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return held


@answering
def activities(request: PageRequest) -> HttpResponseBase:
    """Activities by id."""
    told = parameters.read(request.GET, ACTIVITIES)
    try:
        which = asked.read(request.GET)
    except asked.Wrong as wrong:
        raise Problem(400, wrong.remedy) from None
    opened, most = register(), int(told.get(MOST, USUAL_ROWS))
    rows = opened.activities(which, told.get(AFTER), most + 1)
    after = rows[most - 1]["activity_id"] if len(rows) > most else None
    return _several(request, opened, PublicActivity, rows[:most], after)


@answering
def activity(request: PageRequest, public_id: str) -> HttpResponseBase:
    """One activity."""
    parameters.read(request.GET, ())
    opened = register()
    row = opened.activity(public_id)
    if row is None:
        raise Problem(404, "Registret har ingen sådan verksamhet.")
    return JsonResponse({**_of(opened), "row": _plain(PublicActivity, row)})


@answering
def decisions(request: PageRequest) -> HttpResponseBase:
    """Decisions in the order of the file; where to go on holds within one export."""
    told = parameters.read(request.GET, DECISIONS)
    opened, most = register(), int(told.get(MOST, USUAL_ROWS))
    run_id, _, number = told.get(AFTER, f"{opened.run_id}-0").rpartition("-")
    if run_id != opened.run_id:
        raise Problem(410, "Registret har lämnats ut på nytt sedan du började. Börja om från första raden.")
    rows = opened.decisions(parameters.equal(told, DECISIONS), int(number), most + 1)
    after = f"{run_id}-{rows[most - 1][0]}" if len(rows) > most else None
    return _several(request, opened, PublicDecision, [row for _, row in rows[:most]], after)


@answering
def counts(request: PageRequest) -> HttpResponseBase:
    """Open activities by form and area."""
    told = parameters.read(request.GET, COUNTS)
    opened = register()
    return _several(request, opened, PublicCount, opened.counts(parameters.equal(told, COUNTS)), None)


@answering
def openapi(request: PageRequest) -> HttpResponseBase:
    """The description of this interface."""
    parameters.read(request.GET, ())
    return JsonResponse(described())


def _count(request: PageRequest) -> None:
    if is_over(Limit.PUBLIC, request):
        raise Problem(429, "Det har kommit många anrop från den här adressen. Försök igen om en minut.")


def _several(
    request: PageRequest, opened: Register, contract: type[Export], rows: list[Row], after: str | None
) -> JsonResponse:
    following = None if after is None else f"{request.path}?{_again(request.GET, after)}"
    return JsonResponse({**_of(opened), "rows": [_plain(contract, row) for row in rows], "next": following})


def _again(query: QueryDict, after: str) -> str:
    return urlencode({**query.dict(), AFTER: after})


def _of(opened: Register) -> dict[str, Any]:
    return {"as_of": opened.day, "run_id": opened.run_id}


def _plain(contract: type[Export], row: Row) -> Mapping[str, Any]:
    return {name: row[name] for name in contract.column_names()}
