"""Reading Excel workbooks: one sheet, values as a person sees them; formulas are left for the checks to refuse."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

from sources.errors import DeliveryError
from sources.grid import SOURCE_ROW, Grid, Malformed, cell_name, malformed_rows, no_rows, tidy

LARGEST_UNPACKED, HIGHEST_RATIO, UNSUSPICIOUS = 1 << 30, 150, 32 << 20
MOST_PARTS = 10_000
LONGEST_CELL, MOST_LINES = 32_767, 1_048_576
CHUNK = 10_000


def read_excel(path: Path, file: str) -> Grid:
    """The rows of a workbook with one filled sheet.

    Raises:
        DeliveryError: the file is broken, unpacks to an unreasonable size, or has several filled sheets.
    """
    try:
        _refuse_bomb(path, file)
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=False)
        try:
            return _sheet(workbook, file)
        finally:
            workbook.close()
    except DeliveryError:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise DeliveryError(file, "unreadable", detail="filen är inte en hel Excelfil (.xlsx)") from error


def _refuse_bomb(path: Path, file: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    is_unlikely = unpacked > UNSUSPICIOUS and unpacked / packed > HIGHEST_RATIO
    if unpacked > LARGEST_UNPACKED or is_unlikely or len(parts) > MOST_PARTS:
        detail = f"{unpacked >> 20} MB ur {packed >> 10} kB, {len(parts)} delar"
        raise DeliveryError(file, "zip_bomb", detail=detail)


def _sheet(workbook: openpyxl.Workbook, file: str) -> Grid:
    filled = [sheet for sheet in workbook.worksheets if _is_filled(sheet)]
    if not filled:
        raise DeliveryError(file, "empty_file")
    if len(filled) > 1:
        raise DeliveryError(file, "several_sheets", detail=", ".join(sheet.title for sheet in filled))
    lines = enumerate(filled[0].iter_rows(max_row=MOST_LINES, values_only=True), start=1)
    headings = _heading(next(lines)[1])
    chunks, malformed = _rows(lines, len(headings))
    return Grid(headings, pl.concat([no_rows(len(headings)), *chunks]), malformed)


def _is_filled(sheet: Any) -> bool:
    return any(
        any(value is not None for value in row) for row in islice(sheet.iter_rows(max_row=50, values_only=True), 50)
    )


def _heading(values: tuple[object, ...]) -> tuple[str, ...]:
    texts = [_as_text(value) or "" for value in values]
    while texts and not texts[-1].strip():
        texts.pop()
    return tuple(texts)


def _rows(lines: Iterator[tuple[int, tuple[object, ...]]], width: int) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    chunks: list[pl.DataFrame] = []
    malformed: list[Malformed] = []
    while chunk := list(islice(lines, CHUNK)):
        texts = [(number, [_as_text(value) for value in values]) for number, values in chunk]
        fitting = [(number, (cells + [None] * width)[:width]) for number, cells in texts if not any(cells[width:])]
        malformed += [
            (number, "wrong_number_of_fields", [cell or "" for cell in cells])
            for number, cells in texts
            if any(cells[width:])
        ]
        chunks.append(_frame(fitting, width))
    return chunks, malformed_rows(malformed)


def _frame(fitting: list[tuple[int, list[str | None]]], width: int) -> pl.DataFrame:
    cells = {cell_name(at): pl.Series([values[at] for _, values in fitting], dtype=pl.String) for at in range(width)}
    return tidy(pl.DataFrame({SOURCE_ROW: pl.Series([number for number, _ in fitting], dtype=pl.Int64), **cells}))


def _as_text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = getattr(value, "text", None)  # an array formula is an object that holds its text
    return str(value if text is None else text)[:LONGEST_CELL]
