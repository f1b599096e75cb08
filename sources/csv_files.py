"""Reading CSV: UTF-8, semicolon or comma, one line per row.

A line break inside a field is not taken, so that a quotation mark that is never closed can spoil its own line only.
The file has been through `survey.py`: it is UTF-8, and no line is too long for memory.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

import polars as pl

from sources.errors import DeliveryError
from sources.grid import SOURCE_ROW, Grid, Malformed, cell_name, malformed_rows, no_rows, tidy
from sources.headings import n_known
from tables.raw import Delivery

SEPARATORS = (";", ",")
CHUNK = 50_000


def read_csv(path: Path, contract: type[Delivery], file: str) -> Grid:
    """The rows of a CSV file.

    Raises:
        DeliveryError: the heading cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="\n") as stream:
        separator, headings = _heading(stream.readline(), contract, file)
        chunks, malformed = _rows(stream, separator, len(headings))
    rows = pl.concat([no_rows(len(headings)), *chunks])
    return Grid(tuple(headings), rows, malformed_rows(malformed))


def _heading(line: str, contract: type[Delivery], file: str) -> tuple[str, list[str]]:
    readings = [(separator, _cells(line.rstrip("\r\n"), separator)) for separator in SEPARATORS]
    legible = [(separator, cells) for separator, cells in readings if cells is not None]
    if not legible:
        raise DeliveryError(file, "unclosed_quote_in_heading", line=1)
    return max(legible, key=lambda reading: n_known(contract, reading[1]))


def _cells(line: str, separator: str) -> list[str] | None:
    """The fields of a line; `None` when a quotation mark is not closed or stands where it may not."""
    if '"' not in line:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return None


def _rows(stream: TextIO, separator: str, width: int) -> tuple[list[pl.DataFrame], list[Malformed]]:
    chunks: list[pl.DataFrame] = []
    malformed: list[Malformed] = []
    lines = enumerate(stream, start=2)
    while chunk := list(islice(lines, CHUNK)):
        fitting: list[list[str]] = []
        numbers: list[int] = []
        for number, line in chunk:
            cells = _cells(line.rstrip("\r\n") if '"' in line else line, separator)
            if cells is not None and len(cells) == width:
                fitting.append(cells)
                numbers.append(number)
            elif cells is None or any(cell.strip() for cell in cells):
                malformed.append(_malformed(number, line, separator, cells))
        chunks.append(_frame(fitting, numbers, width))
    return chunks, malformed


def _malformed(number: int, line: str, separator: str, cells: list[str] | None) -> Malformed:
    if cells is None:
        return number, "unclosed_quote", [cell.strip() for cell in line.replace('"', "").split(separator)]
    return number, "wrong_number_of_fields", [cell.strip() for cell in cells]


def _frame(fitting: list[list[str]], numbers: list[int], width: int) -> pl.DataFrame:
    columns: Iterator[tuple[str, ...]] = zip(*fitting, strict=True) if fitting else iter([()] * width)
    cells = {cell_name(at): pl.Series(values, dtype=pl.String) for at, values in enumerate(columns)}
    return tidy(pl.DataFrame({SOURCE_ROW: pl.Series(numbers, dtype=pl.Int64), **cells}))
