"""The command `fetch`: ask sources over the network, and nothing more."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.cli.running import carry_out, fetch_on_option, key_option
from pipelines.order import Order
from pipelines.settings import TIME_ZONE, Settings, environment, home_option


@click.command()
@click.argument("source", required=False)
@click.option(
    "--deliveries",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Mappen med leveranser, om den säger vilken nyckel som gäller; behövs annars inte.",
)
@home_option
@fetch_on_option
@key_option
def fetch(
    source: str | None, deliveries: Path | None, home: Path, fetch_on: dt.datetime | None, key_file: Path | None
) -> None:
    """Hämta från de källor som är påslagna, utan att läsa in eller räkna.

    SOURCE är en källas namn, som `tillsynsradar sources` visar dem; utan namn hämtas alla som är påslagna. Vem som
    frågas om kommer av det som redan är inläst. Det hämtade läses in vid nästa `ingest` eller `run`.
    """
    from assets.fetched import fetchable
    from pipelines.jobs import FETCH, fetch_job

    if source is not None and source not in fetchable():
        raise click.UsageError(f"källan {source} går inte att hämta; de som går är {', '.join(fetchable())}")
    job = FETCH if source is None else fetch_job(source)
    settings = Settings.from_environment()
    day = None if fetch_on is None else fetch_on.date()
    _tell_if_nobody_is_asked(
        home, [source] if source else list(fetchable()), day or dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    )
    carry_out(Order(job, home, (deliveries or settings.deliveries).absolute(), key_file=key_file, fetch_on=day))


def _tell_if_nobody_is_asked(home: Path, chosen: Sequence[str], day: dt.date) -> None:
    from sources.fetching import decisions
    from sources.fetching.rounds import nothing_to_ask

    try:
        why = nothing_to_ask(decisions.load(home, environment()), chosen, day)
    except decisions.DecisionFault as fault:
        raise Stopped(str(fault), USAGE) from fault
    if why is not None:
        click.echo(why)
