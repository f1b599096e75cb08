"""Refused rows: what waits for correction, writing it out for the sender, and taking corrected rows in again.

How a row gets here is in `checking.py`. A corrected row is landed like any other; the refused one is kept and marked
with the ledger row that corrected it.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sources.backdated import backdated
from sources.checking import Checked, check
from sources.discovery import Found, table_of
from sources.errors import DeliveryError
from sources.grid import SOURCE_ROW
from sources.identity import PseudonymKey
from sources.landing import append_entry, ledger_id_of, ledger_row, shown_name
from sources.reading import Delivered, read
from sources.survey import Survey, survey
from tables import ops
from tables.cells import inert
from tables.contracts import deliveries
from tables.raw import Delivery
from tables.store import Warehouse

#: Columns of an exported file beside the delivery's own → the names they have while it is read back.
EXTRA = {"fel": "fel", "atgard": "atgard", "stryk": "stryk", "ledger_id": "of_ledger", "source_row": "of_row"}
ORIGIN = ["of_ledger", "of_row"]
_CONTROL = r"[\x00-\x1f\x7f]"


@dataclass(frozen=True)
class Replayed:
    """What became of the rows of a corrected file."""

    corrected: int
    struck: int
    not_waiting: int
    still_refused: pl.DataFrame


def list_rows(warehouse: Warehouse) -> pl.DataFrame:
    """The quarantine rows that wait: not corrected, and of files that no later file has superseded."""
    in_use = warehouse.query(ops.Ledger, "superseded_by IS NULL", []).select("ledger_id", "sequence")
    waiting = warehouse.query(ops.Quarantine, "replayed_as IS NULL", []).join(in_use, on="ledger_id")
    return waiting.sort("table", "sequence", SOURCE_ROW, "column", "rule").drop("sequence")


def summary(waiting: pl.DataFrame) -> pl.DataFrame:
    """Waiting rows by table, column and rule, with one remedy of each, the most common first."""
    return (
        waiting.group_by("table", "column", "rule")
        .agg(rows=pl.struct("ledger_id", SOURCE_ROW).n_unique(), remedy=pl.col("remedy").first())
        .sort("rows", "table", "column", "rule", descending=[True, False, False, False])
    )


def export(warehouse: Warehouse, folder: Path) -> list[Path]:
    """Write the waiting rows, one CSV file per table, in the delivery's columns with what is wrong beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for (table,), waiting in list_rows(warehouse).group_by("table", maintain_order=True):
        path = folder / f"{table}.csv"
        _for_correction(waiting, deliveries()[str(table)]).write_csv(path, separator=";", include_bom=True)
        written.append(path)
    return written


def replay(warehouse: Warehouse, path: Path, key: PseudonymKey, received_at: dt.datetime) -> Replayed:
    """Take in a corrected file that `export` wrote. Rows that are still wrong stay in quarantine.

    A row whose column `stryk` says ja is struck: it leaves quarantine and nothing is landed.

    Raises:
        DeliveryError: the file as a whole cannot be read, or does not say which rows it corrects.
    """
    table = table_of(path.name)
    if table is None:
        raise DeliveryError(path.name, "unknown_table")
    contract = deliveries()[table]
    name = shown_name(Found(path, path.name, contract), key)
    seen = survey(path, name)
    delivered = read(path, contract, name, seen, EXTRA)
    rows = _with_origin(delivered.rows, name)
    waiting = rows.join(_open(warehouse, table), on=ORIGIN, how="semi", maintain_order="left")
    outcomes = [
        _replay_one(warehouse, contract, str(origin), of_one, (name, seen, key, received_at))
        for (origin,), of_one in waiting.group_by("of_ledger", maintain_order=True)
    ]
    broken = check(_part(delivered, rows.clear()), contract, key, ledger_id="-", file_name=name).refused
    return Replayed(
        sum(outcome.corrected for outcome in outcomes),
        sum(outcome.struck for outcome in outcomes),
        rows.height - waiting.height,
        pl.concat([broken, *(outcome.still_refused for outcome in outcomes)]).sort(SOURCE_ROW, "column", "rule"),
    )


def _replay_one(
    warehouse: Warehouse,
    contract: type[Delivery],
    origin: str,
    rows: pl.DataFrame,
    source: tuple[str, Survey, PseudonymKey, dt.datetime],
) -> Replayed:
    name, seen, key, received_at = source
    earlier = warehouse.query(ops.Ledger, "sha256 = ? AND kind = 'replay'", [seen.sha256]).height
    ledger_id = ledger_id_of(contract.table, name, seen.sha256, origin, str(earlier))
    is_struck = pl.col("stryk").fill_null("").str.to_lowercase() == "ja"
    struck, kept = rows.filter(is_struck), rows.filter(~is_struck)
    nothing_malformed = pl.DataFrame(schema={SOURCE_ROW: pl.Int64, "rule": pl.String})
    names = [SOURCE_ROW, *contract.delivered_columns()]
    malformed = nothing_malformed.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in names[1:])
    checked = check(Delivered(kept.select(names), malformed, ()), contract, key, ledger_id=ledger_id, file_name=name)
    done = pl.concat([struck, kept.join(checked.good, on=SOURCE_ROW, how="semi")])
    if done.height:
        late = backdated(warehouse, contract, checked.good, received_at).height
        entry = ledger_row(
            contract, name, seen, checked, received_at, ledger_id=ledger_id, kind="replay", backdated_rows=late
        )
        entry |= {"rows": done.height, "quarantined_rows": 0}
        _write(warehouse, contract, entry, checked, (origin, done["of_row"].to_list()))
    return Replayed(checked.good.height, struck.height, 0, checked.refused)


def _write(
    warehouse: Warehouse,
    contract: type[Delivery],
    entry: dict[str, object],
    checked: Checked,
    corrected: tuple[str, list[int]],
) -> None:
    with warehouse.transaction():
        append_entry(warehouse, entry)
        warehouse.append(contract, checked.good)
        condition = "ledger_id = ? AND list_contains(?, source_row)"
        warehouse.amend(ops.Quarantine, "replayed_as", entry["ledger_id"], condition, list(corrected))


def _open(warehouse: Warehouse, table: str) -> pl.DataFrame:
    waiting = list_rows(warehouse).filter(pl.col("table") == table)
    return waiting.select(of_ledger="ledger_id", of_row=SOURCE_ROW).unique()


def _with_origin(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows with whole numbers in `of_row`, and without the apostrophes that kept cells from being formulas."""
    if not set(ORIGIN) <= set(rows.columns):
        raise DeliveryError(name, "not_a_replay", line=1)
    texts = [column for column in rows.columns if column != SOURCE_ROW]
    guarded = rows.with_columns(pl.col(texts).str.replace(r"^'([=@+\-\t])", "$1"))
    if "stryk" not in rows.columns:
        guarded = guarded.with_columns(stryk=pl.lit(None, dtype=pl.String))
    return guarded.with_columns(pl.col("of_row").cast(pl.Int64, strict=False))


def _part(delivered: Delivered, rows: pl.DataFrame) -> Delivered:
    """Only the rows that did not fit the heading: whose correction they are cannot be told."""
    names = [name for name in delivered.malformed.columns if name not in EXTRA.values()]
    return Delivered(rows.select(name for name in names if name != "rule"), delivered.malformed.select(names), ())


def _for_correction(waiting: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    names = contract.delivered_columns()
    fault = pl.when(pl.col("column") == "").then(pl.col("rule")).otherwise(pl.col("column") + ": " + pl.col("rule"))
    rows = waiting.group_by("ledger_id", SOURCE_ROW, maintain_order=True).agg(
        fel=fault.unique(maintain_order=True).str.join("; "),
        atgard=pl.col("remedy").unique(maintain_order=True).str.join(" "),
        row_json=pl.col("row_json").first(),
    )
    cells = rows["row_json"].str.json_decode(pl.Struct(dict.fromkeys(names, pl.String))).struct.unnest()
    safe = cells.with_columns(inert(pl.all().str.replace_all(_CONTROL, " ")))
    beside = rows.select("fel", "atgard", pl.lit("").alias("stryk"), "ledger_id", SOURCE_ROW)
    return pl.concat([safe.select(names), beside], how="horizontal")
