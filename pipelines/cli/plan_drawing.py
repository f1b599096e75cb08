"""From the published run to a drawn plan: which facts and lists are read, and what the plan's name rests on."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from indicators.planning import drawing, frame, joint
from indicators.planning.capacity import Capacity, pool_names
from indicators.planning.period import Period
from indicators.planning.rules import Rules
from indicators.population import open_activities
from sources.plans.book import DrawnPlan, content, named
from tables.serving import Published
from web import queries
from web.queries import plans as plan_queries

_TOLD = ("reasons", "flags")


@dataclass(frozen=True)
class Asked:
    """What `plan draw` is asked for."""

    target: str
    as_of: dt.date
    period: Period
    capacities: tuple[Capacity, ...]
    seed: int
    random_share: float
    rules: Rules


def drawn(published: Published, asked: Asked) -> tuple[drawing.Plan, dict[str, Any]]:
    """The plan, and what it was drawn from."""
    facts = plan_queries.drawn_from(published, asked.as_of)
    listed = plan_queries.listed(published, asked.target, asked.as_of)
    units = frame.frame(
        open_activities(facts, [asked.as_of]),
        listed.drop(_TOLD),
        facts,
        pool_names(asked.capacities),
        asked.rules,
        asked.period,
    )
    draw = drawing.Draw(
        asked.capacities,
        asked.seed,
        f"{asked.target}|{asked.period.name}",
        asked.random_share,
        asked.rules.least_p_top,
    )
    plan = drawing.drawn(units, draw)
    told = listed.select("activity_id", *_TOLD)
    rows = _flagged(published, plan.rows, facts, asked).join(told, on="activity_id", how="left", maintain_order="left")
    rows = rows.with_columns(pl.when(pl.col("arm").is_not_null()).then(pl.col(name)).alias(name) for name in _TOLD)
    return drawing.Plan(rows, plan.remarks), _inputs(published, asked)


def written(
    plan: drawing.Plan, inputs: dict[str, Any], today: dt.date, by: str, because: str
) -> tuple[DrawnPlan, bytes]:
    """The plan as it is written down, and its frame's bytes."""
    import hashlib

    kept = content(plan.rows)
    number = dict(plan.rows.drop_nulls("arm").group_by("arm").len().iter_rows())
    counts = {arm: int(number.get(arm, 0)) for arm in ("duty", "random", "risk")}
    digest = hashlib.sha256(kept).hexdigest()
    return DrawnPlan(named(inputs), inputs, today, by, because, digest, counts, plan.remarks), kept


def _flagged(published: Published, rows: pl.DataFrame, facts: dict[str, pl.DataFrame], asked: Asked) -> pl.DataFrame:
    cases = rows.drop_nulls("arm").select("activity_id", "actor_id", "division", "is_protected")
    sites = plan_queries.sites(published, asked.as_of)
    notices = facts["work_environment_notice"]
    found = joint.flags(cases, sites, notices, asked.as_of, asked.rules.work_environment_days)
    return rows.join(found, on="activity_id", how="left", maintain_order="left")


def _inputs(published: Published, asked: Asked) -> dict[str, Any]:
    """Everything the draw follows from, in a form that can be written down."""
    return {
        "run_id": queries.manifest(published).item(0, "run_id"),
        "target": asked.target,
        "as_of": asked.as_of.isoformat(),
        "period": asked.period.name,
        "capacity": [[one.division, one.form, one.team, one.inspections] for one in asked.capacities],
        "seed": asked.seed,
        "random_share": asked.random_share,
        "rules": asked.rules.version,
        "method": drawing.METHOD,
    }


def capacity_of(path: Path) -> tuple[Capacity, ...]:
    """The rows of a capacity file.

    Raises:
        CapacityFault: something in it is wrong.
        OSError: it cannot be read.
    """
    from indicators.planning.capacity import read

    return read(path.read_bytes(), path.name)
