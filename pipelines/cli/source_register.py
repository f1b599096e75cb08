"""The command `sources`: the register of sources. Only options and exit codes belong here; words are in `web/`."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import TIME_ZONE, environment, home_option


@click.command()
@click.argument("name", metavar="[NAMN]", required=False)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="ÅÅÅÅ-MM-DD",
    help="Dagen som åldrar och översyn räknas till; annars dagens datum.",
)
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
@home_option
def sources(name: str | None, as_of: dt.datetime | None, is_json: bool, home: Path) -> None:
    """Visa källorna: läge, rättslig grund, ägare, översyn och hur långt uppgifterna räcker.

    Med NAMN visas allt om en källa: ändamål, vad en jurist bör veta, vilka uppgifter som används, hur länge de sparas
    och vad som skrivs i sources.toml för att slå på den.

    \b
    Exempel:
      tillsynsradar sources
      tillsynsradar sources bolagsverket_bulk
      tillsynsradar sources --json
    """  # noqa: D301 - \b is click's own mark
    import difflib

    from sources.fetching import decisions
    from web import source_register
    from web.lookup import as_json
    from web.terminal import layout
    from web.terminal import sources as terminal_sources

    day = as_of.date() if as_of else dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    try:
        decided = decisions.load(home, environment())
    except decisions.DecisionFault as fault:
        raise Stopped(str(fault), USAGE) from fault
    found = {one.name: one for one in source_register.register(home, decided, _latest(home), day)}
    if name is not None and name not in found:
        near = difflib.get_close_matches(name, found, n=1)
        hint = f"menas {near[0]}?" if near else f"de är {', '.join(found)}"
        raise Stopped(f"det finns ingen källa som heter {name}; {hint}", USAGE)
    if is_json:
        click.echo(as_json(found[name] if name else list(found.values())))
    elif name is None:
        layout.show(terminal_sources.table(list(found.values())))
    else:
        layout.show(terminal_sources.detail(found[name]))


def _latest(home: Path) -> dict[str, dt.date | None]:
    """The latest day of each kind of delivery, where something is published."""
    from tables.serving import NothingPublished, Published
    from web import queries

    try:
        with Published(home) as published:
            return dict(queries.sources(published).select("table", "latest_known_at").iter_rows())
    except NothingPublished:
        return {}
