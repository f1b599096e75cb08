"""A municipality's own system: a key, and requests signed with it."""

import hashlib
import json
import time
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import OKPKey

from sources.intake.tokens import AUDIENCE

ROOT = "/kommun/api/v1"


@dataclass
class System:
    """The system of one municipality, and what it does."""

    client: object
    code: str
    key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519"))

    def public(self):
        """The key as it is registered."""
        return json.dumps(self.key.as_dict(private=False))

    def token(self, body=b"", jti="k", **claims):
        """A token for a body; `claims` replace what it says."""
        now = int(time.time())
        told = {"iss": self.code, "aud": AUDIENCE, "iat": now, "exp": now + 60, "jti": jti}
        told |= {"sha256": hashlib.sha256(body).hexdigest(), **claims}
        head = {"alg": "Ed25519", "kid": self.key.thumbprint()}
        return jwt.encode(head, {name: value for name, value in told.items() if value is not None}, self.key,
                          algorithms=["Ed25519"])  # fmt: skip

    def send(self, path, told, key="k", method="post", token=None, content_type="application/json"):
        """Send something; the answer."""
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        headers = {"authorization": f"Bearer {token or self.token(body, key)}", "idempotency-key": key}
        return getattr(self.client, method)(ROOT + path, body, content_type=content_type, headers=headers)

    def read(self, path):
        """Ask for something; the answer."""
        return self.client.get(ROOT + path, headers={"authorization": f"Bearer {self.token()}"})
