"""The commands about what boards are told of one another's reports: see what is due, tell it, and count the years."""

import dataclasses
from pathlib import Path

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.cli.reading import as_plain_json, json_option, reading
from pipelines.settings import home_option


@click.group()
def share() -> None:
    """Underrätta andra nämnder om anmälda utförare, och se vad de har underrättats om.

    Bara juridiska personer, dag och grund lämnas ut, aldrig något om enskilda. När en anmälan inte längre står kvar
    underrättas alla som fått den, av sig självt, vid nästa körning.
    """


def also_option(command: click.decorators.FC) -> click.decorators.FC:
    """The option for boards that are told whether the provider is at work there or not."""
    return click.option(
        "--also", metavar="KOMMUNKOD", multiple=True, help="Underrätta även den här kommunen; kan upprepas."
    )(command)


@share.command()
@also_option
@json_option
@home_option
def due(also: tuple[str, ...], is_json: bool, home: Path) -> None:
    """Visa vad nämnderna inte har underrättats om än."""
    from web.exports import boards
    from web.terminal import layout, sharing

    with reading(home) as published:
        found = boards.due(published, _known(also))
        if is_json:
            click.echo(as_plain_json(found))
        else:
            layout.show(sharing.due(found))


@share.command()
@also_option
@click.option("--by", metavar="ROLL", required=True, help="Rollen hos den som beslutar, inte namnet.")
@home_option
def send(also: tuple[str, ...], by: str, home: Path) -> None:
    """Underrätta nämnderna om det som `share due` visar.

    Det står på kommunernas sidor och i uttagen från och med nästa körning.
    """
    from sources.plans.records import RecordRefused, require_fit
    from sources.shares.book import write_down
    from web.exports import boards

    try:
        require_fit(by, "")
    except RecordRefused as error:
        raise Stopped(str(error), USAGE) from error
    with reading(home) as published:
        found = [dataclasses.replace(one, by=by.strip()) for one in boards.due(published, _known(also))]
    told = write_down(home, found)
    n_reports, n_boards = len({one.report_id for one in told}), len({one.recipient for one in told})
    click.echo(f"{n_boards} kommuner underrättade om {n_reports} anmälningar, {len(told)} underrättelser i allt.")


@share.command()
@click.option("--year", type=click.IntRange(2000, 2100), help="Kalenderår; annars alla.")
@json_option
@home_option
def statistics(year: int | None, is_json: bool, home: Path) -> None:
    """Visa årsstatistiken: kommunernas anmälningar och polisanmälningar.

    Räknat efter vad som var känt den 1 mars året därpå, med samma definition varje år. Anmälningar som rör enskilda
    räknas här och visas ingen annanstans.
    """
    from web.exports.inter_board import frames_of_years
    from web.terminal import layout, sharing

    with reading(home) as published:
        found = frames_of_years(published, year)
        if is_json:
            click.echo(as_plain_json(found.to_dicts()))
        else:
            layout.show(sharing.statistics(found))


def _known(codes: tuple[str, ...]) -> tuple[str, ...]:
    from tables.code_lists import codes_of

    unknown = sorted(set(codes) - set(codes_of("municipalities")))
    if unknown:
        raise Stopped(f"okänd kommunkod: {', '.join(unknown)}; skriv fyra siffror, till exempel 1280", USAGE)
    return codes
