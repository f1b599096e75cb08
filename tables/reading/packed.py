"""How documents are packed: rows as JSON lists in the order of their columns, compressed."""

import json
import sqlite3
import zlib
from typing import Any

import polars as pl

from tables.base import Table

_LEVEL = 1
#: Types that JSON has no form for, written as text.
_AS_TEXT = (pl.Decimal, pl.Date, pl.Datetime)


def pack(text: str) -> bytes:
    """JSON text as it is kept."""
    return zlib.compress(text.encode(), _LEVEL)


def unpack(kept: bytes) -> Any:
    """What was kept, as JSON has it: dates and decimals are text."""
    return json.loads(zlib.decompress(kept))


def row_sql(contract: type[Table], prefix: str = "") -> str:
    """A row of a table as a JSON list, in the order of the contract's columns."""
    parts = [
        f'{prefix}"{name}"::VARCHAR' if isinstance(column.dtype, _AS_TEXT) else f'{prefix}"{name}"'
        for name, column in contract.columns().items()
    ]
    return f"json_array({', '.join(parts)})::VARCHAR"


def define(target: sqlite3.Connection, statements: str) -> None:
    """Carry out statements without ending the transaction, as `executescript` would."""
    for statement in statements.split(";"):
        target.execute(statement)
