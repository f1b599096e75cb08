"""SQL over one report, and over the facts that were made from the lines it was delivered in."""

import datetime as dt

import polars as pl

from tables.contracts import facts
from tables.core import Report
from tables.serving import Published
from tables.serving_layout import PLACE, columns_of

_POINTER = ("ledger_id", "source_row")


def report(published: Published, report_id: str, as_of: dt.date) -> pl.DataFrame:
    """What a report was held to be, as known on a day, the earliest first; no row where there was none."""
    sql = (
        f"SELECT {columns_of(Report)} FROM core.report WHERE upper(report_id) = ? AND known_from <= ? "
        "ORDER BY known_from"
    )
    return Report.cast(published.rows(sql, [report_id.upper(), as_of]))


def made_from(published: Published, rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Table → its fact rows that rest on the same delivered lines as some rows of another."""
    lines = rows.select(_POINTER).drop_nulls().unique().sort(_POINTER)
    asked: list[object] = [lines[name].to_list() for name in _POINTER]
    these = "(SELECT unnest(?::VARCHAR[]) AS ledger_id, unnest(?::BIGINT[]) AS source_row)"
    where = published.rows(
        f"SELECT DISTINCT fact, place FROM layout.line SEMI JOIN {these} USING (ledger_id, source_row) ORDER BY ALL",
        asked,
    )
    found: dict[str, pl.DataFrame] = {}
    for (name,), group in where.filter(pl.col("fact") != Report.table).group_by("fact", maintain_order=True):
        contract = facts()[str(name)]
        sql = (
            f"SELECT {columns_of(contract)} FROM {contract.qualified_name()} SEMI JOIN {these} "
            f"USING (ledger_id, source_row) WHERE {PLACE} IN (SELECT unnest(?::INTEGER[])) ORDER BY ALL"
        )
        found[contract.table] = contract.cast(published.rows(sql, [*asked, group["place"].to_list()]))
    return found
