"""Which activities stand on the plan that was drawn last for a target, and by which arm."""

import functools
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from sources.plans.book import DrawnPlan, PlanRefused, frame_of, read_book


def newest(home: Path, target: str) -> DrawnPlan | None:
    """The plan drawn last for a target, if any."""
    return next((one for one in reversed(read_book(home)) if one.target == target), None)


def named(home: Path, plan_id: str) -> DrawnPlan | None:
    """The plan of a whole name, if there is one."""
    return next((one for one in read_book(home) if one.plan_id == plan_id), None)


def arms_of(home: Path, plan: DrawnPlan | None) -> Mapping[str, str]:
    """Activity → arm, of what stands on a plan; nothing where there is none or its file is not as it was."""
    return {name: arm for name, (arm, _) in _cases(home, plan).items()}


def divisions_of(home: Path, plan: DrawnPlan) -> Mapping[str, str]:
    """Activity → division, of what stands on a plan; what has none is left out."""
    return {name: division for name, (_, division) in _cases(home, plan).items() if division is not None}


def _cases(home: Path, plan: DrawnPlan | None) -> Mapping[str, tuple[str, str | None]]:
    """Activity → arm and division. A file that is not as it was is looked at again the next time."""
    if plan is None:
        return {}
    try:
        return _kept(home, plan.plan_id, plan.frame_sha256)
    except PlanRefused:
        return {}


@functools.lru_cache(maxsize=16)
def _kept(home: Path, plan_id: str, _digest: str) -> Mapping[str, tuple[str, str | None]]:
    plan = next(one for one in read_book(home) if one.plan_id == plan_id)
    rows = frame_of(home, plan).filter(pl.col("arm").is_not_null())
    return {name: (arm, division) for name, arm, division in rows.select("activity_id", "arm", "division").iter_rows()}
