"""The exports in force as the pages of those outside read them: their day, how old that is, and their rows."""

import datetime as dt
import functools
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings

from tables.code_lists import labels_of
from tables.exports.base import Export
from tables.exports.files import NothingExported, in_force, manifest_of, opened
from web.site import clock

Row = Mapping[str, Any]
_KEPT = threading.local()


@dataclass(frozen=True)
class ExportStatus:
    """An export: the day it is about, how long ago that is, and whether it is older than agreed."""

    day: dt.date
    age_days: int
    is_old: bool


def status(profile: str) -> ExportStatus | None:
    """How a profile's export in force stands today; `None` when nothing is exported."""
    try:
        day = day_of(in_force(settings.CONFIGURATION.home, profile))
    except NothingExported:
        return None
    age = (clock.today() - day).days
    return ExportStatus(day, age, age > settings.CONFIGURATION.old_after_days and not settings.CONFIGURATION.demo)


@functools.lru_cache(maxsize=8)
def day_of(folder: Path) -> dt.date:
    """The day that an export is about; an export is never changed."""
    return dt.date.fromisoformat(manifest_of(folder)["as_of"])


@functools.lru_cache(maxsize=8)
def holds(folder: Path, *contracts: type[Export]) -> bool:
    """Whether an export has every column of some tables; one made by an older version of the program may not."""
    tables = manifest_of(folder)["tables"]
    return all(set(one.column_names()) <= set(tables.get(one.table, {}).get("columns", ())) for one in contracts)


def connection(folder: Path) -> sqlite3.Connection:
    """The file that pages read, kept open by each thread until another export of the profile is in force."""
    kept: dict[str, tuple[Path, sqlite3.Connection]] = _KEPT.__dict__
    profile = folder.name
    if profile not in kept or kept[profile][0] != folder:
        if profile in kept:
            kept[profile][1].close()
        kept[profile] = (folder, opened(folder))
    return kept[profile][1]


def labels_in(contract: type[Export], column: str) -> Mapping[str, str]:
    """Code → Swedish word of a column; empty for one without codes."""
    notes = contract.notes(column)
    return labels_of(notes["codes"]) if notes["codes"] else notes["labels"]


def told(contract: type[Export], row: sqlite3.Row) -> Row:
    """A row with days as days, yes or no as such, and `<column>_text` beside each code."""
    found: dict[str, Any] = {}
    for name, made, labels in _columns(contract):
        value = row[name]
        found[name] = value if made is None or value is None else made(value)
        if labels:
            found[f"{name}_text"] = labels.get(value, value)
    return found


def equal_to(contract: type[Export], equal: Mapping[str, Any]) -> str:
    """That columns have values, whose names they are told by."""
    unknown = set(equal) - set(contract.column_names())
    if unknown:
        raise ValueError(f"{contract.table} has no {', '.join(sorted(unknown))}")
    return " AND ".join(["1", *(f"{name} = :{name}" for name in equal)])


def selected(folder: Path, contract: type[Export], where: str, values: Mapping[str, Any]) -> list[Row]:
    """The rows of a table that a condition holds for, as `told`; what follows a condition may stand after it."""
    sql = f"SELECT * FROM {contract.table} WHERE {where}"
    return [told(contract, row) for row in connection(folder).execute(sql, dict(values))]


@functools.cache
def _columns(contract: type[Export]) -> tuple[tuple[str, Callable[[Any], Any] | None, Mapping[str, str]], ...]:
    """Each column: its name, what makes a value of what the file holds, and the labels of its codes."""
    made: dict[Any, Callable[[Any], Any]] = {pl.Date: dt.date.fromisoformat, pl.Boolean: bool}
    return tuple(
        (name, made.get(type(column.dtype)), labels_in(contract, name)) for name, column in contract.columns().items()
    )
