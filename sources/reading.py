"""One file into one frame of text under our own column names, whatever the format. What the texts mean: `checking.py`.

Raises `DeliveryError` for what is wrong with the file as a whole; a row that does not fit is put aside, not lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sources.csv_files import read_csv
from sources.errors import DeliveryError
from sources.excel_files import read_excel
from sources.grid import SOURCE_ROW, Grid, cell_name
from sources.headings import map_headings
from sources.identity import masked
from sources.parquet_files import read_parquet
from sources.survey import Survey, require_unchanged
from tables.raw import Delivery

SUFFIXES = (".csv", ".parquet", ".xlsx")


@dataclass(frozen=True)
class Delivered:
    """What a file holds: text under our column names, rows that did not fit, and what was left unread."""

    rows: pl.DataFrame
    malformed: pl.DataFrame
    warnings: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        """Rows in the file, empty ones not counted."""
        return self.rows.height + self.malformed.height


def read(
    path: Path,
    contract: type[Delivery],
    file: str,
    seen: Survey,
    extra: Mapping[str, str] | None = None,
    *,
    may_be_empty: bool = False,
) -> Delivered:
    """Read a surveyed file.

    Args:
        path: where the file is.
        contract: the delivery it holds.
        file: what to call it in messages.
        seen: the survey of the file.
        extra: further headings to keep where they exist → the names to keep them under.
        may_be_empty: a file with a heading and no rows is right.

    Raises:
        DeliveryError: the file cannot be taken in.
    """
    grid = _grid(path, contract, file)
    require_unchanged(path, file, seen)
    mapping = map_headings(contract, grid.headings, file)
    if grid.rows.is_empty() and grid.malformed.is_empty() and not may_be_empty:
        raise DeliveryError(file, "header_only")
    wanted = extra or {}
    kept = {wanted[name]: at for at, name in mapping.unknown if name in wanted}
    columns = {**{name: mapping.positions[name] for name in contract.delivered_columns()}, **kept}
    rows = grid.rows.select(SOURCE_ROW, *(pl.col(cell_name(at)).alias(name) for name, at in columns.items()))
    unread = [(at, name) for at, name in mapping.unknown if name not in wanted]
    return Delivered(rows, _in_order(grid.malformed, columns), _unread(grid, unread, file))


def _grid(path: Path, contract: type[Delivery], file: str) -> Grid:
    suffix = path.suffix.casefold()
    if suffix == ".csv":
        return read_csv(path, contract, file)
    return read_parquet(path, file) if suffix == ".parquet" else read_excel(path, file)


def _in_order(malformed: pl.DataFrame, columns: dict[str, int]) -> pl.DataFrame:
    """The cells of rows that did not fit, under the columns they stood in line with."""
    cells = [pl.col("cells").list.get(at, null_on_oob=True).alias(name) for name, at in columns.items()]
    return malformed.select(SOURCE_ROW, "rule", *cells)


def _unread(grid: Grid, unread: list[tuple[int, str]], file: str) -> tuple[str, ...]:
    """A warning for each heading nobody asked for. A nameless empty column is only a separator too many."""
    return tuple(
        f"{file}: kolumnen ”{masked(name) or '(utan rubrik)'}” är okänd och lästes inte. "
        "Stavas den fel, så rätta rubriken; behövs den inte, så lämna den inte."
        for at, name in unread
        if name or grid.rows[cell_name(at)].is_not_null().any()
    )
