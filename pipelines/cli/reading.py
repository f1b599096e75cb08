"""The commands that read what is published: `list`, `lookup`, `evidence` and `publish`.

Only options, files and exit codes belong here; what is said comes from `web/`. Nothing here waits for a run or imports
the orchestrator.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import home_option

AS_OF = click.DateTime(formats=["%Y-%m-%d"])


def _day(_context: click.Context, _parameter: click.Parameter, value: dt.datetime | None) -> dt.date | None:
    return None if value is None else value.date()


def _as_of_option(help_text: str) -> Any:
    return click.option("--as-of", type=AS_OF, metavar="ÅÅÅÅ-MM-DD", callback=_day, help=help_text)


@click.command("list")
@click.option(
    "--target",
    type=click.Choice(["Q", "W", "R"], case_sensitive=False),
    help="Q kvalitet, W välfärdsbrott, R register. Utan val: alla tre.",
)
@_as_of_option("Listan som den beräknades per en dag; annars den senaste.")
@click.option(
    "--top", type=click.IntRange(min=1), default=None, help="Antal rader. På skärmen 20 om inget anges; till fil alla."
)
@click.option("--region", help="Avdelning: nord, mitt, öst, sydöst, sydväst eller syd.")
@click.option("--county", help="Län, kod eller namn.")
@click.option("--form", help="Verksamhetsform, kod eller namn.")
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
@click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Spara som Excel i stället för att visa.",
)
@home_option
def list_command(  # noqa: PLR0913 - one argument an option
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

    \b
    Exempel:
      tillsynsradar list --target Q --region nord
      tillsynsradar list --form HVB --top 50 --json
      tillsynsradar list --xlsx lista.xlsx
    """  # noqa: D301 - \b is click's own mark
    from web import listing, terminal, workbook

    with _reading(home) as published:
        day = listing.day_of(published, as_of)
        filters = listing.filters_of(region, county, form)
        targets = [target.upper()] if target else list(listing.TARGETS)
        if xlsx is not None:
            n_rows = workbook.write(published, xlsx, day, targets, filters, top)
            click.echo(f"Sparat i {xlsx}: {n_rows} rader, listan per {day}.")
            return
        found = [listing.listing(published, one, day, filters, top or 20) for one in targets]
        if is_json:
            click.echo(_json(found))
            return
        terminal.show(*(terminal.listing(one) for one in found), found[0].disclaimer)


@click.command()
@click.argument("subject", metavar="ORGNR|ID|NAMN", nargs=-1, required=True)
@_as_of_option("Fakta som de var kända en dag; annars den senaste beräknade.")
@click.option("--all", "is_all", is_flag=True, help="Visa hela tidslinjen.")
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
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
    from web import finding, listing, terminal, terminal_lookup
    from web import lookup as looking_up

    with _reading(home) as published:
        found = finding.find(published, " ".join(subject), as_of or listing.day_of(published, None))
        if not found:
            raise Stopped("Inga träffar. Kontrollera numret, eller sök på en del av organisationens namn.", NOT_FOUND)
        is_one = len(found) == 1 and found[0].is_exact
        answer = looking_up.look_up(published, found[0], as_of) if is_one else None
        if is_json:
            click.echo(_json(answer if answer is not None else list(found)))
        elif answer is not None:
            terminal.show(terminal_lookup.lookup(answer, None if is_all else terminal_lookup.N_EVENTS))
        else:
            terminal.show(terminal.hits(found))


NOT_FOUND = 1


def _json(answer: object) -> str:
    from web.lookup import as_json

    return as_json(answer)


@contextmanager
def _reading(home: Path) -> Iterator[Any]:
    """The published tables, with what the reader did wrong turned into one sentence."""
    from tables.serving import Published
    from web import finding, listing
    from web import lookup as looking_up

    with Published(home) as published:
        try:
            yield published
        except (finding.CannotSearch, listing.NotComputed, listing.UnknownFilter) as error:
            raise Stopped(str(error), USAGE) from error
        except looking_up.NotKnown as error:
            raise Stopped(str(error), NOT_FOUND) from error
