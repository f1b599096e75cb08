"""The provider as a small server of its own, on this machine: discovery, keys, sign-in page, tokens, claims."""

import html
import socket
import threading
from typing import Self
from urllib.parse import parse_qsl

import uvicorn
from authlib.oauth2 import OAuth2Error
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from web.site.access.roles import LABELS, Role
from web.site.demo.people import BY_SUBJECT, PEOPLE, Person
from web.site.demo.protocol import ALGORITHM, Client, Server, asked, claims_of

HOST = "127.0.0.1"
_HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;color:#16222e;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.6rem}ul{list-style:none;padding:0}li{margin:.5rem 0}"
    "button{font:inherit;width:100%;text-align:left;padding:.6rem 1rem;background:#fff;border:1px solid #6b7a88;"
    "border-radius:.3rem;cursor:pointer}button:hover{background:#f3f6f8}"
    "button:focus-visible{outline:3px solid #0b5a78;outline-offset:2px}small{display:block;color:#4a5a69}"
)


class DemoProvider:
    """A running provider. Use as a context manager.

    Args:
        client: the page that people sign in to.
        port: where it answers on this machine; 0 takes a free one.
    """

    def __init__(self, client: Client, port: int = 0) -> None:
        self._socket = socket.create_server((HOST, port))
        self.issuer = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self._protocol = Server(self.issuer, client)
        application = Starlette(routes=_Answers(self._protocol).routes())
        self._server = uvicorn.Server(uvicorn.Config(application, log_level="error", access_log=False))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


class _Answers:
    """The answers of the provider."""

    def __init__(self, protocol: Server) -> None:
        self._protocol = protocol

    def routes(self) -> list[Route]:
        """Where each is."""
        return [
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/nycklar", self._keys),
            Route("/logga-in", self._authorise, methods=["GET", "POST"]),
            Route("/token", self._token, methods=["POST"]),
            Route("/person", self._person),
        ]

    async def _discovery(self, _: Request) -> Response:
        return JSONResponse(_described(self._protocol.issuer))

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self._protocol.key.as_dict(private=False)]})

    async def _authorise(self, request: Request) -> Response:
        question = asked("GET", str(request.url), request.headers, dict(request.query_params))
        try:
            grant = self._protocol.get_consent_grant(question, end_user=None)
        except OAuth2Error as error:
            return HTMLResponse(_page("Frågan går inte att besvara", html.escape(str(error))), 400, _HEADERS)
        if request.method != "POST":
            return HTMLResponse(_list_of_people(), headers=_HEADERS)
        person = BY_SUBJECT.get((await _form_of(request)).get("person", ""))
        if person is None:
            return HTMLResponse(_page("Den användaren finns inte", ""), 400, _HEADERS)
        question.user = person
        answer: Response = self._protocol.create_authorization_response(question, grant_user=person, grant=grant)
        return answer

    async def _token(self, request: Request) -> Response:
        question = asked("POST", str(request.url), request.headers, await _form_of(request))
        answer: Response = self._protocol.create_token_response(question)
        return answer

    async def _person(self, request: Request) -> Response:
        found = self._protocol.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        return JSONResponse(claims_of(found)) if found else JSONResponse({"error": "invalid_token"}, 401)


async def _form_of(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode()))


def _described(issuer: str) -> dict[str, object]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/logga-in",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/person",
        "jwks_uri": f"{issuer}/nycklar",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
    }


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def _list_of_people() -> str:
    people = "".join(f"<li>{_button(person)}</li>" for person in PEOPLE)
    told = (
        "<p>Det här är demonstrationens egen inloggning. Användarna är påhittade och det finns inga lösenord. "
        "I drift loggar man in med myndighetens inloggningstjänst.</p>"
    )
    return _page("Demonstration: vem vill du vara?", f'{told}<form method="post"><ul>{people}</ul></form>')


def _button(person: Person) -> str:
    role = ", ".join(LABELS[Role(word)] for word in person.roles) or "ingen roll"
    where = f", avdelning {', '.join(person.regions)}" if person.regions else ""
    name = html.escape(person.name)
    return f'<button name="person" value="{person.subject}">{name}<small>{role}{where}</small></button>'
