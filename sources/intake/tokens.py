"""What a municipality's own system signs with each thing it sends: who it is, what it sends, and that it is now.

A JSON Web Token by a key that the municipality has registered. It names the digest of the body, so that nothing else
can be sent with it, and its `jti` is the idempotency key, so that it cannot be sent a second time as something new.
"""

import hashlib
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError, SecurityWarning

from sources.identity import masked
from sources.intake.book import Submission
from sources.intake.numbers import receipt_number
from sources.intake.sender import MUNICIPALITY, Sender
from sources.intake.senders import RegisteredKey, by_thumbprint, find

AUDIENCE = "tillsynsradar-intag"
#: How long a token may hold, and how far clocks may differ, in seconds.
LONGEST, SKEW = 300, 60
_CLAIMS = ("iss", "aud", "iat", "exp", "jti", "sha256")
_HEADERS = frozenset({"alg", "kid", "typ"})
_LONGEST_NAME = 200
ALGORITHMS = ("Ed25519", "EdDSA", "ES256")


class TokenRefused(ValueError):
    """A token that does not hold; says why, in Swedish, and nothing of what it said."""


@dataclass(frozen=True)
class Signed:
    """What a token that holds says.

    Attributes:
        sender: the municipality.
        jti: the token's own name, which is the idempotency key.
        sha256: the digest of what is sent with it.
        thumbprint: the key it is signed with.
        token: the token itself, kept as proof.
    """

    sender: Sender
    jti: str
    sha256: str
    thumbprint: str
    token: str

    def proof(self) -> dict[str, str]:
        """What is kept beside what was sent."""
        return {"sha256": self.sha256, "thumbprint": self.thumbprint, "token": self.token}


def read_token(home: Path, token: str, *, at: float) -> Signed:
    """Hold a token against the registered keys and the time.

    Args:
        home: the home directory.
        token: a JWT in compact form.
        at: seconds since 1970.

    Raises:
        TokenRefused: it is not signed by a key that holds, or says something that it may not.
    """
    key = _key_of(home, token)
    claims = _claims(token, key)
    _hold(claims, key, at)
    sender = Sender(MUNICIPALITY, key.code, key.name)
    return Signed(sender, claims["jti"], claims["sha256"], key.thumbprint, token)


def is_proved(home: Path, one: Submission) -> bool:
    """Whether what is kept beside a record is a token of its sender's, for that very sending.

    The token's `jti` gives the record's number; the key is held to be the sender's also when it has been revoked since.
    """
    key = find(home, one.sender.code, one.proof.get("thumbprint", ""))
    if key is None:
        return False
    try:
        claims = _claims(one.proof["token"], key)
    except TokenRefused:
        return False
    number = receipt_number(one.sender.kind, one.sender.code, str(claims.get("jti")))
    return (claims.get("iss"), claims.get("sha256"), number) == (key.code, one.proof["sha256"], one.number)


def digest(body: bytes) -> str:
    """The digest that a token names a body by."""
    return hashlib.sha256(body).hexdigest()


def _claims(token: str, key: RegisteredKey) -> dict[str, Any]:
    """What a token says, when the key has signed it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        try:
            return jwt.decode(token, key.key, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError) as error:
            raise TokenRefused("signaturen stämmer inte") from error


def _key_of(home: Path, token: str) -> RegisteredKey:
    """The key that the head of a token names by its thumbprint (`kid`)."""
    try:
        head = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise TokenRefused("det är ingen JWT") from error
    if not head.keys() <= _HEADERS:
        raise TokenRefused("huvudet ska ha alg, kid och typ och inget annat")
    found = by_thumbprint(home, str(head.get("kid")))
    if found is None:
        raise TokenRefused("nyckeln (kid) är inte registrerad")
    if found.revoked_on is not None:
        raise TokenRefused("nyckeln är återkallad")
    return found


def _hold(claims: dict[str, Any], key: RegisteredKey, at: float) -> None:
    said, expires, jti = claims.get("iat"), claims.get("exp"), claims.get("jti")
    checks = {
        f"bara {', '.join(_CLAIMS)} tas emot": claims.keys() <= set(_CLAIMS),
        "iss ska vara kommunens kod": claims.get("iss") == key.code,
        f"aud ska vara {AUDIENCE}": claims.get("aud") in (AUDIENCE, [AUDIENCE]),
        "jti ska vara 1 till 200 tecken, och får inte likna ett personnummer": _is_name(jti),
        "sha256 ska vara 64 hexadecimala siffror": _is_digest(claims.get("sha256")),
    }
    wrong = [rule for rule, holds in checks.items() if not holds]
    if type(said) is not int or type(expires) is not int:
        wrong.append("iat och exp ska vara hela sekunder")
    elif said - SKEW > at:
        wrong.append("iat är i framtiden; kontrollera klockan")
    elif not said < expires <= said + LONGEST:
        wrong.append(f"exp ska vara högst {LONGEST} sekunder efter iat")
    elif expires + SKEW < at:
        wrong.append("giltighetstiden är slut; skapa en ny")
    if wrong:
        raise TokenRefused("; ".join(wrong))


def _is_name(text: object) -> bool:
    return isinstance(text, str) and 1 <= len(text) <= _LONGEST_NAME and masked(text) == text


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and set(text) <= set("0123456789abcdef")
