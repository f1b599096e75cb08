"""The commands `work` and `permits`: what waits whatever the score, and applications that are not decided."""

import datetime as dt
from pathlib import Path

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.cli.reading import as_of_option, as_plain_json, json_option, reading
from pipelines.settings import home_option

#: Rows on the screen when the reader asks for no number.
TOP = 40
_region_option = click.option(
    "--region", metavar="AVDELNING", help="nord, mitt, öst, sydöst, sydväst eller syd. Skyddade adresser har ingen."
)
_top_option = click.option("--top", type=click.IntRange(min=1), help=f"Antal. Utan val: {TOP} på skärmen, alla i JSON.")


@click.command()
@click.option("--kind", metavar="SLAG", help="Bara ett slag, till exempel order_overdue eller full_board_swap.")
@_region_option
@as_of_option("Listan som den beräknades per en dag; annars den senaste.")
@_top_option
@json_option
@home_option
def work(
    kind: str | None, region: str | None, as_of: dt.date | None, top: int | None, is_json: bool, home: Path
) -> None:
    """Visa det som väntar oavsett poäng: åtgärdsposter med klocka, och händelser att bevaka.

    Varje post säger vem, vilken regel, när klockan började, sista dag och vilka rader den vilar på.

    \b
    Exempel:
      tillsynsradar work
      tillsynsradar work --kind order_overdue --region syd
      tillsynsradar work --json
    """  # noqa: D301 - \b is click's own mark
    from web import listing
    from web.terminal import layout
    from web.terminal import work as terminal_work
    from web.work import UnknownKind, work_list

    with reading(home) as published:
        day = listing.day_of(published, as_of)
        division = listing.filters_of(region, None, None).division
        try:
            found = work_list(published, day, kind, division, top if is_json else top or TOP)
        except UnknownKind as error:
            raise Stopped(str(error), USAGE) from error
        if is_json:
            click.echo(as_plain_json(found))
        else:
            layout.show(terminal_work.work_list(found))


@click.command()
@click.option(
    "--target",
    type=click.Choice(["Q", "W"], case_sensitive=False),
    default="W",
    show_default=True,
    help="Q vårdens kvalitet, W välfärdsbrott.",
)
@_region_option
@as_of_option("Listan som den beräknades per en dag; annars den senaste.")
@_top_option
@json_option
@home_option
def permits(target: str, region: str | None, as_of: dt.date | None, top: int | None, is_json: bool, home: Path) -> None:
    """Visa de tillståndsärenden som väntar, med vad som är känt om den sökande.

    Delpoängen bygger bara på indikatorer om aktören. Den sätts inte för enskilda näringsidkare i målet W.

    \b
    Exempel:
      tillsynsradar permits
      tillsynsradar permits --target Q --region nord
      tillsynsradar lookup 556000-0001            en sökande utan verksamhet
    """  # noqa: D301 - \b is click's own mark
    from web import listing
    from web.terminal import layout
    from web.terminal import work as terminal_work
    from web.work import case_list

    with reading(home) as published:
        day = listing.day_of(published, as_of)
        division = listing.filters_of(region, None, None).division
        found = case_list(published, day, target.upper(), division, top if is_json else top or TOP)
        if is_json:
            click.echo(as_plain_json(found))
        else:
            layout.show(terminal_work.case_list(found))
