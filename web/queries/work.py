"""SQL over what waits: work items, permit cases that are not decided, and trends."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl

from tables import marts
from tables.serving import Published

_THESE = "(SELECT unnest(?::VARCHAR[]))"


def waiting(published: Published, as_of: dt.date, kind: str | None, division: str | None) -> pl.DataFrame:
    """The work list of a day, narrowed: rules first, what is most overdue first, then what is watched."""
    if not published.has(marts.WorkItem):
        return marts.WorkItem.create_empty()
    sql = (
        "SELECT * FROM marts.work_item WHERE as_of = ? AND (? IS NULL OR kind = ?) "
        "AND (? IS NULL OR list_contains(string_split(divisions, '|'), ?)) "
        "ORDER BY work_list, due NULLS LAST, started NULLS LAST, item_id"
    )
    return published.rows(sql, [as_of, kind, kind, division, division])


def waiting_of(
    published: Published, as_of: dt.date, actor_id: str, activity_ids: Sequence[str], *, is_whole_actor: bool
) -> pl.DataFrame:
    """What waits about an actor and all its activities, or about some activities and what is their actor's own."""
    if not published.has(marts.WorkItem):
        return marts.WorkItem.create_empty()
    sql = (
        f"SELECT * FROM marts.work_item WHERE as_of = ? AND (activity_id IN {_THESE} "
        "OR actor_id = ? AND (activity_id IS NULL OR ?)) "
        "ORDER BY work_list, due NULLS LAST, started NULLS LAST, item_id"
    )
    return published.rows(sql, [as_of, list(activity_ids), actor_id, is_whole_actor])


def cases(published: Published, as_of: dt.date, target: str, division: str | None) -> pl.DataFrame:
    """The permit cases that wait, highest partial score first, then the oldest."""
    if not published.has(marts.PermitCaseItem):
        return marts.PermitCaseItem.create_empty()
    sql = (
        "SELECT * FROM marts.permit_case_item WHERE as_of = ? AND target = ? AND (? IS NULL OR division = ?) "
        "ORDER BY partial_score DESC NULLS LAST, applied_at, case_no"
    )
    return published.rows(sql, [as_of, target, division, division])


def cases_of(published: Published, as_of: dt.date, actor_id: str) -> pl.DataFrame:
    """The permit cases of an applicant that wait, one row for each target."""
    if not published.has(marts.PermitCaseItem):
        return marts.PermitCaseItem.create_empty()
    sql = "SELECT * FROM marts.permit_case_item WHERE as_of = ? AND applicant_id = ? ORDER BY case_no, target"
    return published.rows(sql, [as_of, actor_id])


def trends_of(published: Published, as_of: dt.date, activity_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The trends of some activities; none for days that are not the last of their run."""
    if not published.has(marts.Trend):
        return []
    sql = (
        f"SELECT * FROM marts.trend WHERE as_of = ? AND activity_id IN {_THESE} ORDER BY activity_id, target, span DESC"
    )
    return published.rows(sql, [as_of, list(activity_ids)]).to_dicts()
