"""Rows that say they were known before what has been landed already: the past they change is never silently believed.

Results for a day rest on what was known that day, and so they never change when dates or facts are added, as long as
new rows are known later than the old. A row of a later landing that breaks this is counted in the ledger.
"""

import datetime as dt

import polars as pl

from tables import ops
from tables.raw import Delivery
from tables.store import Warehouse


def backdated(
    warehouse: Warehouse, contract: type[Delivery], rows: pl.DataFrame, received_at: dt.datetime
) -> pl.DataFrame:
    """The rows known before the latest day that an earlier landing brought, and not landed then with the same contents.

    Args:
        warehouse: what has been landed.
        contract: the delivery the rows are of.
        rows: legal rows about to be landed.
        received_at: the landing they belong to; files of one landing may come in any order.
    """
    landing = received_at.replace(tzinfo=None)
    earlier = warehouse.query(ops.Ledger, '"table" = ? AND received_at < ?', [contract.table, landing])
    if earlier.is_empty() or rows.is_empty():
        return rows.clear()
    ids = earlier["ledger_id"].to_list()
    name = contract.qualified_name()
    sql = f"SELECT max(known_at) FROM {name} WHERE list_contains(?, ledger_id)"
    (latest,) = warehouse.connection.execute(sql, [ids]).fetchall()[0]
    late = rows.filter(pl.col("known_at") < pl.lit(latest, pl.Date))
    if late.is_empty():
        return late
    first, last = late["known_at"].min(), late["known_at"].max()
    condition = "known_at BETWEEN ? AND ? AND list_contains(?, ledger_id)"
    known = warehouse.query(contract, condition, [first, last, ids])
    return late.join(known, on=contract.delivered_columns(), how="anti", nulls_equal=True)
