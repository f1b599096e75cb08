"""The exports of a run as files: Parquet by table with a manifest, and a file that pages read.

`exports/<run>/<profile>/` holds `<table>.parquet`, `manifest.json` and `pages.sqlite`; `exports/CURRENT` names the run
whose exports are in force. A folder is written whole or not at all and never written again; making the same export of
the same run again gives the same bytes of Parquet and manifest.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from tables.contracts import duckdb_type
from tables.exports.base import Export
from tables.store import atomic_write

FOLDER = "exports"
POINTER = "CURRENT"
MANIFEST = "manifest.json"
PAGES = "pages.sqlite"
#: What a municipality's page asks every table by.
_ASKED_FOR = "municipality_code"
Frames = Mapping[type[Export], pl.DataFrame]


class NothingExported(RuntimeError):
    """No run has exported anything for this profile yet."""


def write(home: Path, run_id: str, as_of: dt.date, profile: str, frames: Frames) -> Path:
    """Write one profile's tables of a run; the folder they are in.

    Args:
        home: the home directory.
        run_id: the published run they are made from.
        as_of: the day they are about.
        profile: whom they are for.
        frames: contract → its rows, in any order; exactly the contract's columns.

    Raises:
        ValueError: a table is of another profile, or has other columns than its contract.
    """
    folder = home / FOLDER / run_id / profile
    temporary = folder.with_name(f".building-{os.getpid()}-{profile}")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        legal = {contract: _legal(contract, profile, frame) for contract, frame in frames.items()}
        files = {contract: _parquet(frame) for contract, frame in legal.items()}
        for contract, content in files.items():
            (temporary / f"{contract.table}.parquet").write_bytes(content)
        manifest = _manifest(run_id, as_of, profile, legal, files)
        (temporary / MANIFEST).write_text(manifest, encoding="utf-8")
        _pages(temporary / PAGES, legal)
        if folder.exists():
            shutil.rmtree(folder)
        temporary.replace(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return folder


def put_in_force(home: Path, run_id: str) -> None:
    """Let a run's exports be those that pages show and recipients get."""
    atomic_write(home / FOLDER / POINTER, f"{run_id}\n".encode())


def in_force(home: Path, profile: str) -> Path:
    """The folder of a profile's export in force.

    Raises:
        NothingExported: there is none.
    """
    pointer = home / FOLDER / POINTER
    folder = home / FOLDER / pointer.read_text(encoding="utf-8").strip() / profile if pointer.exists() else None
    if folder is None or not folder.is_dir():
        raise NothingExported(f"nothing is exported to {profile} here yet")
    return folder


def manifest_of(folder: Path) -> dict[str, Any]:
    """What an export says of itself: run, day, profile, and for each table its columns, rows and digest."""
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told


def opened(folder: Path) -> sqlite3.Connection:
    """The file that pages read, read-only, rows by name. One table for each contract, by its name."""
    connection = sqlite3.connect(f"file:{folder / PAGES}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _legal(contract: type[Export], profile: str, frame: pl.DataFrame) -> pl.DataFrame:
    if contract.profile != profile or set(frame.columns) != set(contract.column_names()):
        unknown = sorted(set(frame.columns) ^ set(contract.column_names()))
        raise ValueError(f"{contract.table} cannot be exported to {profile}: {unknown or contract.profile}")
    legal: pl.DataFrame = contract.validate(frame.select(contract.column_names()), cast=True)
    return legal.sort(pl.all(), nulls_last=True)


def _parquet(frame: pl.DataFrame) -> bytes:
    stream = BytesIO()
    frame.write_parquet(stream, compression="zstd", statistics=False)
    return stream.getvalue()


def _manifest(run_id: str, as_of: dt.date, profile: str, frames: Frames, files: Mapping[type[Export], bytes]) -> str:
    tables = {
        contract.table: {
            "columns": contract.column_names(),
            "rows": frames[contract].height,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        for contract, content in files.items()
    }
    told = {"run_id": run_id, "as_of": as_of.isoformat(), "profile": profile, "tables": tables}
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _pages(path: Path, frames: Frames) -> None:
    """Lists of codes are text with | between, dates are ISO text; a municipality's rows are found by an index."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("BEGIN")
        for contract, frame in frames.items():
            columns = ", ".join(f'"{name}" {_affinity(column)}' for name, column in contract.columns().items())
            database.execute(f'CREATE TABLE "{contract.table}" ({columns})')
            text = frame.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Enum).cast(pl.String))
            marks = ", ".join("?" * frame.width)
            database.executemany(f'INSERT INTO "{contract.table}" VALUES ({marks})', text.iter_rows())
            if _ASKED_FOR in frame.columns:
                database.execute(f'CREATE INDEX "{contract.table}_by" ON "{contract.table}" ({_ASKED_FOR})')
        database.execute("COMMIT")
        _index(database, frames)
        database.execute("ANALYZE")
    finally:
        database.close()


def _index(database: sqlite3.Connection, frames: Frames) -> None:
    """What one activity or operator is asked by."""
    for contract in frames:
        for column in ("activity_id", "operator_number"):
            if column in contract.columns():
                name = f"{contract.table}_of_{column}"
                database.execute(f'CREATE INDEX "{name}" ON "{contract.table}" ("{column}")')


def _affinity(column: Any) -> str:
    kind = duckdb_type(column.dtype)
    return {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}.get(kind, "TEXT")
