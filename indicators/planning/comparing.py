"""A drawn plan against what is known later: what was held about the time up to the list's day, then and now.

What has happened since does not count: rows that begin after the day are left out, and later days in the rest are
treated as not yet known. The plan is never changed; it is marked.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from indicators.registry import catalogue
from tables.contracts import facts
from tables.core import Fact

_OF_KNOWLEDGE = ("known_from", "known_to", "ledger_id", "source_row")
#: What has become of rows: in neither, only now, only then.
CHANGED, ADDED, REMOVED = "changed", "added", "removed"
_SCHEMA = {"activity_id": pl.String, "fact": pl.String, "what": pl.String, "n": pl.Int64}


def facts_behind(indicators: list[str]) -> list[type[Fact]]:
    """The facts that some indicators read, in the order of the contracts; unknown names are passed over."""
    found = catalogue()
    tables = {measure.fact.table for name in indicators if name in found for measure in found[name].measures.values()}
    return [contract for name, contract in facts().items() if name in tables]


def changes(
    cases: pl.DataFrame, then: Mapping[str, pl.DataFrame], now: Mapping[str, pl.DataFrame], as_of: dt.date
) -> pl.DataFrame:
    """What is held otherwise now about each case.

    Args:
        cases: activity_id and actor_id of the drawn cases.
        then: fact rows as known when the plan was drawn, by table; `now` as known later.
        now: see then.
        as_of: the day of the list the plan was drawn from.

    Returns:
        activity_id, fact (the table), what (changed, added or removed) and n, the rows it concerns; sorted.
    """
    found = [pl.DataFrame(schema=_SCHEMA)]
    for table, rows in then.items():
        before, after = (_about(frame, as_of) for frame in (rows, now[table]))
        gone, new = _only_in(before, after), _only_in(after, before)
        counted = _per_case(cases, gone).join(
            _per_case(cases, new), on="activity_id", how="full", coalesce=True, suffix="_new"
        )
        what = (
            pl.when(pl.col("n").is_null())
            .then(pl.lit(ADDED))
            .when(pl.col("n_new").is_null())
            .then(pl.lit(REMOVED))
            .otherwise(pl.lit(CHANGED))
        )
        number = pl.max_horizontal("n", "n_new").cast(pl.Int64)
        found.append(counted.select("activity_id", fact=pl.lit(table), what=what, n=number))
    return pl.concat(found).sort("activity_id", "fact")


def _about(rows: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """The rows without when they were known, as far as they are about the time up to the day."""
    start = next((name for name in ("event_date", "valid_from") if name in rows.columns), None)
    begun = rows.filter(pl.col(start) <= as_of) if start else rows
    days = [name for name, kind in rows.schema.items() if kind == pl.Date and name not in _OF_KNOWLEDGE]
    clipped = begun.with_columns(pl.when(pl.col(name) <= as_of).then(name).alias(name) for name in days)
    return clipped.drop(_OF_KNOWLEDGE).unique()


def _only_in(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    return one.join(other, on=one.columns, how="anti", nulls_equal=True)


def _per_case(cases: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """How many rows concern each case: its own, and its actor's where no activity is named."""
    parts = []
    if "activity_id" in rows.columns:
        parts.append(cases.select("activity_id").join(rows.select("activity_id"), on="activity_id"))
        rows = rows.filter(pl.col("activity_id").is_null())
    if "actor_id" in rows.columns:
        whole = cases.select("activity_id", "actor_id").join(rows.select("actor_id"), on="actor_id")
        parts.append(whole.select("activity_id"))
    joined = pl.concat(parts) if parts else cases.select("activity_id").clear()
    return joined.group_by("activity_id").agg(n=pl.len())
