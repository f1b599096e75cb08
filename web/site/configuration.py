"""What the page is told from outside, checked before anything starts. Nothing here reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from web.site.access.route import Surface

FOLDER = "web"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
SHORTEST_KEY = 32


class ConfigurationFault(ValueError):
    """The page cannot be started as it is told to; the message says what to change."""


@dataclass(frozen=True)
class Provider:
    """The identity provider that signs people in, and what its claims are called.

    Attributes:
        issuer: address of the provider, where `/.well-known/openid-configuration` is found.
        client_id: what the provider calls this page.
        secret: the secret shared with the provider.
        role_claim: the claim that holds the roles, one or several.
        region_claim: the claim that holds the divisions a person works in.
        roles: what the provider calls a role -> what it is here. A word that is missing gives no role.
        also_at: other origins that the sign-in passes through, such as a login page on another host.
        municipality_claim: the claim that holds the code of the municipality a person acts for.
    """

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    role_claim: str = "roles"
    region_claim: str = "regions"
    roles: Mapping[str, str] = field(default_factory=dict)
    also_at: tuple[str, ...] = ()
    municipality_claim: str = "municipality"

    @property
    def origins(self) -> tuple[str, ...]:
        """Where a sign-in form may lead."""
        parts = urlsplit(self.issuer)
        return (f"{parts.scheme}://{parts.netloc}", *self.also_at)


@dataclass(frozen=True)
class Configuration:
    """Everything the page is told.

    Attributes:
        home: the home directory whose published file is shown.
        key: the page's own secret, from which its other keys follow; at least 32 bytes.
        provider: who signs people in.
        hosts: the names the page answers to.
        database_url: `postgresql://…` for users, sessions and audit; without it SQLite under the home directory.
        demo: whether this is the demonstration, over plain HTTP on this machine only.
        behind_proxy: whether a proxy in front ends TLS and says so in `X-Forwarded-Proto` and `X-Forwarded-For`.
        idle_minutes: a session that is not used for so long ends.
        longest_minutes: a session ends after so long, used or not.
        role_minutes: the provider is asked again for a person's role when it last told of it so long ago.
        searches_a_minute: how many searches one person may make in a minute.
        exports_an_hour: how many files one person may take out in an hour.
        forms_an_hour: how many forms and files one person of a municipality may send in an hour.
        sign_ins_a_minute: how many sign-ins may be begun from one address in a minute.
        public_a_minute: how often the public may ask from one address in a minute, of each process.
        submissions_a_minute: how often one municipality's own systems may ask in a minute, of each process.
        scan_command: the command that checks attached files for malware, and its arguments.
        pseudonym_key_file: the file with the key of persons' pseudonyms, where runs are told one.
        old_after_days: the published run is called old when its day is more than so many days ago.
        surfaces: whom the process faces: the inspectorate, municipalities, the public.
        asks_first: whether inspectors who come from a list tell their own assessment before the basis is shown.
    """

    home: Path
    key: bytes = field(repr=False)
    provider: Provider
    hosts: tuple[str, ...]
    database_url: str | None = field(default=None, repr=False)
    demo: bool = False
    behind_proxy: bool = False
    idle_minutes: int = 30
    longest_minutes: int = 480
    role_minutes: int = 60
    searches_a_minute: int = 30
    exports_an_hour: int = 20
    forms_an_hour: int = 200
    sign_ins_a_minute: int = 20
    public_a_minute: int = 300
    submissions_a_minute: int = 300
    scan_command: tuple[str, ...] = ()
    pseudonym_key_file: Path | None = None
    old_after_days: int = 10
    asks_first: bool = True
    surfaces: frozenset[Surface] = frozenset({Surface.INSPECTORATE})

    @property
    def folder(self) -> Path:
        """Where the page keeps what is its own."""
        return self.home / FOLDER

    @property
    def database_file(self) -> Path:
        """Users, sessions and audit, where no other database is told."""
        return self.folder / "state.sqlite3"

    @property
    def anchor_file(self) -> Path:
        """Heads of the audit chain, outside the database."""
        return self.folder / "audit-anchor.jsonl"

    def check(self) -> None:
        """Refuse what must not be started.

        Raises:
            ConfigurationFault: something is missing, or the demonstration is mixed with production.
        """
        if len(self.key) < SHORTEST_KEY:
            raise ConfigurationFault(f"sidans nyckel är kortare än {SHORTEST_KEY} byte; ta bort filen så skapas en ny")
        if not self.hosts:
            raise ConfigurationFault("ange vilka värdnamn sidan svarar på i TILLSYNSRADAR_WEB_HOSTS")
        if self.demo:
            self._check_demo()
        elif urlsplit(self.provider.issuer).scheme != "https":
            raise ConfigurationFault("inloggningstjänstens adress (TILLSYNSRADAR_OIDC_ISSUER) ska börja med https://")
        elif not self.provider.roles:
            raise ConfigurationFault("ange vilka roller som ger vilken behörighet i TILLSYNSRADAR_OIDC_ROLES")

    def _check_demo(self) -> None:
        if set(self.hosts) - LOOPBACK or urlsplit(self.provider.issuer).hostname not in LOOPBACK:
            raise ConfigurationFault("demonstrationen körs bara på den egna datorn (127.0.0.1)")
        if self.behind_proxy or self.database_url:
            raise ConfigurationFault("demonstrationen startar inte med inställningar för drift; ta bort dem först")


def own_key(home: Path) -> bytes:
    """The page's own secret: made the first time, readable by its owner only.

    Raises:
        ConfigurationFault: others than the owner can read the file.
    """
    path = home / "secrets" / "web.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(opened, "wb") as file:
            file.write(os.urandom(SHORTEST_KEY))
    return read_secret(path)


def read_secret(path: Path) -> bytes:
    """A secret kept in a file.

    Raises:
        ConfigurationFault: the file is missing, or others than its owner can read it.
    """
    if not path.is_file():
        raise ConfigurationFault(f"{path} finns inte")
    if path.stat().st_mode & 0o077:
        raise ConfigurationFault(f"{path} kan läsas av andra; kör chmod 600 {path}")
    return path.read_bytes()
