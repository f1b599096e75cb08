"""How a table that an asset computed is checked against its contract, written and reported.

The reading and writing itself is `tables/store.py`; what makes a row legal is the contract.
"""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.declaring import CONTRACT_CHECK, key_of
from tables.base import Table
from tables.store import Warehouse

Stored = Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]


def stored(warehouse: Warehouse, contract: type[Table], frame: pl.DataFrame) -> Stored:
    """Put `frame` in place of the table, and report its check and its row count.

    Raises:
        dg.Failure: a row is not legal; the table then stays as it was.
    """
    _, broken = contract.filter(frame, cast=True)
    counts = {rule: int(count) for rule, count in broken.counts().items()}
    yield dg.AssetCheckResult(
        passed=not counts, check_name=CONTRACT_CHECK, asset_key=key_of(contract), metadata=dict(counts)
    )
    if counts:
        raise dg.Failure(
            f"{contract.qualified_name()}: {len(broken)} of {frame.height} rows break the contract "
            f"({', '.join(sorted(counts))}); nothing was written. This is a fault in the program, not in a delivery."
        )
    warehouse.replace(contract, frame)
    yield dg.MaterializeResult(asset_key=key_of(contract), metadata={"dagster/row_count": frame.height})
