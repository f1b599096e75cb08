"""Reading Parquet: any simple column types, turned into text as a person would have written them."""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from sources.errors import DeliveryError
from sources.grid import SOURCE_ROW, Grid, cell_name, malformed_rows, tidy

MOST_ROWS = 100_000_000


def read_parquet(path: Path, file: str) -> Grid:
    """The rows of a Parquet file; the first row counts as line 2, as it would under a heading.

    Raises:
        DeliveryError: the file is broken, too large, or holds nested columns.
    """
    frame = _frame(path, file)
    cells = [_as_text(frame[name]).alias(cell_name(at)) for at, name in enumerate(frame.columns)]
    numbers = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True).alias(SOURCE_ROW)
    return Grid(tuple(frame.columns), tidy(pl.DataFrame([numbers, *cells])), malformed_rows([]))


def _frame(path: Path, file: str) -> pl.DataFrame:
    try:
        _refuse_by_footer(path, file)
        frame = pl.read_parquet(path)
    except DeliveryError:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise DeliveryError(file, "unreadable", detail="filen är inte en hel Parquetfil") from error
    for name, data_type in frame.schema.items():
        if data_type.is_nested() or data_type in (pl.Binary, pl.Object):
            raise DeliveryError(file, "nested_column", column=name)
    return frame


def _refuse_by_footer(path: Path, file: str) -> None:
    with pq.ParquetFile(path) as opened:
        n_rows, headings = opened.metadata.num_rows, list(opened.schema_arrow.names)
    if n_rows > MOST_ROWS:
        raise DeliveryError(file, "too_large", limit=f"{MOST_ROWS:,} rader")
    _refuse_doubles(headings, file)


def _refuse_doubles(headings: list[str], file: str) -> None:
    for heading in headings:
        if headings.count(heading) > 1:
            raise DeliveryError(file, "duplicate_column", column=heading, detail=f"{heading} och {heading}")


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Datetime:
        is_midnight = column.dt.time() == pl.time(0, 0, 0)
        return _chosen(column, is_midnight, column.dt.date().cast(pl.String))
    if column.dtype.is_float():
        number = column.fill_nan(None)
        is_whole = (number == number.round(0)) & (number.abs() < 1e15)
        return _chosen(number, is_whole, number.cast(pl.Int64, strict=False).cast(pl.String))
    return column.cast(pl.String)


def _chosen(column: pl.Series, condition: pl.Series | pl.Expr, simple: pl.Series) -> pl.Series:
    return pl.select(pl.when(condition).then(simple).otherwise(column.cast(pl.String))).to_series()
