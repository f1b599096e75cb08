"""The vendor's gateway: gives out tokens, and lets in whoever holds one that still counts."""

import base64
import hashlib
import itertools
import threading
import time
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sources.standin.errors import error_body
from sources.standin.faults import TokenLife

#: Credentials of the made-up vendor; they open nothing.
CLIENT_ID, CLIENT_SECRET = "standin-client", "standin-open-to-everybody"
APIS = ("vardefulla-datamangder", "foretagsinformation", "ssbtgo", "verkliga-huvudman")
LIFE = 3600


class Gateway:
    """Tokens given out, and what the client subscribes to."""

    def __init__(self) -> None:
        self.subscribed = set(APIS)
        self._tokens: dict[str, float] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def expire(self) -> None:
        """Forget every token."""
        with self._lock:
            self._tokens.clear()

    async def token(self, request: Request) -> Response:
        """`POST /oauth2/token` by client credentials, in the form or as Basic."""
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if _credentials(request, form) != (CLIENT_ID, CLIENT_SECRET):
            said = {"error": "invalid_client", "error_description": "Client Authentication failed."}
            return JSONResponse(said, 401, {"WWW-Authenticate": "Basic"})
        if form.get("grant_type") != "client_credentials":
            said = {"error": "unsupported_grant_type", "error_description": "Unsupported grant_type value"}
            return JSONResponse(said, 400)
        life = next((fault for fault in request.state.faults if isinstance(fault, TokenLife)), TokenLife(LIFE))
        with self._lock:
            token = hashlib.sha256(f"token {next(self._numbers)} of the stand-in".encode()).hexdigest()
            self._tokens[token] = time.monotonic() + life.seconds
        said_life = round(life.seconds) if life.said is None else life.said
        scope = form.get("scope", "default")
        return JSONResponse({"access_token": token, "scope": scope, "token_type": "Bearer", "expires_in": said_life})

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not let in; nothing when it is."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        with self._lock:
            holds = kind == "Bearer" and self._tokens.get(token, 0.0) > time.monotonic()
        if not holds:
            return error_body(request.scope, 401)
        api = request.url.path.split("/")[1]
        return None if api in self.subscribed else error_body(request.scope, 403)


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind == "Basic":
        name, _, secret = base64.b64decode(given).decode().partition(":")
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")
