"""What the landed tables consist of: files, rows, refused rows and age. Figures only; no row is changed here."""

import polars as pl

from tables import marts, ops, raw
from tables.contracts import deliveries
from tables.store import Warehouse

#: Without these there is nobody to compute anything about.
GROUND = (raw.Operator, raw.ActivityVersion)


def in_use(warehouse: Warehouse) -> pl.DataFrame:
    """The ledger rows whose files are in force: landed and not superseded by a corrected file."""
    return warehouse.read(ops.Ledger).filter(pl.col("superseded_by").is_null())


def sources(warehouse: Warehouse) -> pl.DataFrame:
    """One row per kind of delivery, by the contract `marts.Source`; kinds that never came are there with zeros."""
    ledger = in_use(warehouse)
    figures = ledger.group_by("table").agg(files=pl.len(), rows=pl.col("good_rows").sum())
    every = pl.DataFrame({"table": sorted(deliveries())})
    joined = (
        every.join(figures, on="table", how="left")
        .join(_refused(warehouse, ledger), on="table", how="left")
        .join(_latest(warehouse), on="table", how="left")
        .with_columns(pl.col("files", "rows", "quarantined").fill_null(0))
    )
    return marts.Source.validate(joined.sort("table"), cast=True)


def missing_ground(warehouse: Warehouse) -> list[str]:
    """What is missing without which there is nothing to compute, in Swedish; nothing when all is there."""
    delivered = set(in_use(warehouse)["table"])
    return [
        f"{contract.folder}/{contract.table}*: ingen sådan fil har någonsin lästs in, och utan den finns ingenting att "
        "räkna på. Kontrollera att mappen med leveranser är den rätta."
        for contract in GROUND
        if contract.table not in delivered
    ]


def _refused(warehouse: Warehouse, ledger: pl.DataFrame) -> pl.DataFrame:
    refused = warehouse.read(ops.Quarantine).filter(pl.col("replayed_as").is_null())
    rows = refused.join(ledger, on="ledger_id", how="semi").unique(["ledger_id", "source_row"])
    return rows.group_by("table").agg(quarantined=pl.len())


def _latest(warehouse: Warehouse) -> pl.DataFrame:
    one = (
        "SELECT '{name}' AS \"table\", max(known_at) AS latest_known_at FROM raw.{name} SEMI JOIN ops.ledger ON "
        "{name}.ledger_id = ledger.ledger_id AND ledger.superseded_by IS NULL"
    )
    every = " UNION ALL ".join(one.format(name=name) for name in deliveries())
    latest: pl.DataFrame = warehouse.connection.sql(every).pl()
    return latest
