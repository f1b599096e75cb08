"""The command `serve`: the inspector's page over HTTP, in the foreground, until it is asked to stop."""

from pathlib import Path

import click

from pipelines.cli.errors import USAGE, Stopped
from pipelines.settings import SiteSettings, home_option


@click.command()
@home_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Adressen som sidan svarar på.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Porten.")
@click.option("--workers", type=click.IntRange(1, 32), default=2, show_default=True, help="Antal processer.")
@click.option(
    "--surface",
    "surfaces",
    type=click.Choice(["inspectorate", "municipality", "public"]),
    multiple=True,
    default=("inspectorate",),
    show_default=True,
    help="Vem sidan vänder sig till; kan upprepas. Demonstrationen visar alla.",
)
@click.option("--demo", is_flag=True, help="Påhittat register och påhittade användare, bara på den här datorn.")
def serve(home: Path, host: str, port: int, workers: int, surfaces: tuple[str, ...], demo: bool) -> None:
    """Visa sidan för inspektörer, kommuner eller allmänheten i webbläsaren, tills den avbryts med Ctrl-C."""
    from web.site.configuration import ConfigurationFault

    try:
        if demo:
            _demonstrate(home, host, port)
        else:
            _serve(home, host, port, workers, surfaces)
    except ConfigurationFault as error:
        raise Stopped(str(error), USAGE) from error


def _serve(home: Path, host: str, port: int, workers: int, surfaces: tuple[str, ...]) -> None:
    from pipelines.serving import run
    from pipelines.site import configuration
    from web.site.access.route import Surface

    faced = frozenset(Surface(one) for one in surfaces)
    run(configuration(home, SiteSettings.from_environment(), faced), host, port, workers)


def _demonstrate(home: Path, host: str, port: int) -> None:
    from django.utils.crypto import get_random_string

    from pipelines.cli.running import demo as make_demo
    from pipelines.serving import run
    from pipelines.site import DEMO_CLIENT, DEMO_HOSTS, demo_configuration
    from tables.serving import FOLDER, POINTER
    from web.site.configuration import ConfigurationFault
    from web.site.demo.protocol import Client
    from web.site.demo.provider import DemoProvider

    settings = SiteSettings.from_environment()
    if host not in DEMO_HOSTS:
        raise ConfigurationFault("demonstrationen körs bara på den egna datorn (127.0.0.1)")
    if not (home / FOLDER / POINTER).exists():
        click.get_current_context().invoke(make_demo, home=home)
    elif not (home / "demo-deliveries" / "SYNTHETIC.json").exists():
        raise ConfigurationFault(f"{home} håller annat än demonstrationen; välj en annan hemkatalog med --home")
    secret = get_random_string(40)
    back = tuple(f"http://{name}:{port}/logga-in/tjanst/svar/" for name in DEMO_HOSTS)
    with DemoProvider(Client(DEMO_CLIENT, secret, back)) as provider:
        told = demo_configuration(home, settings, provider.issuer, secret)
        click.echo(f"Öppna http://{host}:{port} i en webbläsare. Inloggningen listar demonstrationens användare.")
        click.echo(f"Allmänhetens sidor, utan inloggning: http://{host}:{port}/oppet/")
        run(told, host, port, workers=1)
