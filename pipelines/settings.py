"""All settings, read once from the environment. The only module that reads or writes `os.environ`.

What a single run is asked for (days, deliveries) is run configuration and stands in `assets/request.py`.
"""

import os
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


def environment() -> Mapping[str, str]:
    """All variables there are, from which secrets of fetched sources are read when they are used; never to be shown."""
    return MappingProxyType(dict(os.environ))


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
