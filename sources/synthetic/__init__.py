"""A register that does not exist: synthetic deliveries with the hard parts of real ones, and the truth behind them.

`synthesise` writes the files an agency would drop and, somewhere else, what is true. Each subject has a module of its
own; none of it is imported by what turns deliveries into lists.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl

from sources.synthetic import (
    activities as register,
)
from sources.synthetic import (
    aftermath,
    annual_reports,
    changes,
    companies,
    company_entries,
    decisions,
    fates,
    municipalities,
    notifications,
    permits,
    police_reports,
    population,
    relations,
    report_states,
    reports,
    roles,
    schemes,
    selection,
    supervision,
    truth,
    writing,
)
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

DEMO_ACTIVITIES, DEMO_YEARS, DEMO_SEED = 2000, 7, 1
ENDS_ON = dt.date(2026, 6, 30)

__all__ = ["DEMO_ACTIVITIES", "DEMO_SEED", "DEMO_YEARS", "ENDS_ON", "synthesise"]


def synthesise(
    out: Path,
    truth_out: Path,
    activities: int = DEMO_ACTIVITIES,
    years: int = DEMO_YEARS,
    seed: int = DEMO_SEED,
    ends_on: dt.date = ENDS_ON,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Write synthetic deliveries and, apart from them, the truth. The same arguments give the same bytes.

    Args:
        out: folder for the deliveries; empty, or holding an earlier synthetic set.
        truth_out: folder for the truth; must not lie inside `out`.
        activities: how many activities the register has had, closed ones included.
        years: how many years of events before `ends_on`.
        seed: another seed gives another register of the same kind.
        ends_on: last day on which anything is known.
        progress: called with one line per step.

    Returns:
        Rows written per table.

    Raises:
        ValueError: the truth would lie among the deliveries, or a size is out of range.
        FileExistsError: `out` holds other files.
    """
    if truth_out.resolve().is_relative_to(out.resolve()):
        raise ValueError(f"the truth must not lie inside the deliveries: choose another folder than {truth_out}")
    setting = Setting(activities=activities, years=years, seed=seed, ends_on=ends_on)
    writing.prepare(out, setting)
    everyone = schemes.plant(setting, fates.decide(setting, population.build(setting)))
    progress(f"{everyone.activities.height} activities, {everyone.operators.height} operators")
    truth.write(truth_out, setting, everyone)
    written: dict[str, int] = {}
    for subject in (_register, _companies_and_links, _supervision, _reports):
        for table, rows in subject(setting, everyone).items():
            written[table] = writing.write_delivery(out, setting, table, rows)
            progress(f"{table}: {written[table]} rows")
    return written


def _register(setting: Setting, everyone: Population) -> dict[str, pl.DataFrame]:
    changed = changes.build(setting, everyone)
    circle = roles.notified_circle_changes(setting, everyone, roles.tenures(setting, everyone))
    permit = permits.permit_rows(setting, everyone, changed)
    return {
        "operator": register.operator_rows(setting, everyone),
        "activity_version": register.activity_rows(setting, everyone, changed),
        "notification": notifications.rows(setting, everyone, changed, circle),
        "permit": permit,
        "permit_case": permits.case_rows(setting, everyone, permit),
    }


def _companies_and_links(setting: Setting, everyone: Population) -> dict[str, pl.DataFrame]:
    events = companies.event_rows(setting, everyone, roles.tenures(setting, everyone))
    related = relations.rows(setting, everyone)
    known = register.operator_rows(setting, everyone)
    return {
        "company": company_entries.rows(setting, everyone, events, known, related),
        "company_event": events,
        "annual_report": annual_reports.rows(setting, everyone),
        "municipality_status": municipalities.rows(setting),
        "actor_relation": related,
    }


def _supervision(setting: Setting, everyone: Population) -> dict[str, pl.DataFrame]:
    rng = setting.stream("supervision")
    looked = supervision.look_into(rng, setting, everyone, selection.chosen_cases(setting, everyone))
    decided = decisions.build(rng, setting, everyone, looked)
    again = supervision.look_into(rng, setting, everyone, selection.follow_ups(setting, decided))
    n_first = looked.cases.height
    later = decisions.build(rng, setting, everyone, again).with_columns(pl.col("case") + n_first)
    looked, decided = looked.and_then(again), pl.concat([decided, later], how="diagonal")
    first, day, closed = decisions.by_case(decided, looked.cases.height)
    return {
        "supervision_case": supervision.case_rows(rng, everyone, looked.cases, closed),
        "inspection": supervision.inspection_rows(rng, everyone, looked),
        "finding": supervision.finding_rows(rng, everyone, looked, first, day, decisions.decision_ids(decided)),
        "decision": decisions.rows(rng, setting, everyone, looked, decided),
        "court_event": aftermath.court_rows(rng, decided),
        "measure": aftermath.measure_rows(rng, setting, everyone, decided),
    }


def _reports(setting: Setting, everyone: Population) -> dict[str, pl.DataFrame]:
    rng = setting.stream("reports as registered")
    received = reports.build(setting, everyone)
    registered = reports.rows(rng, everyone, received)
    events = report_states.event_rows(rng, everyone, received, registered["known_at"])
    to_police, dropped = police_reports.build(setting, everyone)
    return {
        "report": pl.concat([registered, to_police], how="diagonal"),
        "report_event": pl.concat([events, dropped], how="diagonal"),
        "link": report_states.link_rows(rng, everyone, received, registered["known_at"]),
    }
