"""The command `standin`: a stand-in for the vendors in the foreground, for whoever tries the connectors."""

import datetime as dt
import threading
from pathlib import Path

import click


@click.command()
@click.option(
    "--deliveries",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Mappen med leveranser, som `tillsynsradar synth` skriver dem: bolagen i den är vad servern svarar om.",
)
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="Porten; 0 tar en ledig.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    default="2026-06-30",
    show_default=True,
    help="Dagen som är hos källorna: svar, veckofiler och datum i svaren följer den.",
)
def standin(deliveries: Path, port: int, day: dt.datetime) -> None:
    """Kör en lokal ersättare för källornas API:er, tills den avbryts med Ctrl-C.

    Den svarar som Bolagsverket, SCB och Kolada, om bolagen i en mapp med påhittade leveranser. Inget lämnar datorn.
    """
    from sources.standin import StandIn, decided
    from sources.standin.from_deliveries import world_of

    server = StandIn(world_of(deliveries), day.date(), port)
    try:
        server.start()
    except OSError as error:
        raise click.ClickException(f"porten {port} går inte att använda ({error.strerror}); välj en annan") from error
    try:
        click.echo(f"Ersättaren svarar på {server.url} och dagen är där {server.day}. Avbryt med Ctrl-C.")
        click.echo(
            "Skriv det här i HEMKATALOGEN/sources.toml, och inloggningen i de två filer som nämns (chmod 600):\n"
        )
        click.echo(decided.sections(server.url, server.day, (*decided.OPEN, *decided.WITH_LOGIN)))
        click.echo(decided.credentials())
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("\nErsättaren är stoppad.")
    finally:
        server.stop()
