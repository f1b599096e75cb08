"""What a municipality may see of the export `party`: its own rows, and the country's control figure.

The only place that opens the file, so that every question is asked for the municipality of who asks. Nothing of the
municipalities' pages opens what is published to the inspectorate.
"""

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
from django.core.exceptions import PermissionDenied

from tables.code_lists import code_list, labels_of
from tables.exports.base import Export
from tables.exports.files import in_force, opened
from tables.exports.municipal import ControlFigure
from web.site.exported import day_of
from web.site.request import PageRequest

PROFILE = "party"
Row = Mapping[str, Any]
_KEPT = threading.local()


@dataclass(frozen=True)
class Own:
    """The rows of one municipality in one export.

    Attributes:
        municipality: its code.
        folder: the export.
    """

    municipality: str
    folder: Path

    @property
    def name(self) -> str:
        """What the municipality is called."""
        return labels_of("municipalities")[self.municipality]

    @property
    def day(self) -> dt.date:
        """The day that the export is about."""
        return day_of(self.folder)

    def rows(self, contract: type[Export], **equal: str) -> list[Row]:
        """The municipality's rows of a table, those where the named columns are as told."""
        return self._asked(contract, {"municipality_code": self.municipality, **equal})

    def national(self) -> list[Row]:
        """The control figure of the whole country."""
        return self._asked(ControlFigure, {"area": "national"})

    def _asked(self, contract: type[Export], equal: Mapping[str, str]) -> list[Row]:
        unknown = set(equal) - set(contract.column_names())
        if unknown:
            raise ValueError(f"{contract.table} has no {', '.join(sorted(unknown))}")
        where = " AND ".join(f'"{name}" = ?' for name in equal)
        sql = f'SELECT * FROM "{contract.table}" WHERE {where}'
        return [_told(contract, row) for row in _connection(self.folder).execute(sql, list(equal.values()))]


def own(request: PageRequest) -> Own:
    """What the municipality of who asks may see.

    Raises:
        NothingExported: nothing is exported yet.
        PermissionDenied: the provider has not told which municipality somebody acts for.
    """
    if request.user.municipality not in labels_of("municipalities"):
        raise PermissionDenied
    return Own(request.user.municipality, in_force(settings.CONFIGURATION.home, PROFILE))


@functools.cache
def field_labels() -> Mapping[str, str]:
    """What a mandatory field of the register is called."""
    return dict(code_list("mandatory_fields").select("field", "label_sv").unique().iter_rows())


def _connection(folder: Path) -> sqlite3.Connection:
    """The file, kept open by each thread until another export is in force."""
    kept: tuple[Path, sqlite3.Connection] | None = getattr(_KEPT, "opened", None)
    if kept is not None and kept[0] == folder:
        return kept[1]
    if kept is not None:
        kept[1].close()
    _KEPT.opened = (folder, opened(folder))
    connection: sqlite3.Connection = _KEPT.opened[1]
    return connection


def _told(contract: type[Export], row: sqlite3.Row) -> Row:
    """A row with days as days, yes or no as such, and `<column>_text` beside each code."""
    told: dict[str, Any] = {}
    for name, made, labels in _columns(contract):
        value = row[name]
        told[name] = value if made is None or value is None else made(value)
        if labels:
            told[f"{name}_text"] = labels.get(value, value)
    return told


@functools.cache
def _columns(contract: type[Export]) -> tuple[tuple[str, Callable[[Any], Any] | None, Mapping[str, str]], ...]:
    """Each column: its name, what makes a value of what the file holds, and the labels of its codes."""
    made: dict[Any, Callable[[Any], Any]] = {pl.Date: dt.date.fromisoformat, pl.Boolean: bool}
    found: list[tuple[str, Callable[[Any], Any] | None, Mapping[str, str]]] = []
    for name, column in contract.columns().items():
        notes = contract.notes(name)
        labels = labels_of(notes["codes"]) if notes["codes"] else notes["labels"]
        found.append((name, made.get(type(column.dtype)), labels))
    return tuple(found)
