"""The warehouse: typed reading and atomic writing of contracts in one DuckDB file. The only writer there is.

What is published for others to read is another file and another module, `serving.py`.
"""

import os
import types
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import duckdb
import polars as pl

from tables.base import Table
from tables.contracts import create_statement, duckdb_type, facts, kept, published

WAREHOUSE = "warehouse.duckdb"
_LAYERS = ("raw", "core", "marts", "ops")
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class WarehouseBusy(RuntimeError):
    """Another process is writing the warehouse."""


class IllegalRows(ValueError):
    """Computed rows that their contract refuses: a fault in the program. Says which table, which rules, how many rows.

    Attributes:
        counts: rule → how many rows break it.
    """

    def __init__(self, contract: type[Table], counts: dict[str, int], n_rows: int) -> None:
        self.counts = counts
        rules = ", ".join(f"{rule} ({number})" for rule, number in sorted(counts.items()))
        super().__init__(
            f"{contract.qualified_name()}: of {n_rows} rows some break the contract: {rules}; nothing was written"
        )


class Warehouse:
    """One open warehouse. Use as a context manager; one process at a time.

    Raises:
        WarehouseBusy: another process holds the file.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.path = home / WAREHOUSE
        try:
            self.connection = duckdb.connect(str(self.path), config=_CONFIG)
        except duckdb.IOException as error:
            if "lock" in str(error):
                raise WarehouseBusy(
                    "another run is writing this home directory; wait for it, or choose another"
                ) from error
            raise
        for layer in _LAYERS:
            self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {layer}")
        self._outgrow()
        for contract in kept():
            self.connection.execute(create_statement(contract))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, so that another process may open it."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen, or none."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def read(self, contract: type[Table]) -> pl.DataFrame:
        """All rows of a table, typed by its contract."""
        return _typed(contract, self.connection.sql(f"SELECT * FROM {contract.qualified_name()}").pl())

    def query(self, contract: type[Table], condition: str, parameters: list[object]) -> pl.DataFrame:
        """The rows of a table that meet an SQL condition with `?` parameters."""
        sql = f"SELECT * FROM {contract.qualified_name()} WHERE {condition}"
        return _typed(contract, self.connection.sql(sql, params=parameters).pl())

    def append(self, contract: type[Table], frame: pl.DataFrame) -> None:
        """Add rows to a table.

        Raises:
            IllegalRows: a row breaks the contract.
        """
        self._insert(contract, _legal(contract, frame))

    def amend(
        self, contract: type[Table], column: str, value: object, condition: str, parameters: list[object]
    ) -> None:
        """Set one column in the rows that meet an SQL condition with `?` parameters."""
        sql = f'UPDATE {contract.qualified_name()} SET "{column}" = ? WHERE {condition}'
        self.connection.execute(sql, [value, *parameters])

    def replace(self, contract: type[Table], frame: pl.DataFrame) -> None:
        """Put `frame` in place of the whole table, in one transaction of its own.

        Raises:
            IllegalRows: a row breaks the contract; the table then stays as it was.
        """
        self.replace_in_parts(contract, [frame])

    def replace_in_parts(self, contract: type[Table], frames: Iterable[pl.DataFrame]) -> int:
        """Put the frames together in place of the whole table, in one transaction, holding one of them at a time.

        Returns:
            How many rows the table has now.

        Raises:
            IllegalRows: a row breaks the contract; the table then stays as it was.
        """
        number = 0
        with self.transaction():
            self.connection.execute(f"DELETE FROM {contract.qualified_name()}")
            for frame in frames:
                self._insert(contract, _legal(contract, frame))
                number += frame.height
        return number

    def _outgrow(self) -> None:
        """Fit tables that another version of the program made.

        What is computed is dropped, and a run makes it anew; what was landed is kept, with new columns empty.
        """
        columns = self.connection.sql(
            "SELECT schema_name || '.' || table_name, list(column_name) FROM duckdb_columns() "
            "WHERE database_name = current_database() GROUP BY ALL"
        )
        there = dict(columns.fetchall())
        computed = {contract.qualified_name() for contract in (*facts().values(), *published().values())}
        for contract in kept():
            name = contract.qualified_name()
            differing = set(contract.column_names()).symmetric_difference(there.get(name, contract.column_names()))
            if differing and name in computed:
                self.connection.execute(f"DROP TABLE {name}")
            elif differing:
                for column in sorted(differing - set(there[name])):
                    kind = duckdb_type(contract.columns()[column].dtype)
                    self.connection.execute(f'ALTER TABLE {name} ADD COLUMN "{column}" {kind}')

    def _insert(self, contract: type[Table], frame: pl.DataFrame) -> None:
        if frame.is_empty():
            return
        columns = contract.column_names()
        self.connection.register("incoming", frame.select(_storable(frame, columns)).to_arrow())
        try:
            names = ", ".join(f'"{name}"' for name in columns)
            self.connection.execute(f"INSERT INTO {contract.qualified_name()} ({names}) SELECT {names} FROM incoming")
        finally:
            self.connection.unregister("incoming")


def _legal(contract: type[Table], frame: pl.DataFrame) -> pl.DataFrame:
    legal, broken = contract.filter(frame, cast=True)
    if len(broken):
        raise IllegalRows(contract, {rule: int(number) for rule, number in broken.counts().items()}, frame.height)
    return legal


def _storable(frame: pl.DataFrame, columns: list[str]) -> list[pl.Expr]:
    return [
        pl.col(name).cast(pl.String) if isinstance(frame.schema[name], pl.Enum) else pl.col(name) for name in columns
    ]


def _typed(contract: type[Table], frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(column.dtype) for name, column in contract.columns().items())


def atomic_write(path: Path, content: bytes) -> None:
    """Write a small file so that a reader sees the old contents or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
