"""What the agency has decided about its sources: `sources.toml` in the home directory.

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

    [tax_debts]                                # a source of files that is not read without a recorded basis
    legal_basis = "2 § lagen (2024:307)"
    decided_by = "rättschef"
    decided_at = 2026-09-01
    review = 2027-09-01

Nothing is fetched that is not in the file: an installation calls nobody until somebody has decided that it may. What a
source needs to run is in `registry.py`. Every fault names the section, the field, the rule and the remedy. What is in a
secret's place is never repeated: whoever writes a secret there by mistake shall not find it in a log.
"""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sources.fetching.access import NO_VARIABLES, REQUESTS_PER_MINUTE, Access, Certificate, DecisionFault, Secret
from sources.registry import SOURCES
from tables.code_lists import codes_of

__all__ = ["FILE", "REQUESTS_PER_MINUTE", "Access", "Certificate", "Decision", "DecisionFault", "Secret", "load"]

FILE = "sources.toml"
#: Field → smallest and largest number, and whether it must be whole.
_NUMBERS = {
    "requests_per_minute": (1, 1_000_000, True),
    "timeout_seconds": (0.05, 3_600, False),
    "most_requests": (1, 100_000_000, True),
    "backoff_seconds": (0, 3_600, False),
}
_CERTIFICATE, _KEY = "client_certificate_file", "client_certificate_key_file"
_OF_FETCHING = frozenset({"enabled", "url", "token_url", _CERTIFICATE, _KEY, *_NUMBERS})
_KINDS = {str: "text inom citattecken", bool: "true eller false", dt.date: "en dag, till exempel 2026-09-01"}
_OWN_MACHINE = {"127.0.0.1", "localhost", "::1"}
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_SECRETS = tuple(f"{name}_{where}" for name in ("client_id", "client_secret") for where in ("file", "env"))


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
    access: Access = field(default_factory=Access)
    legal_basis: str = ""
    decided_by: str = ""
    decided_at: dt.date | None = None
    review: dt.date | None = None

    @property
    def has_basis(self) -> bool:
        """A legal basis is recorded, with who decided and when."""
        return bool(self.legal_basis and self.decided_by and self.decided_at)


def load(home: Path, environment: Mapping[str, str] = NO_VARIABLES) -> Mapping[str, Decision]:
    """The decisions by source; empty when nothing has been decided.

    Args:
        home: the directory that holds `sources.toml`; secrets in files are named from there.
        environment: where secrets kept in variables are looked up when they are used.

    Raises:
        DecisionFault: the file cannot be read, names a source that does not exist, or breaks a rule.
    """
    path = home / FILE
    if not path.exists():
        return {}
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DecisionFault(f"{FILE}: går inte att läsa som TOML i UTF-8 ({error})") from error
    return {name: _decision(home, environment, name, section) for name, section in sections.items()}


def _decision(home: Path, environment: Mapping[str, str], name: str, values: Any) -> Decision:
    _known_source(name)
    if not isinstance(values, dict):
        raise DecisionFault(f"{FILE}: {name} ska vara ett avsnitt; skriv [{name}] på en egen rad")
    section = _Section(name, dict(values))
    if name not in codes_of("fetched_sources"):
        _refuse_fetching(section)
    found = Decision(
        enabled=section.take("enabled", bool, False),
        access=_access(section, home, environment),
        legal_basis=section.text("legal_basis"),
        decided_by=section.text("decided_by"),
        decided_at=section.take("decided_at", dt.date, None),
        review=section.take("review", dt.date, None),
    )
    section.finish()
    _is_decided(section, found)
    return found


def _known_source(name: str) -> None:
    known = [*codes_of("fetched_sources"), *(one.name for one in SOURCES.values() if one.needs_basis)]
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"menas [{near[0]}]?" if near else f"källorna är {', '.join(sorted(known))}"
        raise DecisionFault(f"{FILE}: det finns ingen källa som heter [{name}]; {hint}")


def _refuse_fetching(section: "_Section") -> None:
    """A source of files has nothing to be fetched from."""
    for name in sorted(set(section.values) & _OF_FETCHING):
        raise section.fault(name, "källan levereras som filer och hämtas inte", "ta bort raden")


@dataclass
class _Section:
    """What is left to read of a section."""

    name: str
    values: dict[str, Any]

    def fault(self, field: str, rule: str, remedy: str) -> DecisionFault:
        """What is wrong, where, and what to do."""
        return DecisionFault(f"{FILE}: [{self.name}] {field}: {rule}; {remedy}")

    def take(self, field: str, kind: type, otherwise: Any) -> Any:
        """A value of a kind, or what holds when nothing is said. A moment is no day, and a yes is no number."""
        value = self.values.pop(field, None)
        if value is None:
            return otherwise
        if type(value) is not kind:
            raise self.fault(field, f"ska vara {_KINDS[kind]}", "rätta värdet")
        return value

    def text(self, field: str) -> str:
        """A text that is not empty when it is given."""
        value: str | None = self.take(field, str, None)
        if value is not None and not value.strip():
            raise self.fault(field, "är tom", "skriv värdet, eller ta bort raden")
        return (value or "").strip()

    def number(self, field: str, otherwise: float) -> Any:
        """A number within its bounds."""
        low, high, is_whole = _NUMBERS[field]
        value = self.values.pop(field, otherwise)
        is_number = type(value) is int or (type(value) is float and not is_whole)
        if not is_number or not low <= value <= high:
            raise self.fault(
                field, f"ska vara ett {'hel' if is_whole else ''}tal från {low} till {high}", "rätta talet"
            )
        return value

    def finish(self) -> None:
        """Refuse what nothing asked for."""
        for name in sorted(self.values):
            known = [*_OF_FETCHING, *_SECRETS, "legal_basis", "decided_by", "decided_at", "review"]
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"menas {near[0]}?" if near else f"fälten är {', '.join(sorted(known))}"
            raise self.fault(name, "är inget fält", remedy)


def _access(section: _Section, home: Path, environment: Mapping[str, str]) -> Access:
    plain = Access()
    return Access(
        url=_address(section, "url"),
        token_url=_address(section, "token_url"),
        client_id=_secret(section, "client_id", home, environment),
        client_secret=_secret(section, "client_secret", home, environment),
        certificate=_certificate(section, home),
        **{name: section.number(name, getattr(plain, name)) for name in _NUMBERS},
    )


def _address(section: _Section, field: str) -> str:
    """An address without a closing slash; what is sent to it is secret on the way."""
    address = section.text(field).rstrip("/")
    try:
        parts = urlsplit(address)
        has_port = parts.port != 0
    except ValueError:
        raise section.fault(field, "är ingen adress", "skriv den som https://…") from None
    if address and (not has_port or parts.scheme not in {"https", "http"} or not parts.hostname):
        raise section.fault(field, "är ingen adress", "skriv den som https://…")
    if parts.scheme == "http" and parts.hostname not in _OWN_MACHINE:
        raise section.fault(field, "går okrypterad över nätet", "skriv https://…")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise section.fault(field, "bär mer än en adress", "lägg inloggning i client_id och client_secret")
    return address


def _secret(section: _Section, field: str, home: Path, environment: Mapping[str, str]) -> Secret:
    if field in section.values:
        section.values.pop(field)
        raise section.fault(
            field,
            "hemligheter står inte i den här filen",
            f"lägg den i en fil och ange {field}_file, eller {field}_env",
        )
    file, variable = section.text(f"{field}_file"), section.text(f"{field}_env")
    if variable and not _VARIABLE.fullmatch(variable):
        raise section.fault(
            f"{field}_env", "är inget namn på en miljövariabel", "skriv namnet med versaler, som VDM_ID"
        )
    if file and variable:
        raise section.fault(f"{field}_file", f"anges tillsammans med {field}_env", "behåll en av dem")
    return Secret(home / file if file else None, variable or None, environment)


def _certificate(section: _Section, home: Path) -> Certificate | None:
    file, key_file = section.text(_CERTIFICATE), section.text(_KEY)
    if key_file and not file:
        raise section.fault(_KEY, f"anges utan {_CERTIFICATE}", f"ange {_CERTIFICATE} också")
    return Certificate(home / file, home / key_file if key_file else None) if file else None


def _is_decided(section: _Section, found: Decision) -> None:
    """Whoever lets a source be read says who decided, and when; a review comes after that."""
    if found.enabled or found.legal_basis:
        what = "enabled" if found.enabled else "legal_basis"
        if not found.decided_by:
            raise section.fault("decided_by", f"saknas fast {what} är angivet", "skriv rollen som beslutade")
        if found.decided_at is None:
            raise section.fault("decided_at", f"saknas fast {what} är angivet", "skriv dagen för beslutet")
    if found.review and found.decided_at and found.review <= found.decided_at:
        raise section.fault("review", "är inte efter decided_at", "skriv en senare dag")
