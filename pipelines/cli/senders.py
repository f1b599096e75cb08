"""The commands of `tillsynsradar senders`: the keys that municipalities sign what their own systems send with.

Options, files and the clock only; the keys are kept by `sources/intake/senders.py`.
"""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import TIME_ZONE, home_option


@click.group()
def senders() -> None:
    """Kommunernas nycklar: registrera, visa och återkalla.

    En kommun som skickar rapporter och anmälningar från ett eget system signerar dem med sin privata nyckel. Här
    registreras den publika. Kontrollera med kommunen, på annat sätt än det som nyckeln kom, att den är dess egen.

    \b
    Vanlig ordning:
      tillsynsradar senders add 0180 stockholm.jwk
      tillsynsradar senders list
      tillsynsradar senders revoke 0180 NYCKEL
    """  # noqa: D301 - \b is click's own mark


@senders.command()
@click.argument("code", metavar="KOMMUNKOD")
@click.argument("key", metavar="FIL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
def add(code: str, key: Path, home: Path) -> None:
    """Registrera en kommuns publika nyckel, en fil med en JWK av slaget Ed25519 eller P-256."""
    from sources.intake.senders import KeyRefused
    from sources.intake.senders import add as register

    try:
        found = register(home, code, key.read_text(encoding="utf-8"), on=_today())
    except (KeyRefused, UnicodeDecodeError) as fault:
        raise Stopped(f"nyckeln registreras inte: {fault}", USAGE) from None
    click.echo(f"Registrerad för {found.name} ({code}): {found.thumbprint}")


@senders.command(name="list")
@home_option
def list_command(home: Path) -> None:
    """Visa alla nycklar, också återkallade."""
    from sources.intake.senders import registered

    found = registered(home)
    if not found:
        click.echo("Ingen kommun har registrerat någon nyckel.")
    for one in found:
        until = f"återkallad {one.revoked_on}" if one.revoked_on else "gäller"
        click.echo(f"{one.code}  {one.thumbprint}  sedan {one.since}  {until}  {one.name}")


@senders.command()
@click.argument("code", metavar="KOMMUNKOD")
@click.argument("key", metavar="NYCKEL")
@home_option
def revoke(code: str, key: str, home: Path) -> None:
    """Återkalla en nyckel, utpekad med början av dess namn. Det som redan är mottaget står kvar."""
    from sources.intake.senders import KeyRefused
    from sources.intake.senders import revoke as withdraw

    try:
        found = withdraw(home, code, key, on=_today())
    except KeyRefused as fault:
        raise Stopped(str(fault), USAGE) from None
    click.echo(f"Återkallad från och med nu: {found.thumbprint} ({found.name})")


def _today() -> dt.date:
    return dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
