"""The commands that read what is published: `list`, `lookup`, `evidence` and `publish`.

Only options, files and exit codes belong here; what is said comes from `web/`. Nothing here waits for a run or imports
the orchestrator.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from pipelines.cli.errors import FAILED, USAGE, Stopped
from pipelines.cli.saving import saved
from pipelines.settings import home_option
from tables.serving import Published

F = TypeVar("F", bound=Callable[..., Any])
#: Rows of each list on the screen when the reader asks for no number.
TOP = 20


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-06-30") from error


def as_of_option(help_text: str) -> Callable[[F], F]:
    """The option that chooses a day."""
    return click.option("--as-of", metavar="ÅÅÅÅ-MM-DD", callback=_day, help=help_text)


def json_option(command: F) -> F:
    """The option that asks for JSON."""
    return click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")(command)


@click.command("list")
@click.option(
    "--target",
    type=click.Choice(["Q", "W", "R"], case_sensitive=False),
    help="Q vårdens kvalitet, W välfärdsbrott, R register. Utan val: alla tre.",
)
@as_of_option("Listan som den beräknades per en dag; annars den senaste.")
@click.option("--top", type=click.IntRange(min=1), help=f"Antal rader. Utan val: {TOP} på skärmen, alla i en fil.")
@click.option("--region", metavar="AVDELNING", help="nord, mitt, öst, sydöst, sydväst eller syd.")
@click.option("--county", metavar="LÄN", help="Län, kod eller namn.")
@click.option("--form", metavar="FORM", help="Verksamhetsform, kod eller namn.")
@json_option
@click.option("--xlsx", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path), help="Spara som Excel.")
@home_option
def list_command(  # noqa: PLR0913, PLR0917 - one argument an option
    target: str | None,
    as_of: dt.date | None,
    top: int | None,
    region: str | None,
    county: str | None,
    form: str | None,
    is_json: bool,
    xlsx: Path | None,
    home: Path,
) -> None:
    """Visa den prioriterade listan, eller spara den som Excel.

    Excel och JSON har samma urval och ordning som skärmen.

    \b
    Exempel:
      tillsynsradar list --target Q --region nord
      tillsynsradar list --form HVB --top 50 --json
      tillsynsradar list --xlsx lista.xlsx
    """  # noqa: D301 - \b is click's own mark
    from web import listing
    from web.files import workbook
    from web.terminal import layout

    with reading(home) as published:
        day = listing.day_of(published, as_of)
        filters = listing.filters_of(region, county, form)
        targets = [target.upper()] if target else list(listing.TARGETS)
        if xlsx is not None:
            n_rows = saved(lambda: workbook.write(published, xlsx, day, targets, filters, top))
            click.echo(f"Sparat i {xlsx}: {n_rows} rader, per {day}.")
            return
        found = [listing.listing(published, one, day, filters, top or TOP) for one in targets]
        if is_json:
            click.echo(as_plain_json(found))
        else:
            layout.show(*(layout.listing(one) for one in found), found[0].disclaimer)


@click.command()
@click.argument("subject", metavar="ORGNR|ID|NAMN", nargs=-1, required=True)
@as_of_option("Fakta som de var kända en dag; annars den senaste beräknade.")
@click.option("--all", "is_all", is_flag=True, help="Visa hela tidslinjen.")
@json_option
@home_option
def lookup(subject: tuple[str, ...], as_of: dt.date | None, is_all: bool, is_json: bool, home: Path) -> None:
    """Slå upp en aktör, en verksamhet eller ett namn.

    Det går att söka på organisationsnummer, verksamhets-id, tillståndsnummer, diarienummer, rapportnummer, kommunkod
    eller en organisations namn. Personer och enskilda näringsidkare söks inte på namn eller nummer.

    \b
    Exempel:
      tillsynsradar lookup 556000-0001
      tillsynsradar lookup V000001 --as-of 2025-12-31
      tillsynsradar lookup solrosens omsorg
    """  # noqa: D301 - \b is click's own mark
    from sources import objections
    from sources.linking.decided import read_book
    from web import finding, listing
    from web import lookup as looking_up
    from web.objections import with_objections
    from web.terminal import layout
    from web.terminal import lookup as terminal_lookup

    with reading(home) as published:
        day = as_of or listing.day_of(published, None)
        found = finding.find(published, " ".join(subject), day)
        if not found:
            raise Stopped(f"inga träffar per {day}; kontrollera numret, eller sök på en del av organisationens namn")
        is_one = len(found) == 1 and found[0].is_exact
        answer = looking_up.look_up(published, found[0], as_of, read_book(home)) if is_one else None
        if answer is not None:
            answer = with_objections(answer, objections.read_book(home))
        if is_json:
            click.echo(as_plain_json(answer if answer is not None else list(found)))
        elif answer is not None:
            layout.show(terminal_lookup.lookup(answer, None if is_all else terminal_lookup.N_EVENTS))
        else:
            layout.show(layout.hits(found))


@click.command()
@click.argument("indicator", metavar="INDIKATOR")
@click.argument("entity", metavar="ID")
@as_of_option("Dagen som värdet gäller; annars den senaste beräknade.")
@json_option
@home_option
def evidence(indicator: str, entity: str, as_of: dt.date | None, is_json: bool, home: Path) -> None:
    """Visa raderna bakom ett värde, med fil och rad.

    ID är verksamhetens id, aktörens organisationsnummer eller kommunens kod, efter vad indikatorn beskriver.

    \b
    Exempel:
      tillsynsradar evidence sup_severity_points_36m V000001
      tillsynsradar evidence per_refusals_60m 556000-0001 --as-of 2025-12-31
    """  # noqa: D301 - \b is click's own mark
    from web import evidence as behind
    from web import listing
    from web.terminal import layout

    with reading(home) as published:
        found = behind.evidence(published, indicator, entity, as_of or listing.day_of(published, None))
        if is_json:
            click.echo(as_plain_json(found))
        else:
            layout.show(layout.evidence(found))


@click.command()
@click.option("--html", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path), help="Spara rapporten.")
@as_of_option("Dagen som rapporten gäller; annars den senaste beräknade.")
@click.option(
    "--parquet", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path), help="Spara tabellerna som Parquet."
)
@click.option("--use", "run_id", metavar="KÖRNING", help="Låt en tidigare publicerad körning gälla igen.")
@home_option
def publish(html: Path | None, as_of: dt.date | None, parquet: Path | None, run_id: str | None, home: Path) -> None:
    """Skriv rapport och utdrag av det som är publicerat, eller välj vilken körning som gäller.

    Utan val visas de körningar som finns kvar. Inget räknas om och inget tas bort.

    \b
    Exempel:
      tillsynsradar publish --html rapport.html
      tillsynsradar publish --parquet tabeller/
      tillsynsradar publish --use 0123456789abcdef
    """  # noqa: D301 - \b is click's own mark
    from tables.serving import NothingPublished, export_parquet, put_in_force
    from web import listing
    from web.exports.making import make_all
    from web.files import report

    if run_id is not None:
        try:
            put_in_force(home, run_id)
            make_all(home, run_id)
        except NothingPublished as error:
            raise Stopped("den körningen finns inte kvar; `tillsynsradar publish` visar vilka som gör det") from error
        click.echo(f"Körning {run_id} gäller nu.")
    if html is not None:
        with reading(home) as published:
            day = listing.day_of(published, as_of)
            saved(lambda: report.write(published, html, day))
        click.echo(f"Sparat i {html}: rapporten per {day}.")
    if parquet is not None:
        with reading(home) as published:
            n_files = len(saved(lambda: export_parquet(published, parquet)))
        click.echo(f"Sparat i {parquet}: {n_files} tabeller.")
    if not (run_id or html or parquet):
        _show_runs(home)


def _show_runs(home: Path) -> None:
    from tables.serving import current, runs

    in_force = current(home)
    for path in runs(home):
        published_at = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).astimezone()
        mark = "gäller" if path == in_force else ""
        click.echo(f"{path.stem}  {published_at:%Y-%m-%d %H:%M}  {mark}".rstrip())


def as_plain_json(answer: object) -> str:
    """An answer as JSON."""
    from web.lookup import as_json

    return as_json(answer)


@contextmanager
def reading(home: Path) -> Iterator[Published]:
    """The published tables, with what the reader did wrong turned into one sentence."""
    from web import evidence as behind
    from web import finding, listing
    from web import lookup as looking_up

    asked_wrong = (finding.CannotSearch, listing.NotComputed, listing.UnknownFilter, behind.NoSuchIndicator)
    with Published(home) as published:
        try:
            yield published
        except asked_wrong as error:
            raise Stopped(str(error), USAGE) from error
        except looking_up.NotKnown as error:
            raise Stopped(str(error), FAILED) from error
