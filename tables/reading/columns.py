"""The lists as columns of codes: what narrowing, sorting and counting 500 000 rows takes a page a millisecond for.

For each day and target, in the order of the list: one small number a row and column that a list is narrowed by, one
bit vector for each kind of work item, and for each way of sorting the rows in that order.
"""

import sqlite3

import duckdb
import numpy as np
import polars as pl

from tables.code_lists import labels_of
from tables.marts import RankedList
from tables.reading.packed import define

#: Columns that a list is narrowed by.
NARROWED = (
    "division", "county_code", "municipality_code", "form_code", "operator_type", "band", "basis",
)  # fmt: skip
#: Ways of sorting, beside the order of the list itself.
SORTS = ("activity_name", "actor_name", "municipality", "coverage")
#: Stands for null.
NONE = 65535
_SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "u"})
_CREATE = """
    CREATE TABLE listed (day TEXT, target TEXT, position INTEGER, activity_id TEXT, actor_id TEXT,
        PRIMARY KEY (day, target, position)) WITHOUT ROWID;
    CREATE TABLE list_column (day TEXT, target TEXT, name TEXT, data BLOB, PRIMARY KEY (day, target, name));
    CREATE TABLE list_flag (day TEXT, target TEXT, kind TEXT, data BLOB, PRIMARY KEY (day, target, kind));
    CREATE TABLE code (name TEXT, number INTEGER, code TEXT, PRIMARY KEY (name, number)) WITHOUT ROWID;
"""
_INDEX = """
    CREATE INDEX listed_by_activity ON listed (activity_id, day, target);
    CREATE INDEX listed_by_actor ON listed (actor_id, day, target);
"""


def write_columns(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection) -> None:
    """Write the columns of every list of the run."""
    define(target, _CREATE)
    name = RankedList.qualified_name()
    codes = {column: _codes(source, target, column) for column in NARROWED}
    for day, aim in source.execute(f"SELECT DISTINCT as_of, target FROM {name} ORDER BY ALL").fetchall():
        narrowed = ", ".join(NARROWED)
        frame = source.sql(
            f"SELECT position, activity_id, actor_id, activity_name, actor_name, coverage, flags, {narrowed} "
            f"FROM {name} WHERE as_of = ? AND target = ? ORDER BY position",
            params=[day, aim],
        ).pl()
        _write(target, str(day), aim, frame, codes)
    define(target, _INDEX)


def _codes(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection, column: str) -> dict[str, int]:
    found = source.execute(
        f"SELECT DISTINCT {column} FROM {RankedList.qualified_name()} WHERE {column} IS NOT NULL ORDER BY 1"
    ).fetchall()
    numbers = {str(code): number for number, (code,) in enumerate(found)}
    target.executemany("INSERT INTO code VALUES (?, ?, ?)", ((column, n, code) for code, n in numbers.items()))
    return numbers


def _write(
    target: sqlite3.Connection, day: str, aim: str, frame: pl.DataFrame, codes: dict[str, dict[str, int]]
) -> None:
    rows = frame.select("position", "activity_id", "actor_id").iter_rows()
    target.executemany("INSERT INTO listed VALUES (?, ?, ?, ?, ?)", ((day, aim, *row) for row in rows))
    kept = {name: _numbered(frame[name], codes[name]) for name in NARROWED}
    kept["position"] = frame["position"].cast(pl.Int32).to_numpy()
    kept |= {f"by {name}": _order(frame, name) for name in SORTS}
    target.executemany(
        "INSERT INTO list_column VALUES (?, ?, ?, ?)", ((day, aim, name, data.tobytes()) for name, data in kept.items())
    )
    target.executemany("INSERT INTO list_flag VALUES (?, ?, ?, ?)", ((day, aim, *one) for one in _flags(frame)))


def _numbered(column: pl.Series, codes: dict[str, int]) -> np.ndarray:
    return column.cast(pl.String).replace_strict(codes, default=NONE, return_dtype=pl.UInt16).fill_null(NONE).to_numpy()


def _order(frame: pl.DataFrame, name: str) -> np.ndarray:
    """Row numbers in another order; ties in the order of the list, the unknown last."""
    if name == "coverage":
        column = frame[name]
    elif name == "municipality":
        column = frame["municipality_code"].cast(pl.String).replace(labels_of("municipalities"))
    else:
        column = frame[name]
    keyed = pl.Series("key", [swedish_key(text) for text in column]) if column.dtype == pl.String else column
    return (
        pl.DataFrame({"key": keyed, "row": np.arange(frame.height, dtype=np.int32)})
        .sort("key", "row", nulls_last=True)["row"]
        .to_numpy()
    )


def swedish_key(text: str | None) -> str | None:
    """What a text is sorted by in Swedish: å, ä and ö come last."""
    return None if text is None else text.casefold().translate(_SWEDISH)


def _flags(frame: pl.DataFrame) -> list[tuple[str, bytes]]:
    """Kind of work item → one bit a row; a flag's kind is what stands before its first colon."""
    found: dict[str, np.ndarray] = {}
    for row, text in enumerate(frame["flags"]):
        for part in (text or "").split("|"):
            kind = part.split(":")[0].strip()
            if kind:
                found.setdefault(kind, np.zeros(frame.height, dtype=bool))[row] = True
    return [(kind, np.packbits(found[kind]).tobytes()) for kind in sorted(found)]
