"""Writing a run's reading file from its published file."""

import json
import os
import sqlite3
from pathlib import Path

import duckdb

from tables import marts
from tables.base import Table
from tables.contracts import facts, published
from tables.reading.columns import write_columns
from tables.reading.documents import write_documents
from tables.reading.names import write_names
from tables.reading.packed import define, row_sql
from tables.reading.spreads import write_spreads

#: Changed with the form of the file: a file of another form is written anew.
FORMAT = "1"
_CREATE = """
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE waiting (day TEXT, work_list TEXT, kind TEXT, divisions TEXT, activity_id TEXT, actor_id TEXT,
        item TEXT);
    CREATE TABLE moved (day TEXT, target TEXT, span TEXT, position INTEGER, since TEXT, way TEXT);
    CREATE TABLE applied (day TEXT, target TEXT, division TEXT, kind TEXT, form_code TEXT, applicant_id TEXT,
        item TEXT);
"""
#: The scores that have moved most since an earlier day, by what has happened, each way.
_MOVED = """
    SELECT t.as_of::VARCHAR, t.target, t.span, l.position, t.compared_with::VARCHAR,
        CASE WHEN real_change > 0 THEN 'up' ELSE 'down' END AS way
    FROM marts.trend AS t JOIN marts.ranked_list AS l USING (as_of, target, activity_id)
    WHERE t.direction IS NOT NULL AND real_change <> 0
    QUALIFY row_number() OVER (PARTITION BY t.as_of, t.target, t.span, way ORDER BY abs(real_change) DESC, l.position)
        <= 500
    ORDER BY t.as_of, t.target, t.span, abs(real_change) DESC, l.position
"""
_INDEX = """
    CREATE INDEX moved_by_day ON moved (day, target, span);
    CREATE INDEX waiting_by_day ON waiting (day, kind);
    CREATE INDEX waiting_by_activity ON waiting (activity_id);
    CREATE INDEX waiting_by_actor ON waiting (actor_id);
    CREATE INDEX applied_by_day ON applied (day, target);
    CREATE INDEX applied_by_applicant ON applied (applicant_id);
"""
#: Mart, the columns beside the row itself, the table, and the order in which a reader meets the rows.
_MARTS: tuple[tuple[type[Table], str, str, str], ...] = (
    (
        marts.WorkItem,
        "as_of::VARCHAR, work_list, kind, divisions, activity_id, actor_id",
        "waiting",
        "as_of, work_list, due NULLS LAST, started NULLS LAST, item_id",
    ),
    (
        marts.PermitCaseItem,
        "as_of::VARCHAR, target, division, kind, form_code, applicant_id",
        "applied",
        "as_of, target, partial_score DESC NULLS LAST, applied_at, case_no",
    ),
)


def write(source: Path, target: Path) -> None:
    """Write the reading file of a published file, whole or not at all, and make it durable.

    Args:
        source: the published DuckDB file; nobody may be writing it.
        target: where the SQLite file is to lie; what is there is replaced.
    """
    temporary = target.with_name(f".building-{os.getpid()}-{target.name}")
    temporary.unlink(missing_ok=True)
    try:
        _fill(source, temporary)
        descriptor = os.open(temporary, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(source: Path, path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; BEGIN;")
        with duckdb.connect(str(source), read_only=True) as tables:
            _about(database)
            _marts(tables, database)
            write_columns(tables, database)
            write_names(tables, database)
            write_documents(tables, database)
            write_spreads(tables, database)
        database.execute("COMMIT")
        database.execute("ANALYZE")
    finally:
        database.close()


def _about(database: sqlite3.Connection) -> None:
    define(database, _CREATE)
    columns = {name: contract.column_names() for name, contract in {**facts(), **published()}.items()}
    about = {"format": FORMAT, "columns": json.dumps(columns)}
    database.executemany("INSERT INTO about VALUES (?, ?)", about.items())


def _marts(tables: duckdb.DuckDBPyConnection, database: sqlite3.Connection) -> None:
    for contract, keys, name, order in _MARTS:
        rows = tables.execute(
            f"SELECT {keys}, {row_sql(contract)} FROM {contract.qualified_name()} ORDER BY {order}"
        ).fetchall()
        database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    moved = tables.execute(_MOVED).fetchall()
    database.executemany("INSERT INTO moved VALUES (?, ?, ?, ?, ?, ?)", moved)
    define(database, _INDEX)
