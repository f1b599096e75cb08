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
    if plan is None:
        return {}
    return _arms(home, plan.plan_id, plan.frame_sha256)


def divisions_of(home: Path, plan: DrawnPlan) -> Mapping[str, str]:
    """Activity → division, of what stands on a plan; what has none is left out."""
    return _divisions(home, plan.plan_id, plan.frame_sha256)


@functools.lru_cache(maxsize=16)
def _arms(home: Path, plan_id: str, _digest: str) -> Mapping[str, str]:
    return dict(_drawn(home, plan_id).select("activity_id", "arm").iter_rows())


@functools.lru_cache(maxsize=16)
def _divisions(home: Path, plan_id: str, _digest: str) -> Mapping[str, str]:
    rows = _drawn(home, plan_id).filter(pl.col("division").is_not_null())
    return dict(rows.select("activity_id", "division").iter_rows())


def _drawn(home: Path, plan_id: str) -> pl.DataFrame:
    plan = next(one for one in read_book(home) if one.plan_id == plan_id)
    try:
        return frame_of(home, plan).filter(pl.col("arm").is_not_null())
    except PlanRefused:
        return pl.DataFrame(schema={"activity_id": pl.String, "arm": pl.String, "division": pl.String})
