"""What `sources.toml` has to say for the connectors to ask a stand-in, and the credentials it takes."""

import datetime as dt
from pathlib import Path

from sources.fetching.decisions import FILE
from sources.fetching.registry import CONNECTORS
from sources.standin.gateway import CLIENT_ID, CLIENT_SECRET

#: First line of a file that was written for a stand-in, and may therefore be overwritten for another.
MARK = "# Skriven för en lokal ersättare av källorna; ingen annan frågas."
_ID, _SECRET = Path("secrets/standin.id"), Path("secrets/standin.secret")
#: The stand-in bears it, and nobody wants to wait.
_PER_MINUTE, _MOST = 60_000, 100_000


def every_source() -> tuple[str, ...]:
    """The sources that there is a way to ask."""
    return tuple(name for name, connector in CONNECTORS.items() if connector.fetch is not None)


def sections(url: str, day: dt.date, sources: tuple[str, ...], *, enabled: bool = True) -> str:
    """The text of `sources.toml` for a stand-in.

    Args:
        url: where it is.
        day: the day noted as that of the decision.
        sources: names of the sources to ask there.
        enabled: whether they are to be asked.
    """
    return "\n".join([MARK, *(_section(name, url, day, enabled=enabled) for name in sources)])


def write(home: Path, url: str, day: dt.date, sources: tuple[str, ...], *, enabled: bool = True) -> bool:
    """Write `sources.toml` and the credentials in a home directory; says whether it did.

    A file that says something else than for a stand-in is somebody's decision, and is left as it is.
    """
    path = home / FILE
    if path.exists() and not path.read_text(encoding="utf-8").startswith(MARK):
        return False
    (home / _ID).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file, text in ((home / _ID, CLIENT_ID), (home / _SECRET, CLIENT_SECRET)):
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    path.write_text(sections(url, day, sources, enabled=enabled), encoding="utf-8")
    return True


def credentials() -> str:
    """The two files that the text names and what stands in them: the stand-in's, which open nothing else."""
    return f"{_ID}: {CLIENT_ID}\n{_SECRET}: {CLIENT_SECRET}"


def _section(name: str, url: str, day: dt.date, *, enabled: bool) -> str:
    lines = [
        f"[{name}]",
        f"enabled = {str(enabled).lower()}",
        f'url = "{url}"',
        f"requests_per_minute = {_PER_MINUTE}",
        f"most_requests = {_MOST}",
        'decided_by = "demonstration"',
        f"decided_at = {day}",
    ]
    if not CONNECTORS[name].is_open:
        lines += [
            f'token_url = "{url}/oauth2/token"',
            f'client_id_file = "{_ID}"',
            f'client_secret_file = "{_SECRET}"',
        ]
    if CONNECTORS[name].needs_basis:
        lines.append('legal_basis = "påhittade uppgifter"')
    return "\n".join([*lines, ""])
