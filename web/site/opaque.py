"""Names of actors, activities and cases in addresses and in the audit log, which say nothing about whom they name.

An organisation number of a sole trader is a personal number, so no number may stand in an address, a referrer or an
access log. A token is the kind and the id, encrypted by AES-SIV (RFC 5297) under a key of the page's own: equal ids
give equal tokens in every run, a made-up token is refused, and no index of tokens has to be kept.
"""

import base64
import binascii
import functools
import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV


class UnknownToken(LookupError):
    """The token was not made by this page."""


@functools.lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESSIV:
    return AESSIV(derived(key, "names in addresses", 64))


def derived(key: bytes, purpose: str, length: int = 32) -> bytes:
    """A key for one purpose only, of 32 or 64 bytes."""
    digest = hashlib.sha512 if length == 64 else hashlib.sha256
    return hmac.new(key, purpose.encode(), digest).digest()


def token_of(key: bytes, kind: str, entity_id: str) -> str:
    """The token that stands for an entity in an address."""
    sealed = _cipher(key).encrypt(entity_id.encode(), [kind.encode()])
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def entity_of(key: bytes, kind: str, token: str) -> str:
    """The id of the entity that a token stands for.

    Raises:
        UnknownToken: it is no token of this page, or one of another kind.
    """
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        return _cipher(key).decrypt(sealed, [kind.encode()]).decode()
    except (binascii.Error, InvalidTag, ValueError) as error:
        raise UnknownToken("adressen leder inte till någon") from error
