"""The commands of `tillsynsradar quarantine`: what waits for correction, write it out, take it in again.

Wording and tables for the terminal only; what quarantine is stands in `sources/quarantine.py`.
"""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.errors import REFUSED, Stopped
from pipelines.settings import Settings, home_option

if TYPE_CHECKING:
    import polars as pl

    from sources.quarantine import Replayed


@click.group()
def quarantine() -> None:
    """Rader som nekats: lista dem, spara dem för rättning, och läs in dem igen.

    \b
    Vanlig ordning:
      tillsynsradar quarantine list                vad som väntar, och varför
      tillsynsradar quarantine export RÄTTAS       en CSV-fil per tabell, med fel och åtgärd
      tillsynsradar quarantine replay RÄTTAS/report.csv
    """  # noqa: D301 - \b is click's own mark


@quarantine.command(name="list")
@home_option
@click.option("--table", help="Bara den här leveranstabellen.")
@click.option("--rows", "every_row", is_flag=True, help="Varje rad för sig i stället för en sammanfattning.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Högst så många rader.")
@click.option("--json", "as_json", is_flag=True, help="Som JSON, för program.")
def list_command(home: Path, table: str | None, limit: int, *, every_row: bool, as_json: bool) -> None:
    """Visa vad som väntar på rättning."""
    import polars as pl

    from sources.quarantine import list_rows, summary
    from tables.store import Warehouse

    with Warehouse(_existing(home)) as warehouse:
        waiting = list_rows(warehouse)
    if table is not None:
        waiting = waiting.filter(pl.col("table") == table)
    shown = waiting.drop("replayed_as", "row_json") if every_row else summary(waiting)
    if as_json:
        click.echo(json.dumps(shown.head(limit).to_dicts(), ensure_ascii=False, indent=2))
    elif waiting.is_empty():
        click.echo("Inget väntar på rättning.")
    else:
        (_print_rows if every_row else _print_summary)(shown.head(limit))
        n_rows = waiting.unique(["ledger_id", "source_row"]).height
        click.echo(f"{n_rows} rader väntar. Spara dem för rättning: tillsynsradar quarantine export MAPP")


@quarantine.command()
@home_option
@click.argument("folder", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path))
def export(home: Path, folder: Path) -> None:
    """Spara det som väntar i MAPP, en CSV-fil per tabell med vad som är fel och vad som ska göras."""
    from sources import quarantine as rows
    from tables.store import Warehouse

    with Warehouse(_existing(home)) as warehouse:
        written = rows.export(warehouse, folder)
    for path in written:
        click.echo(f"{path}")
    click.echo("Rätta värdena, låt ledger_id och source_row stå, skriv ja i stryk för rader som ska bort." if written
               else "Inget väntar på rättning.")  # fmt: skip


@quarantine.command()
@home_option
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=lambda: Settings.from_environment().key_file,
    help="Fil med nyckeln som gör personnummer till pseudonymer; utan den hemkatalogens egen.",
)
@click.argument("files", metavar="FIL...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def replay(home: Path, key_file: Path | None, files: tuple[Path, ...]) -> None:
    """Läs in rättade rader ur en eller flera filer som `quarantine export` har skrivit."""
    from sources.errors import DeliveryError
    from sources.identity import KeyFault, PseudonymKey
    from sources.quarantine import replay as take_in
    from tables.store import Warehouse

    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    try:
        key = PseudonymKey.load(_existing(home), key_file=key_file)
        with Warehouse(home) as warehouse:
            for path in files:
                _print_outcome(path, take_in(warehouse, path, key, moment))
    except KeyFault as error:
        raise Stopped(str(error)) from error
    except DeliveryError as error:
        raise Stopped(str(error), REFUSED) from error


def _existing(home: Path) -> Path:
    from tables.store import WAREHOUSE

    if not (home / WAREHOUSE).exists():
        raise Stopped(f"inget är inläst i {home}; börja med `tillsynsradar ingest` eller `run`")
    return home


def _print_summary(frame: "pl.DataFrame") -> None:
    _print_table(
        ("rader", "var", "vad som är fel och vad som ska göras"),
        [(row["rows"], f"{row['table']}.{row['column']}\n{row['rule']}", row["remedy"]) for row in frame.to_dicts()],
    )


def _print_rows(frame: "pl.DataFrame") -> None:
    _print_table(
        ("rad", "var", "vad som är fel och vad som ska göras"),
        [
            (
                row["source_row"],
                f"{row['file_name']}\n{row['column'] or 'hela raden'}: {row['value'] or ''}",
                row["remedy"],
            )
            for row in frame.to_dicts()
        ],
    )


def _print_table(headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, show_lines=True)
    table.columns[0].justify = "right"
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console().print(table)


def _print_outcome(path: Path, outcome: "Replayed") -> None:
    struck = f", {outcome.struck} strukna" if outcome.struck else ""
    known = f", {outcome.not_waiting} väntade inte (redan rättade)" if outcome.not_waiting else ""
    wrong = outcome.still_refused.unique("source_row").height
    click.echo(f"{path.name}: {outcome.corrected} rader mottagna{struck}{known}, {wrong} fortfarande fel")
    for row in outcome.still_refused.head(20).iter_rows(named=True):
        click.echo(f"  rad {row['source_row']}, {row['column'] or 'hela raden'}: {row['remedy']}")
