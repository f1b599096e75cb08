"""A file as it was read: text in columns, with the line each row stood on. No meaning yet.

All formats are read into this one shape; what the columns mean is decided in `reading.py`.
"""

from dataclasses import dataclass

import polars as pl

SOURCE_ROW = "source_row"
#: Line, rule and cells of a row that did not fit its heading.
Malformed = tuple[int, str, list[str]]


@dataclass(frozen=True)
class Grid:
    """Headings, one text column per heading (named by `cell_name`) beside `source_row`, and rows that did not fit."""

    headings: tuple[str, ...]
    rows: pl.DataFrame
    malformed: pl.DataFrame


def cell_name(position: int) -> str:
    """The name of a column whose meaning is not yet known."""
    return f"cell_{position}"


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Without white space around values, without empty texts, and without rows that hold nothing."""
    cells = pl.exclude(SOURCE_ROW)
    trimmed = frame.with_columns(cells.str.strip_chars())
    emptied = trimmed.with_columns(pl.when(cells.str.len_bytes() > 0).then(cells).name.keep())
    return emptied.filter(~pl.all_horizontal(cells.is_null()))


def no_rows(width: int) -> pl.DataFrame:
    """The rows of a file with `width` columns and no row."""
    return pl.DataFrame(schema=[(SOURCE_ROW, pl.Int64), *((cell_name(at), pl.String) for at in range(width))])


def malformed_rows(found: list[Malformed]) -> pl.DataFrame:
    """The frame of rows that did not fit."""
    numbers, rules, cells = (list(part) for part in zip(*found, strict=True)) if found else ([], [], [])
    return pl.DataFrame(
        {
            SOURCE_ROW: pl.Series(numbers, dtype=pl.Int64),
            "rule": pl.Series(rules, dtype=pl.String),
            "cells": pl.Series(cells, dtype=pl.List(pl.String)),
        }
    )
