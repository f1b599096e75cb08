"""What boards are told of, on a terminal. Layout only."""

from collections.abc import Sequence

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from sources.shares.book import Share
from web import wording
from web.terminal.layout import bullet, open_table, prose


def due(found: Sequence[Share]) -> RenderableType:
    """What is not told yet, by report."""
    if not found:
        return prose("Alla nämnder är underrättade om det som står kvar.")
    reports = dict.fromkeys((one.report_id, one.actor_id) for one in found)
    heading = f"{wording.counted(len(reports), 'anmälan', 'anmälningar')} att underrätta om"
    lines = [bullet(f"{report_id} om {actor_id}: {_names(found, report_id)}") for report_id, actor_id in reports]
    return Group(Text(heading, style="bold"), *lines, prose("Underrätta: tillsynsradar share send --by ROLL", "dim"))


def _names(found: Sequence[Share], report_id: str) -> str:
    codes = [one.recipient for one in found if one.report_id == report_id]
    return ", ".join(wording.label("municipalities", code) for code in codes)


def statistics(rows: pl.DataFrame) -> RenderableType:
    """The years, for the whole country first and then by municipality."""
    if rows.is_empty():
        return prose("Inga anmälningar från kommuner finns i det som är inläst.")
    table = open_table("År", "Kommun", "Slag", "Rör", "Antal", "95 %-intervall", "Känt den", right=["Antal"])
    for row in rows.iter_rows(named=True):
        where = wording.label("municipalities", row["reported_by"]) if row["reported_by"] else "hela landet"
        day = f"{row['known_on']}" + (" (preliminär)" if row["is_preliminary"] else "")
        limits = f"{wording.number(row['low'], 1)}–{wording.number(row['high'], 1)}"
        kind, subject = wording.label("report_kinds", row["kind"]), wording.label("subject_types", row["subject_type"])
        table.add_row(str(row["year"]), where, kind, subject, str(row["n"]), limits, day)
    return table
