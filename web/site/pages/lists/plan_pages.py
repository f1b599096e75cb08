"""Plans that have been drawn: the book of them, one of them, and what was drawn at random."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from sources.plans.book import DrawnPlan, PlanRefused, frame_of, read_book
from sources.plans.records import read_records, standing
from tables.code_lists import codes_of
from web import wording
from web.listing import TARGETS
from web.plans import marks
from web.plans.plan import ARMS, HOW_TO_READ, Case, PlanView
from web.plans.viewing import view
from web.queries import Filters
from web.reading import Reading
from web.site import run
from web.site.access.fields import FieldGroup, for_role, sees
from web.site.access.roles import Role
from web.site.components import Tab
from web.site.desk import notes as desk
from web.site.pages.lists import drawn
from web.site.pages.lists.paging import address, code_of, links, page_of, part
from web.site.pages.lists.tabs import tabs
from web.site.pages.lists.waiting import Option, options
from web.site.request import PageRequest

_SHORT = {"Q": "Vårdens kvalitet", "W": "Välfärdsbrott", "R": "Register"}


@dataclass(frozen=True)
class PlanRow:
    """A plan in the book of plans; `noted` is how many of its cases something is noted about."""

    plan: DrawnPlan
    target: str
    n: int
    noted: int


@dataclass(frozen=True)
class CaseRow:
    """A case of a plan, and whether the one who reads may note what came of it."""

    case: Case
    arm: str
    may_note: bool


def plans(request: PageRequest) -> HttpResponse:
    """Every plan, the latest first."""
    home = settings.CONFIGURATION.home
    records = read_records(home)
    rows = [
        PlanRow(
            one,
            wording.sentence(wording.label("targets", one.target)),
            sum(one.n.values()),
            len(standing(records, one.plan_id)),
        )
        for one in reversed(read_book(home))
    ]
    request.entry.rows = len(rows)
    shown = {"tabs": tabs(run.reading(), "plans", request.user.current_role), "rows": rows}
    return render(request, "page/plans.html", shown)


def plan(request: PageRequest, plan_id: str) -> HttpResponse:
    """One plan: who decided, when, on what, and every case with what came of it."""
    home, store = settings.CONFIGURATION.home, run.reading()
    one = _found(plan_id)
    told = {
        "avdelning": code_of(request.GET, "avdelning", codes_of("regional_divisions")),
        "urval": code_of(request.GET, "urval", list(ARMS)),
        "form": code_of(request.GET, "form", codes_of("forms")),
        "kvar": code_of(request.GET, "kvar", ["1"]),
    }
    try:
        found = view(
            home, one, Filters(told["avdelning"], None, told["form"]), told["urval"], None,
            recount=False, marked=_marks(store, one),
        )  # fmt: skip
    except PlanRefused as fault:
        return render(request, "page/plan_gone.html", {"fault": str(fault)}, status=409)
    cases = [case for case in found.cases if not told["kvar"] or case.record is None]
    paged, rows = part(cases, page_of(request.GET))
    request.entry.rows = len(rows)
    shown = {
        "tabs": tabs(store, "plans", request.user.current_role, one.target),
        "plan": found,
        "rows": _rows(rows, request, one),
        "noted": sum(case.record is not None for case in found.cases),
        "divisions": options("regional_divisions", told["avdelning"]),
        "forms": options("forms", told["form"]),
        "arms": [Option(code, label, code == told["urval"]) for code, label in ARMS.items()],
        "only_left": bool(told["kvar"]),
        "is_narrowed": any(told.values()),
        "links": links(paged, told),
        "how_to_read": HOW_TO_READ,
        "said": desk.said(request),
    }
    return render(request, "page/plan.html", shown)


def random_arm(request: PageRequest) -> HttpResponse:
    """What was drawn at random in the plan drawn last: inspected so that the lists can be measured."""
    home, store = settings.CONFIGURATION.home, run.reading()
    target = code_of(request.GET, "mal", TARGETS) or TARGETS[0]
    one = drawn.newest(home, target)
    found: PlanView | None = None
    if one is not None:
        with suppress(PlanRefused):
            found = view(home, one, Filters(), "random", None, recount=False, marked=_marks(store, one))
    paged, rows = part(found.cases if found else (), page_of(request.GET))
    request.entry.rows = len(rows)
    told = {"mal": target}
    shown = {
        "tabs": tabs(store, "random", request.user.current_role, target),
        "targets": [Tab(_SHORT[code], address({"mal": code}), code == target) for code in TARGETS],
        "plan": found,
        "rows": _rows(rows, request, one) if one else [],
        "links": links(paged, told),
    }
    return render(request, "page/random.html", shown)


def _found(plan_id: str) -> DrawnPlan:
    one = drawn.named(settings.CONFIGURATION.home, plan_id)
    if one is None:
        raise Http404
    return one


def _marks(store: Reading, one: DrawnPlan) -> marks.Marks:
    """What is held otherwise now, worked out once a run and plan."""

    def compared() -> marks.Marks:
        home = settings.CONFIGURATION.home
        rows = frame_of(home, one)
        return marks.marks(home, rows, one.inputs["run_id"], one.target, one.as_of, recount=False)

    found: marks.Marks = store.once(("plan marks", one.plan_id), compared)
    return found


def _rows(cases: Sequence[Case], request: PageRequest, one: DrawnPlan) -> list[CaseRow]:
    role, own = request.user.current_role, request.user.own_regions
    divisions: Mapping[str, str] = drawn.divisions_of(settings.CONFIGURATION.home, one)
    seen = for_role(role, cases)
    if not sees(role, FieldGroup.IDENTITY):
        seen = [replace(case, actor="") for case in seen]
    may_write = role is Role.INSPECTOR
    return [CaseRow(case, ARMS[case.arm], may_write and divisions.get(case.activity_id) in own) for case in seen]
