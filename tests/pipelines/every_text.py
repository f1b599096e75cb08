"""Every text that a folder holds, also where it is compressed or packed: in tables, workbooks and databases."""

import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

Text = tuple[str, str]


def texts(folder: Path) -> Iterator[Text]:
    """Each text with where it stands: names of files, their bytes, and what is inside those that hide it."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        place = str(path.relative_to(folder))
        content = path.read_bytes()
        yield f"{place} (name)", place
        yield place, content.decode("utf-8", errors="ignore")
        yield f"{place} (utf-16)", content.decode("utf-16-le", errors="ignore")
        yield from _inside(path, place, content)


def _inside(path: Path, place: str, content: bytes) -> Iterator[Text]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield f"{place}!{name}", packed.read(name).decode("utf-8", errors="ignore")
    elif content[:16].startswith(b"SQLite format 3"):
        yield from _sqlite(path, place)
    elif content[8:12] == b"DUCK":
        yield from _duckdb(path, place)
    elif content[:4] == b"PAR1":
        yield from _columns(pl.read_parquet(path), place)


def _sqlite(path: Path, place: str) -> Iterator[Text]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", errors="ignore")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            yield f"{place}!{table}", "\n".join(str(cell) for row in rows for cell in row)
    connection.close()


def _duckdb(path: Path, place: str) -> Iterator[Text]:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT table_schema, table_name FROM information_schema.tables").fetchall()
        for schema, table in tables:
            yield from _columns(connection.sql(f'SELECT * FROM "{schema}"."{table}"').pl(), f"{place}!{schema}.{table}")


def _columns(frame: pl.DataFrame, place: str) -> Iterator[Text]:
    for name in frame.columns:
        cells = frame[name].drop_nulls().unique().to_list() if frame[name].dtype == pl.String else frame[name].to_list()
        yield f"{place}.{name}", "\n".join(map(str, cells))
