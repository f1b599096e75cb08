"""How a table that an asset computed is checked against its contract, written and reported.

The reading and writing itself is `tables/store.py`; what makes a row legal is the contract.
"""

from collections.abc import Iterable, Iterator

import dagster as dg
import polars as pl

from assets.declaring import CONTRACT_CHECK, key_of
from tables.base import Table
from tables.store import IllegalRows, Warehouse

Stored = Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]


def stored(warehouse: Warehouse, contract: type[Table], frame: pl.DataFrame) -> Stored:
    """Put `frame` in place of the table, and report its check and its row count.

    Raises:
        dg.Failure: a row is not legal; the table then stays as it was.
    """
    yield from stored_in_parts(warehouse, contract, [frame])


def stored_in_parts(warehouse: Warehouse, contract: type[Table], frames: Iterable[pl.DataFrame]) -> Stored:
    """The same for a table that is larger than what should be held at once, frame by frame.

    Raises:
        dg.Failure: a row is not legal; the table then stays as it was.
    """
    key = key_of(contract)
    try:
        number = warehouse.replace_in_parts(contract, frames)
    except IllegalRows as fault:
        yield dg.AssetCheckResult(passed=False, check_name=CONTRACT_CHECK, asset_key=key, metadata=dict(fault.counts))
        raise dg.Failure(f"{fault}. This is a fault in the program, not in a delivery.") from fault
    yield dg.AssetCheckResult(passed=True, check_name=CONTRACT_CHECK, asset_key=key)
    yield dg.MaterializeResult(asset_key=key, metadata={"dagster/row_count": number})
