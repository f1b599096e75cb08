"""The pages about an actor and an activity: facts first, place second, everything with a way to what it rests on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from web import queries
from web.lookup import Lookup
from web.reading import Reading, SubjectPage
from web.site import run
from web.site.access.fields import for_role
from web.site.access.roles import Role
from web.site.desk.notes import said
from web.site.request import PageRequest
from web.site.review.first import AssessmentForm, is_awaited, made
from web.site.subject import (
    addresses,
    company,
    divisions,
    happened,
    neighbours,
    peers,
    places,
    standing_data,
    whole_list,
)
from web.site.subject.opened import opened


def actor(request: PageRequest, actor_id: str) -> HttpResponse:
    """An actor, with or without activities."""
    return page(request, "actor", actor_id)


def activity(request: PageRequest, activity_id: str) -> HttpResponse:
    """An activity."""
    return page(request, "activity", activity_id)


def page(request: PageRequest, kind: str, subject_id: str, answered: AssessmentForm | None = None) -> HttpResponse:
    """The page; where an own assessment is awaited, without what could sway it."""
    store = run.reading()
    found = opened(store, kind, subject_id, in_brief=True)
    request.entry.rows = 1
    division_of = divisions.of_actor if kind == "actor" else divisions.of_activity
    awaited = answered is not None or is_awaited(request, division_of, subject_id)
    shown = _facts(found, kind, subject_id) | {"awaited": awaited, "assessment": made(request)}
    if awaited:
        shown["form"] = answered or AssessmentForm()
        shown["form_address"] = addresses.assessment(kind, subject_id)
    else:
        shown |= _basis(request, store, found, kind)
    return render(request, "page/subject.html", shown, status=422 if answered else 200)


def _facts(found: SubjectPage, kind: str, subject_id: str) -> dict[str, Any]:
    """Who it is and how the data stand."""
    told = found.lookup
    one = told.activities[0] if kind == "activity" and told.activities else None
    return {
        "kind": kind,
        "page": found,
        "found": told,
        "one": one,
        "title": _title(told, kind),
        "identity": standing_data.identity(told, one),
        "actor_link": addresses.subject("actor", told.identity.actor_id) if kind == "activity" else "",
        "data": standing_data.sources(told),
        "coverage": standing_data.coverage(told),
        "pack": addresses.pack(kind, subject_id),
        "succession": getattr(told, "succession", None),
    }


def _title(told: Lookup, kind: str) -> str:
    who = told.identity
    if kind == "activity" and told.activities:
        one = told.activities[0]
        return one.name or f"{one.form[:1].upper()}{one.form[1:]}, {one.activity_id}"
    return who.name or f"{who.number[:1].upper()}{who.number[1:]}"


def _basis(request: PageRequest, store: Reading, found: SubjectPage, kind: str) -> dict[str, Any]:
    """Place, reasons, values, and everything that has happened."""
    told = found.lookup
    is_single = kind == "activity" or len({one.activity_id for one in told.standings}) == 1
    standings = for_role(request.user.current_role, told.standings)
    who = told.identity
    scope = queries.Scope(
        who.actor_id, tuple(one.activity_id for one in told.activities), kind == "actor",
        queries.places_of(store, who.actor_id),
    )  # fmt: skip
    asked = request.GET
    cases = company.cases(store, scope, told.as_of)
    return {
        "is_single": is_single,
        "said": said(request),
        "may_object": is_single and _may_object(request, told),
        "places": places.shown_places(store, told, standings),
        "values": peers.groups(found, with_activities=is_single),
        "timeline": happened.timeline(told.timeline, asked.get("slag", ""), with_all=asked.get("alla") == "1"),
        "around": neighbours.surroundings(store, who.actor_id, told.as_of, told.network),
        "years": company.years(store, scope, told.as_of),
        "cases": cases[: company.MOST],
        "n_more_cases": max(0, len(cases) - company.MOST),
        "activities": standing_data.activities(told) if kind == "actor" else [],
        "all_activities": whole_list.of(request, store, who.actor_id) if found.is_part else None,
    }


def _may_object(request: PageRequest, told: Lookup) -> bool:
    """Whether the reader may object to a reason: an inspector, of an activity in an own division."""
    if request.user.current_role is not Role.INSPECTOR or not told.standings:
        return False
    return divisions.of_activity(told.standings[0].activity_id) in request.user.own_regions
