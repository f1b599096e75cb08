"""The command `standin`: a stand-in for the vendors in the foreground, for whoever tries the connectors."""

import datetime as dt
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sources.standin import StandIn


@click.command()
@click.option(
    "--deliveries",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Mappen med leveranser, som `tillsynsradar synth` skriver dem: bolagen i den är vad servern svarar om.",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Hemkatalog där källorna slås på mot servern; utan den visas bara vad som ska stå i dess sources.toml.",
)
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="Porten; 0 tar en ledig.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    default="2026-06-30",
    show_default=True,
    help="Dagen som är hos källorna: svar, veckofiler och datum i svaren följer den.",
)
def standin(deliveries: Path, home: Path | None, port: int, day: dt.datetime) -> None:
    """Kör en lokal ersättare för källornas API:er, tills den avbryts med Ctrl-C.

    Den svarar som Bolagsverket, SCB och Kolada, om bolagen i en mapp med påhittade leveranser. Inget lämnar datorn.
    """
    from sources.standin import StandIn
    from sources.standin.from_deliveries import world_of

    world = world_of(deliveries)
    if world.companies.is_empty():
        raise click.ClickException(
            f"{deliveries}: här finns inga bolag att svara om; ange mappen som `tillsynsradar synth` skrev"
        )
    server = StandIn(world, day.date(), port)
    try:
        server.start()
    except OSError as error:
        raise click.ClickException(f"porten {port} går inte att använda ({error.strerror}); välj en annan") from error
    interrupted = _interrupted()
    try:
        click.echo(f"Ersättaren svarar på {server.url} och dagen är där {server.day}. Avbryt med Ctrl-C.")
        click.echo(_how_to_ask(server, home))
        interrupted.wait()
        click.echo("\nErsättaren är stoppad.")
    finally:
        server.stop()


def _interrupted() -> threading.Event:
    """Set when the process is told to stop; told before anything is said, so that no such word is missed."""
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    return done


def _how_to_ask(server: "StandIn", home: Path | None) -> str:
    """What has to stand where for the sources to be asked here; written there when a home directory is given."""
    from sources.standin import decided

    sources = decided.every_source()
    if home is None:
        text = decided.sections(server.url, server.day, sources)
        return f"Skriv i HEMKATALOGEN/sources.toml:\n\n{text}\nInloggning (chmod 600):\n{decided.credentials()}"
    if not decided.write(home.absolute(), server.url, server.day, sources):
        raise click.ClickException(f"{home}/sources.toml håller egna beslut och ändras inte; välj en annan hemkatalog")
    return f"Källorna är påslagna mot ersättaren i {home}/sources.toml."
