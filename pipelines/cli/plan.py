"""The commands of `tillsynsradar plan`: draw, list, show, export, and the inspector's records.

Options, files and the clock only. How a plan is drawn stands in `indicators/planning/`, its books in `sources/plans/`,
how it looks in `web/`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.cli.plan_records import record, record_file
from pipelines.settings import TIME_ZONE, home_option

if TYPE_CHECKING:
    from sources.plans.book import DrawnPlan
    from web.plans.plan import PlanView

F = TypeVar("F", bound=Callable[..., Any])
#: Cases on the screen when the reader asks for no number.
TOP = 30


@click.group()
def plan() -> None:
    """Dra en tillsynsplan, visa den och anteckna vad som kom ut av den.

    Frekvenstillsynen läggs först, sedan dras ett slumpurval, sist riskurvalet. Planen är låst när den är dragen.

    \b
    Vanlig ordning:
      tillsynsradar plan draw --target Q --capacity kapacitet.csv --seed 7 --by analyschef
      tillsynsradar plan show PLAN --region nord
      tillsynsradar plan export PLAN plan.xlsx
      tillsynsradar plan record PLAN V000001 --agree --because "Brister i bemanning" --hours 16 --by inspektör
    """  # noqa: D301 - \b is click's own mark


@plan.command()
@click.option("--target", type=click.Choice(["Q", "W", "R"], case_sensitive=False), required=True, help="Vilken lista.")
@click.option(
    "--capacity",
    metavar="FIL",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="CSV: avdelning;form;team;inspektioner. Form och team får utelämnas.",
)
@click.option("--seed", type=int, required=True, help="Frö för lottningen; samma frö ger samma plan.")
@click.option("--period", "name", metavar="PERIOD", help="2026, 2026-H2, 2026-Q3 eller 2026-07; annars nästa halvår.")
@click.option(
    "--random-share", type=click.FloatRange(0, 1), help="Slumpurvalets del av det som är kvar; annars reglernas."
)
@click.option("--as-of", metavar="ÅÅÅÅ-MM-DD", help="Dagen för listan; annars den senaste.")
@click.option("--by", metavar="ROLL", default="", help="Rollen hos den som drar planen.")
@click.option("--because", metavar="TEXT", default="", help="Varför en ny plan dras när en redan finns för perioden.")
@home_option
def draw(  # noqa: PLR0913, PLR0917 - one argument an option
    target: str,
    capacity: Path,
    seed: int,
    name: str | None,
    random_share: float | None,
    as_of: str | None,
    by: str,
    because: str,
    home: Path,
) -> None:
    """Dra en plan mot kapaciteten och lås den.

    Samma uppgifter och frö ger samma plan. En ny plan för samma lista och period behöver ett skäl; båda finns kvar.

    \b
    Exempel:
      tillsynsradar plan draw --target Q --capacity kapacitet.csv --seed 7 --period 2026-H2
    """  # noqa: D301 - \b is click's own mark
    from indicators.planning.period import following, period
    from indicators.planning.rules import rules
    from pipelines.cli import plan_drawing
    from sources.plans.book import write_down
    from sources.plans.delivered import deliver
    from sources.plans.records import require_fit
    from tables.serving import Published
    from web import listing
    from web.held import held_lists

    decided = rules()
    with _refusing(), Published(home) as published:
        require_fit(by, because)
        day = listing.day_of(published, _day(as_of))
        held = held_lists(published, day).get(target.upper())
        if held is not None:
            raise Stopped(f"{held.said} En plan dras inte från en lista som hålls inne.")
        asked = plan_drawing.Asked(
            target.upper(),
            day,
            period(name) if name else following(day),
            plan_drawing.capacity_of(capacity),
            seed,
            decided.random_share if random_share is None else random_share,
            decided,
        )
        drawn, inputs = plan_drawing.drawn(published, asked)
        one, frame = plan_drawing.written(drawn, inputs, _today(), by.strip(), because.strip())
        is_new = write_down(home, one, frame)
        deliver(home)
    said = "Dragen och låst" if is_new else "Fanns redan, likadan"
    n = sum(one.n.values())
    click.echo(f"{said}: {one.plan_id}, {n} inspektioner ({_counts(one)}).")
    for text in one.remarks:
        click.echo(f"! {text}")
    click.echo(f"Visa den: tillsynsradar plan show {one.plan_id}")


@plan.command("list")
@home_option
def list_plans(home: Path) -> None:
    """Visa alla planer som har dragits."""
    from sources.plans.book import read_book
    from sources.plans.records import read_records, standing
    from web.terminal import layout, plans

    records = read_records(home)
    rows = [
        (
            one.plan_id,
            str(one.drawn_on),
            f"{one.target} {one.period}",
            *(str(one.n[arm]) for arm in ("duty", "random", "risk")),
            f"{len(standing(records, one.plan_id))} av {sum(one.n.values())}",
            one.by or "–",
        )
        for one in read_book(home)
    ]
    layout.show(plans.book(rows))


def _narrowing(command: F) -> F:
    for option in (
        click.option(
            "--recount", is_flag=True, help="Räkna om poängen för planens dag med det som är känt nu. Tar längre tid."
        ),
        click.option("--team", metavar="TEAM", help="Ett team, där kapaciteten är given per team."),
        click.option("--arm", type=click.Choice(["duty", "random", "risk"]), help="Frekvens-, slump- eller riskurval."),
        click.option("--form", metavar="FORM", help="Verksamhetsform, kod eller namn."),
        click.option("--county", metavar="LÄN", help="Län, kod eller namn."),
        click.option("--region", metavar="AVDELNING", help="nord, mitt, öst, sydöst, sydväst eller syd."),
        click.argument("plan_id", metavar="PLAN"),
        home_option,
    ):
        command = option(command)
    return command


@plan.command()
@_narrowing
@click.option("--all", "is_all", is_flag=True, help=f"Alla, inte bara de {TOP} första.")
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
def show(*, is_all: bool, is_json: bool, **asked: Any) -> None:
    """Visa en plan, med det som har antecknats och det som har rättats sedan den drogs.

    Planen ändras inte. Det som hade blivit annorlunda med det som är känt nu markeras med ≠.
    """
    from web.lookup import as_json
    from web.terminal import layout, plans

    found = _view(**asked)
    if is_json:
        click.echo(as_json(found))
    else:
        layout.show(plans.shown(found, len(found.cases) if is_all else TOP))


@plan.command()
@_narrowing
@click.argument("path", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path))
def export(path: Path, **asked: Any) -> None:
    """Spara en plan som Excel: samma urval, ordning och uppgifter som visas."""
    from web.plans import workbook

    found = _view(**asked)
    try:
        n_rows = workbook.write(path, found)
    except OSError as error:
        raise Stopped(f"filen kan inte sparas: {error.strerror}. Välj en mapp som finns och får skrivas") from error
    click.echo(f"Sparat i {path}: {n_rows} rader, plan {found.plan_id}.")


plan.add_command(record)
plan.add_command(record_file)


def _view(
    plan_id: str,
    region: str | None,
    county: str | None,
    form: str | None,
    arm: str | None,
    team: str | None,
    recount: bool,
    home: Path,
) -> "PlanView":
    from sources.plans.book import find
    from web import listing
    from web.plans.viewing import view

    with _refusing():
        return view(home, find(home, plan_id), listing.filters_of(region, county, form), arm, team, recount=recount)


def _counts(one: "DrawnPlan") -> str:
    from web.plans.plan import ARMS

    return ", ".join(f"{ARMS[arm]} {n}" for arm, n in one.n.items())


def _today() -> dt.date:
    return dt.datetime.now(ZoneInfo(TIME_ZONE)).date()


def _day(text: str | None) -> dt.date | None:
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError as error:
        raise Stopped("skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-06-30", USAGE) from error


@contextmanager
def _refusing() -> Iterator[None]:
    """What cannot be done, in one message."""
    from indicators.planning.capacity import CapacityFault
    from indicators.planning.period import UnknownPeriod
    from sources.plans.book import PlanRefused
    from sources.plans.records import RecordRefused
    from web.listing import NotComputed, UnknownFilter

    try:
        yield
    except (CapacityFault, UnknownPeriod, PlanRefused, RecordRefused, NotComputed, UnknownFilter) as error:
        raise Stopped(str(error), USAGE) from error
