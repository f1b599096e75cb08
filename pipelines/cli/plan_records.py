"""The commands with which inspectors note what they thought of a choice and found: one case, or many from a file."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import TIME_ZONE, home_option

if TYPE_CHECKING:
    from sources.plans.records import Record

_NEXT_RUN = "Det räknas från och med nästa körning: tillsynsradar run"


@click.command()
@click.argument("plan_id", metavar="PLAN")
@click.argument("activity", metavar="VERKSAMHET")
@click.option("--agree/--disagree", "agrees", default=None, help="Om valet av verksamheten var rätt.")
@click.option("--because", metavar="TEXT", required=True, help="Varför, högst 500 tecken. Inga namn på personer.")
@click.option("--found", metavar="TEXT", help="Vad inspektionen fann, i korthet.")
@click.option("--hours", type=float, help="Nedlagda timmar.")
@click.option("--added", is_flag=True, help="Inspekterades utan att stå på planen.")
@click.option("--dropped", is_flag=True, help="Står på planen men inspekteras inte.")
@click.option("--by", metavar="ROLL", required=True, help="Rollen hos den som antecknar, inte namnet.")
@home_option
def record(  # noqa: PLR0913, PLR0917 - one argument an option
    plan_id: str,
    activity: str,
    agrees: bool | None,
    because: str,
    found: str | None,
    hours: float | None,
    added: bool,
    dropped: bool,
    by: str,
    home: Path,
) -> None:
    """Anteckna vad en inspektör ansåg om valet och fann, eller varför planen inte följdes.

    En senare anteckning om samma verksamhet gäller i stället för den tidigare; båda finns kvar. Skriv inga namn på
    personer: texten lagras som uppgift.

    \b
    Exempel:
      tillsynsradar plan record PLAN V000001 --agree --because "Brister i bemanning" --hours 16 --by inspektör
      tillsynsradar plan record PLAN V000009 --added --because "Akut anmälan" --by inspektör
    """  # noqa: D301 - \b is click's own mark
    from sources.plans.records import Departure, Record, RecordRefused, faults

    if added and dropped:
        raise Stopped("--added och --dropped går inte att förena; välj det ena", USAGE)
    departure: Departure = "added" if added else "dropped" if dropped else "none"
    plan, planned, known = _plan(home, plan_id)
    one = Record(_today(), plan, activity.strip(), departure, agrees, because.strip(), found, hours, by.strip())
    wrong = faults(one, planned, known)
    if wrong:
        raise Stopped("; ".join(wrong), USAGE)
    try:
        _keep(home, [one])
    except RecordRefused as error:
        raise Stopped(str(error), USAGE) from error
    click.echo(f"Antecknat: {one.activity_id} i {plan}. {_NEXT_RUN}")


@click.command("record-file")
@click.argument("plan_id", metavar="PLAN")
@click.argument("path", metavar="FIL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--by", metavar="ROLL", required=True, help="Rollen hos den som antecknar, där raden inte säger en annan."
)
@home_option
def record_file(plan_id: str, path: Path, by: str, home: Path) -> None:
    """Anteckna om många verksamheter ur en CSV-fil: alla rader, eller ingen.

    Kolumner: verksamhet;instämmer;varför;funnet;timmar;avvikelse;roll. De fyra sista får utelämnas. Avvikelse är tom,
    utanför eller struken.
    """
    from sources.plans.record_files import read
    from sources.plans.records import RecordRefused

    plan, planned, known = _plan(home, plan_id)
    try:
        records = read(path.read_bytes(), plan, _today(), by.strip(), planned, known)
        _keep(home, records)
    except RecordRefused as error:
        raise Stopped(str(error), USAGE) from error
    click.echo(f"Antecknat: {len(records)} rader i {plan}. {_NEXT_RUN}")


def _plan(home: Path, plan_id: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """The plan's name, the activities on it, and all there are."""
    import polars as pl

    from sources.plans.book import PlanRefused, find, frame_of
    from tables.serving import Published
    from web.queries import plans as plan_queries

    try:
        plan = find(home, plan_id)
        rows = frame_of(home, plan)
    except PlanRefused as error:
        raise Stopped(str(error), USAGE) from error
    with Published(home) as published:
        known = plan_queries.activity_ids(published)
    return plan.plan_id, frozenset(rows.filter(pl.col("arm").is_not_null())["activity_id"]), known


def _keep(home: Path, records: "Sequence[Record]") -> None:
    from sources.plans.delivered import deliver
    from sources.plans.records import note_down

    note_down(home, records)
    deliver(home)


def _today() -> dt.date:
    return dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
