"""Seals: every record of the book is signed with a key of the organisation that sent it.

The keys are kept here for organisations that send by form, in `secrets/intake/`, one each, readable by the owner only.
The signature is a detached JWS (RFC 7515, appendix F) over the record's canonical bytes.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from sources.intake.durable import write_once

FOLDER = Path("secrets/intake")
ALGORITHM = "Ed25519"


class SealFault(ValueError):
    """A key that cannot be used; says why, in Swedish."""


def canonical(payload: Mapping[str, Any]) -> bytes:
    """A record as bytes; equal records give equal bytes."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sealed(home: Path, owner: str, payload: bytes) -> str:
    """The seal of an organisation on some bytes. The key is made the first time.

    Args:
        home: the home directory.
        owner: the organisation, as in the name of its folder in the book.
        payload: what is sealed.
    """
    key = _key(home, owner)
    if key is None:
        made = json.dumps(OKPKey.generate_key("Ed25519").as_dict(private=True)).encode()
        write_once(_path(home, owner), made)
        key = _key(home, owner)
    if key is None:
        raise SealFault(f"nyckeln för {owner} gick inte att skapa")
    header = {"alg": ALGORITHM, "kid": key.thumbprint()}
    return jws.detach_content(jws.serialize_compact(header, payload, key, algorithms=[ALGORITHM]))


def is_sealed(home: Path, owner: str, payload: bytes, seal: str) -> bool:
    """Whether a seal is the organisation's own on these very bytes."""
    key = _key(home, owner)
    if key is None:
        return False
    try:
        head, middle, signature = seal.split(".")
        whole = b".".join((head.encode(), urlsafe_b64encode(payload).rstrip(b"="), signature.encode()))
        jws.deserialize_compact(whole, key, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return False
    return not middle


def _path(home: Path, owner: str) -> Path:
    return home / FOLDER / f"{owner}.jwk"


def _key(home: Path, owner: str) -> OKPKey | None:
    path = _path(home, owner)
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if found.st_mode & 0o077:
        raise SealFault(f"andra kan läsa nyckeln {FOLDER / path.name} i hemkatalogen; kör chmod 600 på filen")
    return _imported(path, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=1000)
def _imported(path: Path, *_: int) -> OKPKey:
    """A key that was read before, while its file is the same."""
    return OKPKey.import_key(json.loads(path.read_bytes()))
