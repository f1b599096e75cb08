"""Stands around the services: keeps the day, carries out faults, and remembers which requests came (never bodies)."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sources.standin.errors import error_body
from sources.standin.faults import Body, Drop, Fault, Faults, Slow, Status

#: When in the day the server is.
HOUR = dt.time(4, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Seen:
    """One request that came: never its query and never its body."""

    method: str
    path: str
    status: int
    request_id: str


class _Dropped(Exception):
    """The connection is to be cut here."""


class Watching:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, faults: Faults, seen: list[Seen], day: Callable[[], dt.date]) -> None:
        self._app, self._faults, self._seen, self._day = app, faults, seen, day

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as the faults of its path will have it."""
        if scope["type"] != "http":
            return
        taken = self._faults.taken(scope["path"], scope["method"])
        scope.setdefault("state", {})["faults"] = taken
        for fault in taken:
            if isinstance(fault, Slow):
                await asyncio.sleep(fault.seconds)
        answer = next((_instead(scope, fault) for fault in taken if isinstance(fault, Status | Body)), self._app)
        drop = next((fault for fault in taken if isinstance(fault, Drop)), None)
        try:
            await answer(scope, receive, self._sending(scope, send, drop))
        except _Dropped:
            return

    def _sending(self, scope: Scope, send: Send, drop: Drop | None) -> Send:
        left = 0

        async def sending(message: Message) -> None:
            nonlocal left
            if message["type"] == "http.response.start":
                self._note(scope, message["status"])
                stamp = dt.datetime.combine(self._day(), HOUR)
                message["headers"] = [
                    *message["headers"],
                    (b"date", format_datetime(stamp, usegmt=True).encode()),
                ]
                left = _share_of(message, drop)
            elif drop is not None:
                body = message.get("body", b"")
                await send({**message, "body": body[:left], "more_body": True})
                left -= len(body)
                if left <= 0:
                    raise _Dropped
                return
            await send(message)

        return sending

    def _note(self, scope: Scope, status: int) -> None:
        headers = dict(scope["headers"])
        asked = headers.get(b"x-request-id", b"").decode("latin-1")
        self._seen.append(Seen(scope["method"], scope["path"], status, asked))


def _share_of(message: Message, drop: Drop | None) -> int:
    length = int(dict(message["headers"]).get(b"content-length", b"0"))
    return int(length * drop.share) if drop else length


def _instead(scope: Scope, fault: Fault) -> ASGIApp:
    if isinstance(fault, Body):
        return Response(fault.content, media_type=fault.media_type)
    assert isinstance(fault, Status)  # noqa: S101 - the two kinds asked for
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return error_body(scope, fault.code, headers=headers)
