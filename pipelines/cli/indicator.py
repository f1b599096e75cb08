"""The commands of `tillsynsradar indicator`: begin one, look at one, try one, compare definitions, show the plan.

Only options, files and exit codes belong here; what is shown comes from `web/`, what is computed from `indicators/`.
"""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indicators.decisions import shipped
from pipelines.cli.errors import FAILED, USAGE, Stopped
from pipelines.settings import Settings, home_option

if TYPE_CHECKING:
    from indicators.definition import Indicator
    from web.method.indicator_card import Card

#: The checkout that the commands work in.
ROOT = Path(__file__).parents[2]
_profile_option = click.option(
    "--profile", default=lambda: Settings.from_environment().profile, show_default=shipped.PROFILE, help="Viktprofilen."
)


@click.group()
def indicator() -> None:
    """Indikatorer: skapa en ny, visa en, pröva dess exempel, och se vad en ändrad definition gör.

    \b
    Vanlig ordning för en ny indikator:
      tillsynsradar indicator new rep_example_count_12m    en fil att fylla i
      tillsynsradar indicator test rep_example_count_12m   vad exemplen ger
      tillsynsradar indicator show rep_example_count_12m   allt som är känt om den
      tillsynsradar indicator diff HEAD                    vad ändringen gör med värden och platser
    """  # noqa: D301 - \b is click's own mark


@indicator.command()
@click.argument("name", metavar="NAMN")
def new(name: str) -> None:
    """Skapa filen för en ny indikator, med fyra exempel som ger fel tills de är ifyllda.

    Namnet är familj, ämne och fönster, till exempel rep_example_count_12m.
    """
    from indicators.workbench.new_file import CannotBeCalled, write

    if not (ROOT / "docs").is_dir():
        raise Stopped("det här är ingen utcheckning av källkoden; en ny indikator skrivs i en sådan", FAILED)
    try:
        path = write(ROOT / "indicators" / "catalogue", name)
    except CannotBeCalled as error:
        raise Stopped(str(error), USAGE) from error
    click.echo(f"Skapad: {path.relative_to(ROOT)}")
    click.echo(f"Fyll i den, och pröva med `tillsynsradar indicator test {name}`. Den ger inga poäng förrän någon har")
    click.echo("beslutat om en vikt; se docs/how_to/add-an-indicator.md.")


@indicator.command()
@click.argument("name", metavar="NAMN")
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
@_profile_option
@home_option
def show(name: str, is_json: bool, profile: str, home: Path) -> None:
    """Visa allt som är känt om en indikator: definition, beslut, exempel och hur den föll ut senast.

    \b
    Exempel:
      tillsynsradar indicator show sup_severity_points_36m
    """  # noqa: D301 - \b is click's own mark
    from web.lookup import as_json
    from web.terminal import indicator as terminal_indicator
    from web.terminal import layout

    found = _card(_named(name), profile, home)
    if is_json:
        click.echo(as_json(found))
    else:
        layout.show(terminal_indicator.card(found))


@indicator.command()
@click.argument("names", metavar="NAMN...", nargs=-1, required=True)
def test(names: tuple[str, ...]) -> None:
    """Räkna ut exemplen för en eller flera indikatorer och jämför med vad de ska ge.

    Slutkod 1 om något exempel ger fel eller inte är ifyllt.
    """
    from indicators.workbench.case_runs import run_all
    from web.terminal import indicator as terminal_indicator
    from web.terminal import layout

    failed = 0
    for name in names:
        try:
            runs = run_all(_named(name))
        except ValueError as error:
            raise Stopped(f"{name}: exemplen går inte att räkna ut: {error}", FAILED) from error
        failed += sum(not run.has_passed for run in runs)
        layout.show(terminal_indicator.case_runs(name, runs))
    if failed:
        raise Stopped(f"{failed} exempel ger inte det de ska", FAILED)


@indicator.command()
@click.argument("revision", metavar="REVISION")
@click.option(
    "--activities", type=click.IntRange(100, 5000), default=400, show_default=True, help="Registrets storlek."
)
def diff(revision: str, activities: int) -> None:
    """Visa vad ändrade definitioner gör med värden och platser, jämfört med en revision i git.

    Båda versionerna räknas ut på samma påhittade register, som alltid är detsamma.

    \b
    Exempel:
      tillsynsradar indicator diff HEAD
      tillsynsradar indicator diff main~20
    """  # noqa: D301 - \b is click's own mark
    from pipelines.cli import definition_diff
    from web.terminal import layout
    from web.terminal.differences import differences

    def progress(text: str) -> None:
        click.echo(f"▸ {text} …", err=True)

    try:
        found = definition_diff.compare(ROOT, revision, activities, progress)
    except definition_diff.NoSuchRevision as error:
        raise Stopped(str(error), USAGE) from error
    except definition_diff.CannotCompare as error:
        raise Stopped(str(error), FAILED) from error
    click.echo(
        f"Utcheckningen mot {revision} ({found.commit[:10]}): {found.n_indicators} indikatorer, på ett påhittat "
        f"register med {activities} verksamheter."
    )
    layout.show(differences(found.indicators, found.lists))


@indicator.command()
@click.argument("names", metavar="[NAMN]...", nargs=-1)
def plan(names: tuple[str, ...]) -> None:
    """Visa hur indikatorer räknas ut tillsammans: vad varje tabell läses för, och vad som delas.

    Utan namn gäller det alla. Planen är på engelska och skriven för den som arbetar med beräkningen.
    """
    from indicators.engine.plan_text import plan_text

    click.echo(plan_text([_named(name) for name in names] or None), nl=False)


def _named(name: str) -> "Indicator":
    """The indicator of a name; a name that is none is one sentence with the nearest."""
    import difflib

    from indicators.registry import catalogue

    try:
        known = catalogue()
    except (TypeError, SyntaxError, ImportError) as error:
        raise Stopped(f"katalogen går inte att läsa: {error}", FAILED) from error
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"; menas {', '.join(near)}?" if near else ""
        raise Stopped(f"det finns ingen indikator som heter {name}{hint}", USAGE)
    return known[name]


def _card(one: "Indicator", profile_name: str, home: Path) -> "Card":
    """The card with the published spread where there is one, else without."""
    from indicators.decisions import profile
    from indicators.decisions.profile_table import ProfileError
    from indicators.registry import catalogue
    from tables.serving import NothingPublished, Published
    from web.listing import day_of
    from web.method.indicator_card import card

    try:
        weights = profile.load(profile_name, catalogue())
    except ProfileError as error:
        raise Stopped(str(error), USAGE) from error
    try:
        with Published(home) as published:
            day: dt.date = day_of(published, None)
            return card(one, weights, published, day)
    except NothingPublished:
        return card(one, weights, None, None)
