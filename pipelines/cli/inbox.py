"""The commands of `tillsynsradar intake`: whether what has been received is as it was sealed, and its files checked."""

import datetime as dt
from pathlib import Path

import click

from pipelines.cli.errors import FAILED, Stopped
from pipelines.settings import SiteSettings, home_option


@click.group()
def intake() -> None:
    """Det som kommunerna har skickat: pröva sigillen, och kontrollera bilagorna."""


@intake.command()
@home_option
def verify(home: Path) -> None:
    """Pröva att varje post är som den förseglades, och att den som är signerad är det av sin avsändare.

    Slutkod 1 när någon inte är det.
    """
    from sources.intake import book
    from sources.intake.tokens import is_proved

    kept = book.read(home)
    signed = [one for one in kept if one.proof]
    forged = [one.number for one in signed if not is_proved(home, one)]
    broken = [*book.unsound(home), *forged]
    click.echo(
        f"{len(kept)} poster är som de förseglades. {len(signed) - len(forged)} är signerade av avsändaren själv."
    )
    if broken:
        raise Stopped(f"{len(broken)} poster är ändrade och läses inte in: {', '.join(broken)}", FAILED)


@intake.command()
@home_option
def scan(home: Path) -> None:
    """Kör kontrollen av skadlig kod på de bilagor som inte är kontrollerade, och ta bort rester av avbrutna sändningar.

    Rester är äldre än ett dygn. Kör kommandot varje natt.
    """
    from collections import Counter

    from sources.decided import INTAKE
    from sources.intake.attachments import check_again
    from sources.intake.durable import sweep
    from sources.intake.scanning import LABELS

    day_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    if removed := sweep(home / INTAKE, day_ago.timestamp()):
        click.echo(f"Rester av avbrutna sändningar: {removed} borttagna.")
    command = SiteSettings.from_environment().scan_command
    if not command:
        raise Stopped("ingen kontroll är inställd: ange kommandot i TILLSYNSRADAR_SCAN_COMMAND", FAILED)
    found = Counter(one.state for one in check_again(home, command))
    said = [f"{count} {LABELS[state]}" for state, count in sorted(found.items())]
    click.echo(f"Bilagor: {', '.join(said) or 'ingen väntar på kontroll'}.")
