"""What all services of the stand-in answer from: the world as it is the server's day, the gateway and the files."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from stdnum import luhn

from sources.standin.files import Files
from sources.standin.gateway import Gateway
from sources.standin.world import World


class BadRequest(Exception):
    """The question cannot be read; the message is the `detail` of the answer and repeats nothing of the question."""


@dataclass
class Vendor:
    """The server's world and day, read anew for each request."""

    world: Callable[[], World]
    day: Callable[[], dt.date]
    gateway: Gateway
    files: Files

    def __post_init__(self) -> None:
        self._known: tuple[World, dt.date, World] | None = None

    def known(self, day: dt.date | None = None) -> World:
        """What the vendor has on a day; the server's own when none is given."""
        world, asked = self.world(), day or self.day()
        held = self._known
        if held is not None and held[0] is world and held[1] == asked:
            return held[2]
        found = world.at(asked)
        self._known = (world, asked, found)
        return found


async def question(request: Request) -> dict[str, Any]:
    """The JSON object of a request.

    Raises:
        BadRequest: it is none.
    """
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise BadRequest("Begäran går inte att tolka som JSON.") from error
    if not isinstance(body, dict):
        raise BadRequest("Begäran är inte ett JSON-objekt.")
    return body


def identity_of(body: dict[str, Any]) -> str:
    """The identity number asked about, checked as the gateway checks it.

    Raises:
        BadRequest: it is missing, written wrong, or its check digit is wrong.
    """
    identity = body.get("identitetsbeteckning")
    if not isinstance(identity, str) or not identity.isdigit() or len(identity) not in (10, 12):
        raise BadRequest("Identitetsbeteckningen ska ha tio eller tolv siffror.")
    if not luhn.is_valid(identity[-10:]):
        raise BadRequest("Identitetsbeteckningens kontrollsiffra stämmer inte.")
    return identity
