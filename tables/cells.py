"""Cells of files that people open in spreadsheets: text that would be taken for a formula is kept as text."""

import polars as pl

_WOULD_BE_FORMULA = r"^([=@\t\r]|[+-][^0-9])"


def inert(column: pl.Expr) -> pl.Expr:
    """Text with an apostrophe before it where a spreadsheet would compute it; negative numbers stay as they are."""
    return column.str.replace(_WOULD_BE_FORMULA, "'$1")
