"""Fetched rows as delivery files of our own under `HOME/fetched/deliveries/`, whole or not at all."""

import io
from pathlib import Path

import polars as pl

from sources.discovery import table_of
from tables.contracts import deliveries
from tables.store import atomic_write

FOLDER = Path("fetched")
DELIVERIES = FOLDER / "deliveries"


def deliver(home: Path, stem: str, rows: pl.DataFrame) -> None:
    """Write the rows of one file. One without rows is written only where it corrects an earlier one.

    Args:
        home: the home directory.
        stem: the name of the delivery table, an underscore, and what part of which source it is.
        rows: the columns of the contract, technical ones left out.

    Raises:
        ValueError: the stem names no delivery table, or the rows are not of its form. A fault in the connector.
    """
    table = table_of(stem)
    if table is None:
        raise ValueError(f"{stem}: begins with no delivery table")
    contract = deliveries()[table]
    names = contract.delivered_columns()
    if sorted(rows.columns) != sorted(names):
        raise ValueError(f"{stem}: the columns are not those of {table}: {sorted(set(rows.columns) ^ set(names))}")
    folder = home / DELIVERIES / contract.folder
    path = folder / f"{stem}.parquet"
    if rows.is_empty() and not path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    rows.select(names).write_parquet(buffer)
    atomic_write(path, buffer.getvalue())
