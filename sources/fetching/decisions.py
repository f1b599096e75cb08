"""What the agency has decided about sources that can be fetched: `sources.toml` in the home directory.

    [bolagsverket_bulk]
    enabled = true
    decided_by = "analyschef"
    decided_at = 2026-09-01

    [vardefulla_datamangder]
    enabled = true
    url = "https://gw.api.bolagsverket.se"
    token_url = "https://portal.api.bolagsverket.se/oauth2/token"
    client_id_file = "secrets/vdm.id"          # or client_id_env = "VDM_ID"
    client_secret_file = "secrets/vdm.secret"  # or client_secret_env = "VDM_SECRET"
    requests_per_minute = 60
    decided_by = "analyschef"
    decided_at = 2026-09-01

Nothing is fetched that is not in the file: an installation calls nobody until somebody has decided that it may.
"""

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "sources.toml"
REQUESTS_PER_MINUTE = 60


class DecisionFault(ValueError):
    """`sources.toml` cannot be used; says where and what to do, in Swedish."""


@dataclass(frozen=True)
class Secret:
    """A secret by where it is kept; read when used, never shown."""

    file: Path | None = None
    variable: str | None = None

    def read(self) -> str:
        """The secret.

        Raises:
            DecisionFault: the file or the variable is not there, or others can read the file.
        """
        if self.variable is not None:
            value = os.environ.get(self.variable)
            if not value:
                raise DecisionFault(f"miljövariabeln {self.variable} är inte satt; den ska hålla källans hemlighet")
            return value
        if self.file is None:
            raise DecisionFault(
                "källan behöver client_id och client_secret, som fil (…_file) eller miljövariabel (…_env)"
            )
        try:
            mode, text = self.file.stat().st_mode, self.file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise DecisionFault(f"{self.file.name}: hemligheten går inte att läsa ({error.strerror})") from error
        if mode & 0o077:
            raise DecisionFault(f"{self.file.name}: andra kan läsa hemligheten; kör chmod 600 på filen")
        return text


@dataclass(frozen=True)
class Access:
    """How a source is reached.

    Attributes:
        url: address of the service, without a closing slash; empty for the source's own public one.
        token_url: where a token is fetched.
        client_id, client_secret: where the credentials are kept.
        requests_per_minute: how often the source may be asked.
        timeout_seconds: how long an answer is waited for.
        most_requests: how many things are asked for in one run.
        backoff_seconds: the first pause before a failed question is asked again; it doubles each time.
    """

    url: str = ""
    token_url: str = ""
    client_id: Secret = field(default_factory=Secret)
    client_secret: Secret = field(default_factory=Secret)
    requests_per_minute: int = REQUESTS_PER_MINUTE
    timeout_seconds: float = 30.0
    most_requests: int = 2_000
    backoff_seconds: float = 1.0


@dataclass(frozen=True)
class Decision:
    """What is decided about one source.

    Attributes:
        enabled: it may be fetched.
        access: how it is reached.
        legal_basis: what allows it, for a source that is off without one.
        decided_by, decided_at, review: by whose decision, when, and when it is looked at again.
    """

    enabled: bool
    access: Access = Access()
    legal_basis: str = ""
    decided_by: str = ""
    decided_at: dt.date | None = None
    review: dt.date | None = None


def load(home: Path) -> Mapping[str, Decision]:
    """The decisions by source; empty when nothing has been decided.

    Raises:
        DecisionFault: the file cannot be read, or names what does not exist.
    """
    path = home / FILE
    if not path.exists():
        return {}
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DecisionFault(f"{FILE}: går inte att läsa ({error})") from error
    return {name: _decision(home, name, section) for name, section in sections.items()}


def _decision(home: Path, name: str, section: Any) -> Decision:
    if not isinstance(section, dict):
        raise DecisionFault(f"{FILE}: {name} ska vara ett avsnitt, [{name}]")
    given = dict(section)
    access = Access(
        client_id=_secret(home, given, "client_id"),
        client_secret=_secret(home, given, "client_secret"),
        **{key: given.pop(key) for key in _PLAIN if key in given},
    )
    own = {
        key: given.pop(key) for key in ("enabled", "legal_basis", "decided_by", "decided_at", "review") if key in given
    }
    if given:
        raise DecisionFault(f"{FILE}: [{name}] har okända namn: {', '.join(sorted(given))}")
    return Decision(**{"enabled": False, **own}, access=access)


_PLAIN = ("url", "token_url", "requests_per_minute", "timeout_seconds", "most_requests", "backoff_seconds")


def _secret(home: Path, given: dict[str, Any], name: str) -> Secret:
    file, variable = given.pop(f"{name}_file", None), given.pop(f"{name}_env", None)
    return Secret(home / file if file else None, variable)
