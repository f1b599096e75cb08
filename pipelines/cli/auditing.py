"""The command `audit`: prove that the log of look-ups is whole."""

from pathlib import Path

import click

from pipelines.cli.errors import FAILED, Stopped
from pipelines.settings import SiteSettings, home_option


@click.group()
def audit() -> None:
    """Pröva loggen över uppslag på sidan för inspektörer."""


@audit.command()
@home_option
def verify(home: Path) -> None:
    """Pröva att loggen är hel, och visa annars den första länk som är bruten.

    Varje rad bygger på raden före, och den senaste radens sigill skrivs också utanför databasen, i
    HEMKATALOGEN/web/audit-anchor.jsonl. Ändrade rader, rader som tagits bort ur mitten och rader som tagits bort från
    slutet upptäcks. Slutkod 1 när något är fel.
    """
    from pipelines.site import log_configuration
    from web.site.application import prepare

    told = log_configuration(home, SiteSettings.from_environment())
    if told.database_url is None and not told.database_file.exists():
        raise Stopped(f"det finns ingen logg i {told.folder}; den skapas när sidan startas med `tillsynsradar serve`")
    prepare(told)
    from web.site.audit.log import prove

    verdict = prove()
    if not verdict.is_whole:
        raise Stopped(f"loggen är bruten vid rad {verdict.broken_at}: {verdict.fault}", FAILED)
    if not verdict.rows:
        click.echo("Loggen är tom och hel.")
        return
    click.echo(f"Loggen är hel: {verdict.rows} rader, prövade mot varandra och mot {verdict.anchors} ankare.")
    click.echo(f"Sista radens sigill: {verdict.head}")
