"""A plan from its book, with the records beside it and what is held otherwise now, ready to be shown."""

from pathlib import Path

from sources.plans.book import DrawnPlan, frame_of
from sources.plans.records import Record, read_records, standing
from web import wording
from web.plans import marks as plan_marks
from web.plans.plan import PlanView, cases_of, outside_of, selected, shares_of
from web.queries import Filters

_DEPARTURES = {"added": "utanför planen", "dropped": "struken"}


def view(
    home: Path,
    plan: DrawnPlan,
    filters: Filters,
    arm: str | None,
    team: str | None,
    *,
    recount: bool,
    marked: plan_marks.Marks | None = None,
) -> PlanView:
    """The plan, narrowed; records and marks as they are now, or the marks that are given.

    Raises:
        PlanRefused: the plan's file is gone or changed.
    """
    rows = frame_of(home, plan)
    records = standing(read_records(home), plan.plan_id)
    marks = marked or plan_marks.marks(home, rows, plan.inputs["run_id"], plan.target, plan.as_of, recount=recount)
    cases = cases_of(rows, {name: said(one) for name, one in records.items()}, marks.of, plan.as_of)
    chosen = selected(cases, filters, arm, team)
    hidden = sum(case.municipality == "visas inte" for case in cases)
    return PlanView(
        plan_id=plan.plan_id,
        target=plan.target,
        target_label=wording.sentence(wording.label("targets", plan.target)),
        period=plan.period,
        as_of=plan.as_of,
        drawn_on=plan.drawn_on,
        by=plan.by,
        because=plan.because,
        seed=plan.inputs["seed"],
        random_share=plan.inputs["random_share"],
        run_id=plan.inputs["run_id"],
        n_cases=len(cases),
        shares=shares_of(rows, plan.inputs["capacity"]),
        remarks=plan.remarks,
        outside=outside_of(rows),
        compared=marks.said,
        cases=chosen,
        departures=tuple(
            f"{one.activity_id}, {_DEPARTURES[one.departure]}: {said(one)}"
            for one in records.values()
            if one.departure != "none"
        ),
        n_hidden=hidden,
    )


def said(one: Record) -> str:
    """A record in one line."""
    agrees = {True: "instämmer", False: "instämmer inte", None: _DEPARTURES.get(one.departure, "")}[one.agrees]
    parts = [f"{one.noted_on} {one.by}: {agrees}. {one.because}"]
    parts += [f"Funnet: {one.found}"] if one.found else []
    parts += [f"{wording.trimmed(one.hours)} timmar"] if one.hours is not None else []
    return " · ".join(parts)
