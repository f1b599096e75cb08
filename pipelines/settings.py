"""All settings, read once from the environment. The only module that reads or writes `os.environ`.

What a single run is asked for (days, deliveries) is run configuration and stands in `assets/request.py`.
"""

import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click

from indicators.decisions import shipped

F = TypeVar("F", bound=Callable[..., Any])

TIME_ZONE = "Europe/Stockholm"
#: Nothing that we depend on may call out.
_SILENCE = {
    "DAGSTER_DISABLE_TELEMETRY": "yes",
    "GX_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
}


@dataclass(frozen=True)
class Settings:
    """Where things are, and the defaults of a run.

    Attributes:
        home: the one directory that holds all state. `TILLSYNSRADAR_HOME`, otherwise `.data` here.
        deliveries: the folder of deliveries that schedule and sensor use. `TILLSYNSRADAR_DELIVERIES`, otherwise
            `deliveries` in the home directory.
        key_file: file with the key of the pseudonyms. `TILLSYNSRADAR_KEY_FILE`; without it a key of the home's own.
        profile: the weight profile. `TILLSYNSRADAR_PROFILE`, otherwise `v1`.
        seed: seed of everything drawn. `TILLSYNSRADAR_SEED`, otherwise 1.
        memory_mb: what the engine's working memory may take, in MB; what does not fit goes through files.
            `TILLSYNSRADAR_MEMORY_MB`, otherwise 1024.
        threads: how many threads the engine paints with. `TILLSYNSRADAR_THREADS`, otherwise 2.
        kernel: `compiled`, or `plain` for the slower one without compiled code. `TILLSYNSRADAR_KERNEL`, otherwise
            `compiled`.
    """

    home: Path
    deliveries: Path
    key_file: Path | None
    profile: str
    seed: int
    memory_mb: int = 1024
    threads: int = 2
    kernel: str = "compiled"

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the environment."""
        home = Path(os.environ.get("TILLSYNSRADAR_HOME", ".data")).absolute()
        key_file = os.environ.get("TILLSYNSRADAR_KEY_FILE")
        return cls(
            home=home,
            deliveries=Path(os.environ.get("TILLSYNSRADAR_DELIVERIES", home / "deliveries")).absolute(),
            key_file=Path(key_file).absolute() if key_file else None,
            profile=os.environ.get("TILLSYNSRADAR_PROFILE", shipped.PROFILE),
            seed=_whole_number("TILLSYNSRADAR_SEED", "1"),
            memory_mb=_whole_number("TILLSYNSRADAR_MEMORY_MB", "1024"),
            threads=_whole_number("TILLSYNSRADAR_THREADS", "2"),
            kernel=_one_of("TILLSYNSRADAR_KERNEL", ("compiled", "plain")),
        )

    @staticmethod
    def dagster_folder(home: Path) -> Path:
        """Where the orchestrator keeps its own books under a home directory."""
        return home / "dagster"


@dataclass(frozen=True)
class SiteSettings:
    """How the inspector's page is served, beside what `Settings` says. Only `serve` and `audit` read it.

    Attributes:
        hosts: the names that the page answers to, with commas between. `TILLSYNSRADAR_WEB_HOSTS`.
        key_file: file with the page's own key. `TILLSYNSRADAR_WEB_KEY_FILE`; without it a key of the home's own.
        database_url: `postgresql://…` for users, sessions and audit. `TILLSYNSRADAR_DATABASE_URL`; without it SQLite.
        behind_proxy: `yes` when a proxy in front ends TLS. `TILLSYNSRADAR_WEB_PROXY`, otherwise `no`.
        issuer: address of the provider that signs people in. `TILLSYNSRADAR_OIDC_ISSUER`.
        client_id: what the provider calls the page. `TILLSYNSRADAR_OIDC_CLIENT_ID`.
        secret_file: file with the secret shared with the provider. `TILLSYNSRADAR_OIDC_SECRET_FILE`.
        role_claim: the claim that holds roles. `TILLSYNSRADAR_OIDC_ROLE_CLAIM`, otherwise `roles`.
        region_claim: the claim that holds divisions. `TILLSYNSRADAR_OIDC_REGION_CLAIM`, otherwise `regions`.
        municipality_claim: the claim that holds the code of a municipality. `TILLSYNSRADAR_OIDC_MUNICIPALITY_CLAIM`,
            otherwise `municipality`.
        roles: what the provider's words mean here, as `word=role` with commas between. `TILLSYNSRADAR_OIDC_ROLES`.
        origins: other origins that a sign-in passes through, with commas between. `TILLSYNSRADAR_OIDC_ORIGINS`.
        idle_minutes: a session that is not used for so long ends. `TILLSYNSRADAR_WEB_IDLE_MINUTES`, otherwise 30.
        longest_minutes: a session ends after so long. `TILLSYNSRADAR_WEB_LONGEST_MINUTES`, otherwise 480.
        scan_command: the command that checks attached files for malware; it gets the path as its last argument, and
            ends with 0 when the file is clean and 1 when it is not. `TILLSYNSRADAR_SCAN_COMMAND`.
        role_minutes: the provider is asked again for somebody's role after so long. `TILLSYNSRADAR_WEB_ROLE_MINUTES`,
            otherwise 60.
        pseudonym_key_file: as `key_file` of runs, for what is received with a person's number.
            `TILLSYNSRADAR_KEY_FILE`.
        asks_first: `no` when inspectors who come from a list are not to tell their own assessment before the basis is
            shown. `TILLSYNSRADAR_WEB_OWN_ASSESSMENT`, otherwise `yes`.
    """

    hosts: tuple[str, ...]
    key_file: Path | None
    database_url: str | None
    behind_proxy: bool
    issuer: str
    client_id: str
    secret_file: Path | None
    role_claim: str
    region_claim: str
    municipality_claim: str
    roles: tuple[tuple[str, str], ...]
    origins: tuple[str, ...]
    idle_minutes: int
    longest_minutes: int
    role_minutes: int = 60
    asks_first: bool = True
    scan_command: tuple[str, ...] = ()
    pseudonym_key_file: Path | None = None

    @classmethod
    def from_environment(cls) -> "SiteSettings":
        """Read the environment."""
        read = os.environ.get
        return cls(
            hosts=_words("TILLSYNSRADAR_WEB_HOSTS"),
            key_file=_file("TILLSYNSRADAR_WEB_KEY_FILE"),
            database_url=read("TILLSYNSRADAR_DATABASE_URL"),
            behind_proxy=_one_of("TILLSYNSRADAR_WEB_PROXY", ("no", "yes")) == "yes",
            issuer=read("TILLSYNSRADAR_OIDC_ISSUER", ""),
            client_id=read("TILLSYNSRADAR_OIDC_CLIENT_ID", ""),
            secret_file=_file("TILLSYNSRADAR_OIDC_SECRET_FILE"),
            role_claim=read("TILLSYNSRADAR_OIDC_ROLE_CLAIM", "roles"),
            region_claim=read("TILLSYNSRADAR_OIDC_REGION_CLAIM", "regions"),
            municipality_claim=read("TILLSYNSRADAR_OIDC_MUNICIPALITY_CLAIM", "municipality"),
            roles=tuple(_pair("TILLSYNSRADAR_OIDC_ROLES", text) for text in _words("TILLSYNSRADAR_OIDC_ROLES")),
            origins=_words("TILLSYNSRADAR_OIDC_ORIGINS"),
            idle_minutes=_whole_number("TILLSYNSRADAR_WEB_IDLE_MINUTES", "30"),
            longest_minutes=_whole_number("TILLSYNSRADAR_WEB_LONGEST_MINUTES", "480"),
            role_minutes=_whole_number("TILLSYNSRADAR_WEB_ROLE_MINUTES", "60"),
            asks_first=_one_of("TILLSYNSRADAR_WEB_OWN_ASSESSMENT", ("yes", "no")) == "yes",
            pseudonym_key_file=_file("TILLSYNSRADAR_KEY_FILE"),
            scan_command=tuple(shlex.split(read("TILLSYNSRADAR_SCAN_COMMAND", ""))),
        )


def environment() -> Mapping[str, str]:
    """All variables there are, from which secrets of fetched sources are read when they are used; never to be shown."""
    return MappingProxyType(dict(os.environ))


def _words(name: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(word.strip() for word in os.environ.get(name, "").split(",") if word.strip())


def _pair(name: str, text: str) -> tuple[str, str]:
    word, sign, meaning = text.partition("=")
    if not sign:
        raise click.UsageError(f"miljövariabeln {name} ska vara ord=roll med komma emellan, inte {text!r}")
    return word.strip(), meaning.strip()


def _file(name: str) -> Path | None:
    text = os.environ.get(name)
    return Path(text).absolute() if text else None


def _whole_number(name: str, default: str) -> int:
    text = os.environ.get(name, default)
    try:
        return int(text)
    except ValueError as error:
        raise click.UsageError(f"miljövariabeln {name} ska vara ett heltal, inte {text!r}") from error


def _one_of(name: str, words: tuple[str, ...]) -> str:
    """One of the words; the first when nothing is said."""
    text = os.environ.get(name, words[0])
    if text not in words:
        raise click.UsageError(f"miljövariabeln {name} ska vara {' eller '.join(words)}, inte {text!r}")
    return text


def silence() -> None:
    """Turn off what dependencies would send home. Called before any of them is imported."""
    os.environ.update(_SILENCE)


def home_option(command: F) -> F:
    """The option `--home` of every command that needs the home directory; it gives a `Path`."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        default=lambda: Settings.from_environment().home,
        callback=lambda _context, _parameter, value: value.absolute(),
        show_default="TILLSYNSRADAR_HOME, annars .data",
        help="Hemkatalogen, där allt som programmet sparar ligger.",
    )(command)
