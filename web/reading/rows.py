"""Rows out of documents: JSON lists in the order of a contract's columns, as frames and as rows of Python values."""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from tables.base import Table

#: A row as a document has it: dates and decimals are text, ISO dates in the order of their days.
Raw = list[Any]


@functools.cache
def index(contract: type[Table]) -> dict[str, int]:
    """Where each column of a contract stands in a row."""
    return {name: place for place, name in enumerate(contract.column_names())}


@functools.cache
def _types(contract: type[Table]) -> dict[str, pl.DataType]:
    """The types that the published file's columns are read as: codes are text."""
    return {
        name: pl.String() if isinstance(column.dtype, pl.Enum) else column.dtype
        for name, column in contract.columns().items()
    }


@functools.cache
def _makers(contract: type[Table]) -> dict[str, Callable[[str], Any]]:
    """Columns that JSON has as text, and how they are made from it."""
    made: dict[str, Callable[[str], Any]] = {}
    for name, kind in _types(contract).items():
        if isinstance(kind, pl.Date):
            made[name] = dt.date.fromisoformat
        elif isinstance(kind, pl.Datetime):
            made[name] = dt.datetime.fromisoformat
        elif isinstance(kind, pl.Decimal):
            made[name] = Decimal
    return made


def known(contract: type[Table], rows: Iterable[Raw], on: dt.date) -> list[Raw]:
    """The rows that were held to be so on a day."""
    since, until = index(contract)["known_from"], index(contract)["known_to"]
    day = on.isoformat()
    return [row for row in rows if row[since] <= day and (row[until] is None or row[until] > day)]


def frame(contract: type[Table], rows: Sequence[Raw], columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Rows of a document as the published file gives them."""
    kinds, makers, at = _types(contract), _makers(contract), index(contract)
    names = list(kinds) if columns is None else list(columns)
    if not rows:
        return _empty(contract, tuple(names))
    picked = [(at[name], makers.get(name)) for name in names]
    data = [[row[i] if make is None or row[i] is None else make(row[i]) for i, make in picked] for row in rows]
    return pl.DataFrame(data, schema={name: kinds[name] for name in names}, orient="row")


@functools.cache
def _empty(contract: type[Table], names: tuple[str, ...]) -> pl.DataFrame:
    kinds = _types(contract)
    return pl.DataFrame(schema={name: kinds[name] for name in names})


def named(contract: type[Table], rows: Iterable[Raw], columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Rows of a document by column, as Python values; of all columns, or of some."""
    makers, at = _makers(contract), index(contract)
    names = list(at) if columns is None else columns
    plain = [(name, at[name]) for name in names]
    made = [(name, makers[name]) for name in names if name in makers]
    found = []
    for row in rows:
        one = {name: row[place] for name, place in plain}
        for name, make in made:
            if one[name] is not None:
                one[name] = make(one[name])
        found.append(one)
    return found


#: Columns that tell most rows apart; the others are looked at only where these are equal.
_FIRST = 4


def in_order(rows: Iterable[Sequence[Any]], at: Sequence[int] | None = None) -> list[Any]:
    """Rows by all their columns, or by some, null last: the order of `ORDER BY ALL`."""
    ordered = sorted(rows, key=_key(at, 0, _FIRST))
    if not ordered or len(at or ordered[0]) <= _FIRST:
        return ordered
    found: list[Any] = []
    for _, equal in itertools.groupby(ordered, key=_key(at, 0, _FIRST)):
        rest = list(equal)
        found += rest if len(rest) == 1 else sorted(rest, key=_key(at, _FIRST, None))
    return found


def _key(at: Sequence[int] | None, first: int, last: int | None) -> Callable[[Sequence[Any]], list[Any]]:
    if at is None:
        return lambda row: [(value is None, value) for value in row[first:last]]
    places = at[first:last]
    return lambda row: [(row[place] is None, row[place]) for place in places]
