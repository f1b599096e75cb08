"""The keys that municipalities have registered, to sign what they send from their own systems with.

A public key each, in a sealed file that is never changed; that a key is revoked is a file of its own.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from sources.decided import INTAKE
from sources.intake.sealed_files import read_record, write_record
from tables.code_lists import codes_of, labels_of

SENDERS = INTAKE / "senders"
_OWNER = "senders"
_CURVES: Mapping[str, type[OKPKey] | type[ECKey]] = {"Ed25519": OKPKey, "P-256": ECKey}
_PRIVATE = "d"
_THUMBPRINT = re.compile("[A-Za-z0-9_-]{43}")


class KeyRefused(ValueError):
    """A key that cannot be registered or revoked; says why, in Swedish."""


@dataclass(frozen=True)
class RegisteredKey:
    """A key of a municipality.

    Attributes:
        code: the municipality's code.
        thumbprint: what the key is called (RFC 7638).
        key: the public key.
        since: the day it was registered.
        revoked_on: the day it was revoked; nothing while it holds.
    """

    code: str
    thumbprint: str
    key: OKPKey | ECKey
    since: dt.date
    revoked_on: dt.date | None = None

    @property
    def name(self) -> str:
        """What the municipality is called."""
        return labels_of("municipalities")[self.code]


def add(home: Path, code: str, jwk: str, *, on: dt.date) -> RegisteredKey:
    """Register a municipality's public key; the same key again changes nothing.

    Args:
        home: the home directory.
        code: the municipality's code.
        jwk: the public key as a JSON Web Key, of the curve Ed25519 or P-256.
        on: the day.

    Raises:
        KeyRefused: no such municipality, no such key, or one that has been revoked.
    """
    if code not in codes_of("municipalities"):
        raise KeyRefused(f"det finns ingen kommun med koden {code!r}")
    key = _public(jwk)
    thumbprint = key.thumbprint()
    told = {"code": code, "key": key.as_dict(private=False), "since": on.isoformat()}
    write_record(home, SENDERS / code / f"{thumbprint}.json", _OWNER, told)
    found = find(home, code, thumbprint)
    if found is None or found.revoked_on is not None:
        raise KeyRefused("nyckeln är återkallad; registrera en ny")
    return found


def revoke(home: Path, code: str, thumbprint: str, *, on: dt.date) -> RegisteredKey:
    """Let a key hold no longer, from now on. Nothing that was signed with it is undone.

    Raises:
        KeyRefused: there is none, or several, that begin so.
    """
    hits = [one for one in registered(home) if one.code == code and one.thumbprint.startswith(thumbprint)]
    if len(hits) != 1:
        raise KeyRefused(f"{len(hits)} nycklar för {code} börjar på {thumbprint!r}; se `tillsynsradar senders list`")
    name = f"{hits[0].thumbprint}.revoked.json"
    write_record(home, SENDERS / code / name, _OWNER, {"code": code, "on": on.isoformat()})
    return next(one for one in registered(home) if (one.code, one.thumbprint) == (code, hits[0].thumbprint))


def registered(home: Path) -> list[RegisteredKey]:
    """Every key that was ever registered, revoked ones with the day."""
    paths = sorted((home / SENDERS).glob("*/*.json"))
    names = [(path.parent.name, path.stem) for path in paths if not path.name.startswith(".")]
    return [one for code, name in names if "." not in name and (one := find(home, code, name)) is not None]


def by_thumbprint(home: Path, thumbprint: str) -> RegisteredKey | None:
    """The key that is called so, whoever's it is."""
    if not _THUMBPRINT.fullmatch(thumbprint):
        return None
    path = next((home / SENDERS).glob(f"*/{thumbprint}.json"), None)
    return None if path is None else find(home, path.parent.name, thumbprint)


def find(home: Path, code: str, thumbprint: str) -> RegisteredKey | None:
    """A key of a municipality by its thumbprint; nothing where its file is not as it was sealed."""
    folder = SENDERS / code
    if not (home / folder / f"{thumbprint}.json").exists():
        return None
    told = read_record(home, folder / f"{thumbprint}.json", _OWNER)
    if told is None or told["code"] != code:
        return None
    key = _public(json.dumps(told["key"]))
    if key.thumbprint() != thumbprint:
        return None
    return RegisteredKey(code, thumbprint, key, dt.date.fromisoformat(told["since"]), _revoked(home, code, thumbprint))


def _revoked(home: Path, code: str, thumbprint: str) -> dt.date | None:
    """The day a key was revoked; a revocation that is not as it was sealed revokes all the same."""
    path = SENDERS / code / f"{thumbprint}.revoked.json"
    if not (home / path).exists():
        return None
    told = read_record(home, path, _OWNER)
    return dt.date.fromisoformat(told["on"]) if told else dt.date.min


def _public(jwk: str) -> OKPKey | ECKey:
    try:
        told = json.loads(jwk)
        if _PRIVATE in told:
            raise KeyRefused("filen innehåller en privat nyckel; skicka bara den publika, och byt nyckel")
        return _CURVES[told["crv"]].import_key({name: told[name] for name in ("kty", "crv", "x", "y") if name in told})
    except (ValueError, TypeError, KeyError, JoseError) as error:
        if isinstance(error, KeyRefused):
            raise
        raise KeyRefused("filen är ingen publik nyckel (JWK) av slaget Ed25519 eller P-256") from None
