"""What is published: one immutable DuckDB file a run, and the pointer `CURRENT` to the one in force.

Beside it lies the run's reading file, for pages that must answer at once (`tables/reading/`).

Readers open the file the pointer names, read-only, and never wait for a run. A path is never written twice: the file
is built beside, made durable, moved into place, and only then does the pointer change. Earlier files are kept.
"""

import datetime as dt
import os
import types
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Self

import duckdb
import polars as pl

from tables.base import Table
from tables.contracts import facts, published
from tables.marts import IndicatorValue, ListInForce, RankedList
from tables.reading import write as write_reading
from tables.serving_layout import columns_of, lay_out, view_of_values
from tables.store import Warehouse, atomic_write

FOLDER = "serving"
POINTER = "CURRENT"
#: Ordered so that what belongs together lies together in the file; facts and values are in `serving_layout.py`.
_ORDER = {
    "score": "activity_id, target, as_of",
    "contribution": 'activity_id, target, as_of, "order"',
    "ranked_list": "as_of, target, position",
}


class NothingPublished(RuntimeError):
    """No run has published anything in this home directory yet."""


class OlderFile(RuntimeError):
    """The published file was written by another version of the program, and lacks what is asked for.

    Attributes:
        lacking: the tables and columns of today's contracts that it does not have, sorted.
    """

    def __init__(self, run_id: str, lacking: list[str]) -> None:
        self.run_id, self.lacking = run_id, lacking
        super().__init__(f"run {run_id} was published by another version; its file lacks {', '.join(lacking)}")


class Published:
    """The published tables of one run, read-only. Use as a context manager.

    Args:
        home: the home directory.
        run_id: an earlier run that is kept; without it the one in force.

    Raises:
        NothingPublished: there is no such published run.
    """

    #: Questions that a store answers in a way of its own, by name; see `web/queries/by_store.py`.
    answers: ClassVar[Mapping[str, Callable[..., Any]]] = {}

    def __init__(self, home: Path, run_id: str | None = None) -> None:
        self.path = current(home) if run_id is None else home / FOLDER / f"{run_id}.duckdb"
        if not self.path.exists():
            raise NothingPublished(f"no published file of {run_id or 'the run in force'} is kept")
        self.connection = duckdb.connect(str(self.path), read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.connection.close()

    @cached_property
    def indicators(self) -> pl.DataFrame:
        """What the numbers in the lists of values stand for: number, indicator_id. The file never changes."""
        return self.rows("SELECT number, indicator_id FROM layout.indicator ORDER BY number")

    def read(self, contract: type[Table]) -> pl.DataFrame:
        """All rows of a published table."""
        return self.rows(f"SELECT {columns_of(contract)} FROM {contract.qualified_name()} ORDER BY ALL")

    def has(self, contract: type[Table]) -> bool:
        """Whether the file holds a table: one that an earlier version of the program wrote may lack it."""
        known = "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?"
        return not self.rows(known, [contract.layer, contract.table]).is_empty()

    def rows(self, sql: str, parameters: "list[object] | dict[str, object] | None" = None) -> pl.DataFrame:
        """The rows of a query with `?` parameters, or with `$name` ones.

        Raises:
            OlderFile: it asks for something that the file lacks, since another version of the program wrote it.
        """
        try:
            frame: pl.DataFrame = self.cursor().sql(sql, params=parameters).pl()
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            lacking = self.lacking()
            if not lacking:
                raise
            raise OlderFile(self.path.stem, lacking) from error
        return frame

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """The connection that questions are put to."""
        return self.connection

    def lacking(self) -> list[str]:
        """The tables, and the columns of tables it has, of today's contracts that the file does not have, sorted."""
        columns = (
            "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE database_name = current_database()"
        )
        there: dict[str, set[str]] = {}
        for schema, table, column in self.connection.sql(columns).fetchall():
            there.setdefault(f"{schema}.{table}", set()).add(column)
        missing = []
        for contract in (*facts().values(), *published().values()):
            name = contract.qualified_name()
            own = there.get(name)
            missing += [name] if own is None else [f"{name}.{one}" for one in contract.column_names() if one not in own]
        return sorted(missing)


def current(home: Path) -> Path:
    """The file in force.

    Raises:
        NothingPublished: there is none.
    """
    pointer = home / FOLDER / POINTER
    if not pointer.exists():
        raise NothingPublished("nothing is published here yet; start a run with `tillsynsradar run`")
    return home / FOLDER / pointer.read_text(encoding="utf-8").strip()


def runs(home: Path) -> list[Path]:
    """The published files that are kept, the one published last first."""
    kept = (home / FOLDER).glob("[!.]*.duckdb")
    return sorted(kept, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)


def earlier_lists(home: Path, before: dt.date) -> list[tuple[str, dt.date]]:
    """Run and day of every list that is kept of runs whose days all lie before a day, the one published last first."""
    found = []
    for path in runs(home):
        with Published(home, path.stem) as published:
            days: list[dt.date] = published.rows("SELECT as_of FROM marts.manifest").item().to_list()
        if max(days) < before:
            found += [(path.stem, day) for day in sorted(days, reverse=True)]
    return found


def lists_that_are_read(home: Path, until: dt.date) -> list[tuple[str, dt.date, str]]:
    """The lists that are in force now, of days up to one: target, day, and the run that drew the list up.

    None where nothing is published, or where another version of the program wrote lists that cannot be carried on.
    """
    try:
        with Published(home) as published_tables:
            if any(one.startswith(RankedList.qualified_name()) for one in published_tables.lacking()):
                return []
            days = published_tables.rows(
                "SELECT DISTINCT target, as_of FROM marts.ranked_list WHERE as_of <= ? ORDER BY ALL", [until]
            )
            drawn_up = _drawn_up_by(published_tables)
            own = published_tables.path.stem
    except NothingPublished:
        return []
    return [(target, day, drawn_up.get((target, day), own)) for target, day in days.iter_rows()]


def _drawn_up_by(published_tables: Published) -> dict[tuple[str, dt.date], str]:
    """Target and day of the lists of a file that an earlier run drew up, and which run that was."""
    if not published_tables.has(ListInForce):
        return {}
    sql = "SELECT target, list_as_of, list_run_id FROM marts.list_in_force WHERE is_held AND list_run_id IS NOT NULL"
    return {(target, day): run_id for target, day, run_id in published_tables.rows(sql).iter_rows()}


def put_in_force(home: Path, run_id: str) -> Path:
    """Point to an earlier published file, or back again. Nothing is computed and nothing is removed.

    Raises:
        NothingPublished: no file of that run is kept.
    """
    target = home / FOLDER / f"{run_id}.duckdb"
    if target not in runs(home):
        raise NothingPublished(f"no published file of run {run_id} is kept; see `tillsynsradar publish`")
    _complete(target)
    atomic_write(home / FOLDER / POINTER, f"{target.name}\n".encode())
    return target


def reading_file(path: Path) -> Path:
    """The reading file beside a published file."""
    return path.with_suffix(".sqlite")


def _complete(target: Path) -> None:
    """Both files of a run lie there before it is pointed to, so that no reader finds one without the other."""
    if not reading_file(target).exists():
        write_reading(target, reading_file(target))


def publish(warehouse: Warehouse, home: Path, run_id: str) -> Path:
    """Publish the warehouse's facts and marts as `serving/<run_id>.duckdb` and point to it.

    A run id is a digest of everything the tables rest on, so a file that is already there is the same and is kept.
    """
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{run_id}.duckdb"
    if not target.exists():
        _build(warehouse, folder, target)
    _complete(target)
    atomic_write(folder / POINTER, f"{target.name}\n".encode())
    return target


def _build(warehouse: Warehouse, folder: Path, target: Path) -> None:
    temporary = folder / f".building-{os.getpid()}.duckdb"
    temporary.unlink(missing_ok=True)
    connection = warehouse.connection
    own = warehouse.path.stem
    connection.execute("ATTACH '" + str(temporary).replace("'", "''") + "' AS serving")
    try:
        for layer in ("core", "marts", "ops"):
            connection.execute(f"CREATE SCHEMA serving.{layer}")
        lay_out(connection, "serving")
        for contract in published().values():
            if contract is IndicatorValue or contract is RankedList:
                continue
            order = _ORDER.get(contract.table, "ALL")
            name = contract.qualified_name()
            connection.execute(f"CREATE TABLE serving.{name} AS SELECT * FROM {name} ORDER BY {order}")
        _lists(warehouse, folder.parent)
        connection.execute(
            'CREATE TABLE serving.ops.ledger AS SELECT ledger_id, "table", file_name FROM ops.ledger ORDER BY ledger_id'
        )
        for statement in view_of_values("serving"):
            connection.execute(statement)
    finally:
        connection.execute(f'USE "{own}"')
        connection.execute("DETACH serving")
    temporary.replace(target)


def _lists(warehouse: Warehouse, home: Path) -> None:
    """The lists in force: those of the run, and earlier ones in place of those that are held back."""
    columns, name = columns_of(RankedList), RankedList.qualified_name()
    kept = _kept(home, warehouse.query(ListInForce, "is_held AND list_run_id IS NOT NULL", []))
    warehouse.connection.register("kept_lists", kept.to_arrow())
    try:
        warehouse.connection.execute(
            f"CREATE TABLE serving.{name} AS SELECT {columns} FROM {name} ANTI JOIN "
            "(SELECT as_of, target FROM marts.list_in_force WHERE is_held) USING (as_of, target) "
            f"UNION ALL SELECT {columns} FROM kept_lists ORDER BY {_ORDER[RankedList.table]}"
        )
    finally:
        warehouse.connection.unregister("kept_lists")


def _kept(home: Path, held: pl.DataFrame) -> pl.DataFrame:
    """The rows of the earlier lists, each from the run that drew it up; from the file in force where that is gone."""
    found = [RankedList.create_empty().with_columns(pl.col(pl.Enum).cast(pl.String))]
    for target, day, run_id in held.select("target", "list_as_of", "list_run_id").unique().sort(pl.all()).iter_rows():
        kept = run_id if (home / FOLDER / f"{run_id}.duckdb").exists() else None
        with Published(home, kept) as earlier:
            sql = f"SELECT {columns_of(RankedList)} FROM marts.ranked_list WHERE target = ? AND as_of = ?"
            found.append(earlier.rows(sql, [target, day]).cast(found[0].schema))
    return pl.concat(found)


def export_parquet(published_tables: Published, folder: Path) -> list[Path]:
    """Write every published mart as Parquet, rows in a fixed order, so that equal runs give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, contract in published().items():
        path = folder / f"{name}.parquet"
        published_tables.read(contract).write_parquet(path, compression="zstd", statistics=False)
        paths.append(path)
    return paths
