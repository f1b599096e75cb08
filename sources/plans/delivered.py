"""What the books of plans become: delivery files of our own, written from the books and landed like any other.

The files are a function of the books alone, so a file that is lost is written again, the same.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from sources.decided import DELIVERIES
from sources.plans import book, records
from tables import raw
from tables.raw import Delivery
from tables.store import atomic_write


def deliver(home: Path) -> list[Path]:
    """Write the files that the books call for and that are not as they should be; which ones were written."""
    wanted = {**_planned(home), **_records(home)}
    written = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, wanted[path])
    return written


def _planned(home: Path) -> dict[Path, bytes]:
    """A file for each plan."""
    found = {}
    for plan in book.read_book(home):
        drawn = book.frame_of(home, plan).filter(pl.col("arm").is_not_null())
        if drawn.is_empty():
            continue
        rows = drawn.with_columns(
            plan_id=pl.lit(plan.plan_id),
            target=pl.lit(plan.target),
            period=pl.lit(plan.period),
            drawn_on=pl.lit(plan.drawn_on),
            as_of=pl.lit(plan.as_of),
            seed=pl.lit(plan.inputs["seed"], pl.Int64),
            known_at=pl.lit(plan.drawn_on),
        )
        if "either_probability" not in rows.columns:
            rows = rows.with_columns(either_probability=pl.lit(None, pl.Float64))
        path = home / DELIVERIES / raw.PlannedCase.folder / f"{raw.PlannedCase.table}_{plan.plan_id}.csv"
        found[path] = _csv(raw.PlannedCase, rows)
    return found


def _records(home: Path) -> dict[Path, bytes]:
    """A file for each day: of several records about one case on one day the last."""
    days: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    for one in records.read_records(home):
        row = {
            "plan_id": one.plan_id,
            "activity_id": one.activity_id,
            "departure": one.departure,
            "agrees": one.agrees,
            "because": one.because,
            "found": one.found,
            "hours": one.hours,
            "by_role": one.by,
            "noted_on": one.noted_on,
            "known_at": one.noted_on,
        }
        days.setdefault(str(one.noted_on), {})[one.plan_id, one.activity_id] = row
    folder = home / DELIVERIES / raw.CaseRecord.folder
    return {
        folder / f"{raw.CaseRecord.table}_anteckningar_{day}.csv": _csv(raw.CaseRecord, _frame(rows.values()))
        for day, rows in days.items()
    }


def _frame(rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    schema: dict[str, Any] = {name: raw.CaseRecord.columns()[name].dtype for name in raw.CaseRecord.delivered_columns()}
    return pl.DataFrame(list(rows), schema=schema)


def _csv(contract: type[Delivery], rows: pl.DataFrame) -> bytes:
    columns = contract.columns()
    typed = rows.select(pl.col(name).cast(columns[name].dtype) for name in contract.delivered_columns())
    return typed.write_csv(separator=";").encode()
