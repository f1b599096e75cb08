"""OpenID Connect as Authlib keeps it, with codes and tokens in memory. Nothing here knows the demonstration's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.security import generate_token
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request, grants
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, Response

from web.site import clock
from web.site.demo.people import BY_SUBJECT, Person

ALGORITHM = "RS256"
_MINUTES = 10
_SCOPES = ("openid", "profile", "email")


@dataclass(frozen=True)
class Client(ClientMixin):  # type: ignore[misc]  # the library has no types
    """The one page that people sign in to."""

    client_id: str
    secret: str
    redirect_uris: tuple[str, ...]

    def get_client_id(self) -> str:
        """Its name."""
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        """Where it takes its answers."""
        return self.redirect_uris[0]

    def get_allowed_scope(self, scope: str) -> str:
        """What it may ask for."""
        return " ".join(word for word in (scope or "").split() if word in _SCOPES)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """No other place."""
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        """The shared secret."""
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """By the secret, in the body or in the header."""
        del endpoint
        return method in {"client_secret_post", "client_secret_basic"}

    def check_response_type(self, response_type: str) -> bool:
        """Codes only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Codes only."""
        return grant_type == "authorization_code"


@dataclass
class Code:
    """A code that is waiting to be exchanged."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    subject: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    made_at: int

    def get_redirect_uri(self) -> str:
        """Where it was sent."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """What was asked for."""
        return self.scope

    def get_nonce(self) -> str | None:
        """What ties it to the sign-in."""
        return self.nonce

    def get_auth_time(self) -> int:
        """When the person signed in."""
        return self.made_at

    def get_acr(self) -> None:
        """How surely, which is not told."""

    def get_amr(self) -> None:
        """By what means, which is not told."""


def asked(method: str, uri: str, headers: Mapping[str, str], fields: Mapping[str, str]) -> OAuth2Request:
    """A request as the library wants it."""

    class _Request(OAuth2Request):  # type: ignore[misc]  # the library has no types
        form = dict(fields) if method == "POST" else {}
        args = dict(fields) if method == "GET" else {}

    request = _Request(method, uri, headers=dict(headers))
    request.payload = BasicOAuth2Payload(dict(fields))
    return request


class Server(AuthorizationServer):  # type: ignore[misc]  # the library has no types
    """Codes and tokens of one client, in memory."""

    def __init__(self, issuer: str, client: Client) -> None:
        super().__init__(scopes_supported=list(_SCOPES))
        self.issuer, self.client = issuer, client
        self.key = RSAKey.generate_key(2048, {"kid": "demo", "use": "sig", "alg": ALGORITHM})
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Person] = {}
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: generate_token(42)))
        self.register_grant(_by_code(self), [_id_token(self), CodeChallenge(required=True)])

    def query_client(self, client_id: str) -> Client | None:
        """The client, if it is the one there is."""
        return self.client if client_id == self.client.client_id else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Remember whose token it is."""
        self.tokens[token["access_token"]] = request.user

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        """It is one already."""
        return request

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        """The library's answer as one of the web framework."""
        told = dict(headers)
        if isinstance(body, Mapping):
            return JSONResponse(dict(body), status, {name: told[name] for name in told if name != "Content-Type"})
        return Response(body, status, told)


def _by_code(server: Server) -> type[grants.AuthorizationCodeGrant]:
    class ByCode(grants.AuthorizationCodeGrant):  # type: ignore[misc]  # the library has no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_post", "client_secret_basic")

        def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
            told = request.payload.data
            server.codes[code] = Code(
                code,
                request.client.get_client_id(),
                request.payload.redirect_uri,
                request.payload.scope,
                request.user.subject,
                told.get("nonce"),
                told.get("code_challenge"),
                told.get("code_challenge_method"),
                int(clock.now().timestamp()),
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            found = server.codes.get(code)
            return found if found and found.client_id == client.client_id else None

        def delete_authorization_code(self, authorization_code: Code) -> None:
            server.codes.pop(authorization_code.code, None)

        def authenticate_user(self, authorization_code: Code) -> Person | None:
            return BY_SUBJECT.get(authorization_code.subject)

    return ByCode


def claims_of(person: Person) -> UserInfo:
    """What is told of a person."""
    return UserInfo(
        sub=person.subject,
        name=person.name,
        preferred_username=person.subject,
        roles=list(person.roles),
        regions=list(person.regions),
        municipality=person.municipality,
    )


def _id_token(server: Server) -> OpenIDCode:
    class IdToken(OpenIDCode):  # type: ignore[misc]  # the library has no types
        def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
            del request
            return any(code.nonce == nonce for code in server.codes.values())

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            del client
            return server.key

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            now = int(clock.now().timestamp())
            return {"iss": server.issuer, "aud": [client.client_id], "exp": now + _MINUTES * 60}

        def get_client_algorithm(self, client: Client) -> str:
            del client
            return ALGORITHM

        def get_encode_header(self, client: Client) -> dict[str, str]:
            del client
            return {"alg": ALGORITHM, "kid": server.key.kid or ""}

        def generate_user_info(self, user: Person, scope: str) -> UserInfo:
            del scope
            return claims_of(user)

    return IdToken(require_nonce=False)
