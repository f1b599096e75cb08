"""What the inspector's page is told: settings and home directory in, a configuration out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.settings import SiteSettings
from web.site.access.route import Surface
from web.site.configuration import Configuration, ConfigurationFault, Provider, own_key, read_secret
from web.site.demo.people import PEOPLE

DEMO_HOSTS = ("127.0.0.1", "localhost")
DEMO_CLIENT = "tillsynsradar-demo"
#: Where nobody signs in.
NOBODY = Provider("https://none.invalid", "-", "-", roles={"-": "auditor"})


def configuration(
    home: Path, settings: SiteSettings, surfaces: frozenset[Surface] = frozenset({Surface.INSPECTORATE})
) -> Configuration:
    """The page in production. The public surface alone signs nobody in and needs no provider.

    Raises:
        ConfigurationFault: something is missing or wrong.
    """
    if surfaces == {Surface.PUBLIC}:
        return _public(home, settings)
    if not settings.issuer or not settings.client_id or settings.secret_file is None:
        raise ConfigurationFault(
            "inloggningen är inte inställd: ange TILLSYNSRADAR_OIDC_ISSUER, _CLIENT_ID, _SECRET_FILE och _ROLES, "
            "eller visa demonstrationen med `tillsynsradar serve --demo`"
        )
    provider = Provider(
        settings.issuer,
        settings.client_id,
        read_secret(settings.secret_file).decode().strip(),
        settings.role_claim,
        settings.region_claim,
        dict(settings.roles),
        settings.origins,
        settings.municipality_claim,
    )
    made = Configuration(
        home,
        read_secret(settings.key_file) if settings.key_file else own_key(home),
        provider,
        settings.hosts,
        settings.database_url,
        behind_proxy=settings.behind_proxy,
        idle_minutes=settings.idle_minutes,
        longest_minutes=settings.longest_minutes,
        role_minutes=settings.role_minutes,
        asks_first=settings.asks_first,
        scan_command=settings.scan_command,
        pseudonym_key_file=settings.pseudonym_key_file,
        surfaces=surfaces,
    )
    made.check()
    return made


def _public(home: Path, settings: SiteSettings) -> Configuration:
    key = read_secret(settings.key_file) if settings.key_file else own_key(home)
    made = Configuration(
        home, key, NOBODY, settings.hosts, behind_proxy=settings.behind_proxy, surfaces=frozenset({Surface.PUBLIC})
    )
    made.check()
    return made


def demo_configuration(home: Path, settings: SiteSettings, issuer: str, secret: str) -> Configuration:
    """The page in the demonstration, on this machine only, with the demonstration's own provider.

    Raises:
        ConfigurationFault: settings for production stand in the environment.
    """
    if settings.issuer or settings.hosts or settings.database_url or settings.behind_proxy:
        raise ConfigurationFault(
            "demonstrationen startar inte där inställningar för drift finns (TILLSYNSRADAR_OIDC_ISSUER, _WEB_HOSTS, "
            "_WEB_PROXY eller _DATABASE_URL); ta bort dem ur miljön först"
        )
    roles = {word: word for person in PEOPLE for word in person.roles}
    provider = Provider(issuer, DEMO_CLIENT, secret, roles=roles)
    made = Configuration(
        home,
        own_key(home),
        provider,
        DEMO_HOSTS,
        demo=True,
        asks_first=settings.asks_first,
        scan_command=settings.scan_command,
        pseudonym_key_file=settings.pseudonym_key_file,
        surfaces=frozenset(Surface),
    )
    made.check()
    return made


def log_configuration(home: Path, settings: SiteSettings) -> Configuration:
    """What proving the log needs: where it is. Nobody is signed in by it."""
    key = read_secret(settings.key_file) if settings.key_file else own_key(home)
    return Configuration(home, key, NOBODY, ("none.invalid",), settings.database_url)


@dataclass(frozen=True)
class Application:
    """Makes the WSGI application in a process of the server; can be sent to a process that starts anew."""

    configuration: Configuration

    def __call__(self) -> Callable[..., Any]:
        """The application."""
        from web.site.application import wsgi

        return wsgi(self.configuration)
