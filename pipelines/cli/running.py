"""The commands that start work: `run`, `ingest` and `demo`. How a run is carried out stands in `execution.py`."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipelines.cli.errors import BUSY, BUSY_MESSAGE, FAILED, LATE, REFUSED, Stopped
from pipelines.order import Order
from pipelines.settings import Settings, home_option

if TYPE_CHECKING:
    from pipelines.reporting import Outcome

DEMO_TOP = 20
#: Year-ends computed in the same run, so that the report can show how the register's condition has changed.
DEMO_EARLIER = (dt.date(2024, 12, 31), dt.date(2025, 12, 31))
F = TypeVar("F", bound=Callable[..., Any])


def _deliveries_option(command: F) -> F:
    return click.option(
        "--deliveries",
        required=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Mappen med leveranser: en undermapp per källa.",
    )(command)


def key_option(command: F) -> F:
    """The option that says where the key of the pseudonyms is."""
    return click.option(
        "--key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        default=lambda: Settings.from_environment().key_file,
        help="Fil med nyckeln som gör personnummer till pseudonymer; utan den hemkatalogens egen.",
    )(command)


def fetch_on_option(command: F) -> F:
    """The option that says which day sources are asked on, for drills against a stand-in with a day of its own."""
    return click.option(
        "--fetch-on",
        type=click.DateTime(["%Y-%m-%d"]),
        default=None,
        hidden=True,
        help="Dagen som källor frågas; annars dagen för körningen.",
    )(command)


@click.command()
@_deliveries_option
@home_option
@click.option(
    "--as-of",
    "days",
    multiple=True,
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Dagen som resultatet ska gälla, ÅÅÅÅ-MM-DD. Får anges flera gånger.",
)
@click.option("--seed", type=int, default=lambda: Settings.from_environment().seed, help="Frö för allt som lottas.")
@click.option("--profile", default=lambda: Settings.from_environment().profile, help="Viktprofilen.")
@key_option
@fetch_on_option
def run(
    deliveries: Path,
    home: Path,
    days: tuple[dt.datetime, ...],
    seed: int,
    profile: str,
    key_file: Path | None,
    fetch_on: dt.datetime | None,
) -> None:
    """Kör hela vägen från leveranser till publicerad lista.

    Källor som är påslagna (`tillsynsradar sources`) frågas först. Det som redan är inläst läses inte igen. Nekas en
    leverans publiceras nya värden och uppslag, men de listor som behöver den fortsätter att gälla som de var, med sin
    dag och varför; slutkoden är 3. Är en källa sen eller går inte att nå är det likadant, med slutkod 5.
    """
    from pipelines.jobs import RUN

    as_of = tuple(sorted({day.date() for day in days}))
    day = None if fetch_on is None else fetch_on.date()
    carry_out(Order(RUN, home, deliveries.absolute(), as_of, profile, seed, key_file, day))


@click.command()
@_deliveries_option
@home_option
@key_option
def ingest(deliveries: Path, home: Path, key_file: Path | None) -> None:
    """Läs in det som är nytt i leveranserna utan att räkna."""
    from pipelines.jobs import INGEST

    carry_out(Order(INGEST, home, deliveries.absolute(), key_file=key_file))


@click.command()
@home_option
def demo(home: Path) -> None:
    """Visa allt på ett påhittat register: från leveranser till en lista med skäl."""
    from pipelines.cli.demonstrating import vendors
    from pipelines.jobs import RUN
    from sources.synthetic import ENDS_ON

    deliveries = home / "demo-deliveries"
    if not (deliveries / "SYNTHETIC.json").exists():
        _make_up(home, deliveries)
    with vendors(home):
        carry_out(Order(RUN, home, deliveries, (*DEMO_EARLIER, ENDS_ON), fetch_on=ENDS_ON))
    _show_result(home)


def _make_up(home: Path, deliveries: Path) -> None:
    """Make a register up, beside its place until it is whole."""
    from pipelines.cli.demonstrating import hand_over
    from pipelines.cli.synthesising import truth_folder
    from sources.synthetic import DEMO_ACTIVITIES, DEMO_YEARS, synthesise

    click.echo(f"▸ Ett påhittat register skapas: {DEMO_ACTIVITIES} verksamheter, {DEMO_YEARS} år …")
    unfinished = deliveries.with_name(f"{deliveries.name}.part")
    synthesise(unfinished, truth_folder(deliveries))
    hand_over(home, unfinished)
    unfinished.rename(deliveries)


def carry_out(order: Order) -> None:
    """Run, say what came of it, and stop with the exit code that goes with it."""
    from pipelines.execution import execute
    from pipelines.progress import Progress
    from pipelines.reporting import Ending
    from pipelines.summary import lines

    progress = Progress()
    outcome = execute(order, progress)
    for warning in outcome.warnings:
        click.secho(f"Att se över: {warning}", fg="yellow")
    messages = "\n  ".join(outcome.messages)
    if outcome.ending is Ending.BUSY:
        raise Stopped(BUSY_MESSAGE, BUSY)
    if outcome.ending is Ending.REFUSED:
        raise Stopped(f"{messages}\nInget nytt är publicerat; det senaste resultatet fortsätter att gälla.", REFUSED)
    if outcome.ending is Ending.FAILED:
        where = "Hela förloppet står i Dagster (`make dagster`), under Runs."
        raise Stopped(f"körningen avbröts och inget nytt är publicerat:\n  {messages}\n{where}", FAILED)
    for line in lines(order, sum(progress.seconds.values())):
        click.echo(line)
    _tell_of_inputs(order, outcome)


def _tell_of_inputs(order: Order, outcome: "Outcome") -> None:
    """Say what has failed of what comes in, which lists that holds back, and stop with the exit code of it."""
    from pipelines.jobs import FETCH, INGEST
    from pipelines.reporting import Ending

    messages = "\n  ".join(outcome.messages)
    held = "" if order.job.startswith(FETCH) else INGESTED if order.job == INGEST else _held(outcome.held)
    if outcome.ending is Ending.HELD:
        raise Stopped(f"en leverans är nekad, eller inte som väntat:\n  {messages}\n{held}".rstrip(), REFUSED)
    if outcome.ending is Ending.LATE:
        late = "sena källor, eller sådana som inte kom hela; det som vilar på dem blir okänt"
        raise Stopped(f"{late}:\n  {messages}\n{held}".rstrip(), LATE)
    if outcome.held:
        click.secho(held, fg="yellow")


INGESTED = "Resten är inläst. Rätta filen och lämna den igen."


def _held(held: tuple[str, ...]) -> str:
    """Which lists go on as they were, or that none does."""
    if not held:
        return "Nya värden, uppslag och listor är publicerade: ingen lista vilar på det som saknas."
    lists = "\n  ".join(held)
    return f"Nya värden och uppslag är publicerade. Listor som hålls inne, och de som fortsätter att gälla:\n  {lists}"


def _show_result(home: Path) -> None:
    """The top of each list, and what to open next."""
    from tables.serving import Published
    from web import listing
    from web.files import report, workbook
    from web.terminal import layout

    folder = home / "demo-results"
    folder.mkdir(exist_ok=True)
    xlsx, html = folder / "lista.xlsx", folder / "rapport.html"
    with Published(home) as published:
        day = listing.day_of(published, None)
        everyone = listing.filters_of(None, None, None)
        found = [listing.listing(published, target, day, everyone, DEMO_TOP) for target in listing.TARGETS]
        workbook.write(published, xlsx, day, list(listing.TARGETS), everyone, None)
        report.write(published, html, day)
    layout.show(*(layout.listing(one) for one in found))
    click.echo(found[0].disclaimer)
    click.echo(
        f"""
Öppna härnäst:
  Excel      {xlsx}
  Rapport    {html}
  Kvalitet   {home / "data_docs" / "index.html"}
  Dagster    make dagster, och sedan http://127.0.0.1:3000
Eller fråga vidare:
  {_as_called()} lookup {found[0].rows[0].activity_id}
  {_as_called()} list --target W --region syd"""
    )


def _as_called() -> str:
    """The command as it was typed, so that the next one can be copied; an environment need not be on the path."""
    return sys.argv[0] if Path(sys.argv[0]).name == "tillsynsradar" else "tillsynsradar"
