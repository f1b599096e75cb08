"""The stand-in as a server: starts in a thread on a free port of this machine, and stops at once.

Which services it has is in `application.py`.
"""

import datetime as dt
import logging
import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn

from sources.standin.application import application
from sources.standin.faults import Faults
from sources.standin.files import Files
from sources.standin.gateway import CLIENT_ID, CLIENT_SECRET, Gateway
from sources.standin.watching import Seen, Watching
from sources.standin.world import World

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "StandIn"]

HOST = "127.0.0.1"
#: Connections that lie still are kept longer than any client waits between two questions.
KEEP_SECONDS = 120


class _Server(uvicorn.Server):
    """A server that cuts what is under way when it stops, as one that dies would."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut every connection, and then stop listening."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


class StandIn:
    """A running stand-in. Use as a context manager.

    Attributes:
        world: what it knows.
        day: the day it is; can be set while it runs. What it answers, and the dates in its headers, follow.
        faults: what is wrong with it.
        seen: which requests came, in order.
    """

    def __init__(self, world: World, day: dt.date, port: int = 0) -> None:
        self.world = world
        self.day = day
        self.faults = Faults()
        self.seen: list[Seen] = []
        self._gateway = Gateway()
        self._port = port
        self._files: Files | None = None
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where it is, without a closing slash; the same after it has stopped."""
        return f"http://{HOST}:{self._port}"

    def expire_tokens(self) -> None:
        """No token that has been given out is accepted any longer."""
        self._gateway.expire()

    def unsubscribe(self, api: str) -> None:
        """Take away the client's subscription to an API, named by the first part of its path."""
        self._gateway.subscribed.discard(api)

    def start(self) -> None:
        """Begin to listen. A request that comes before the thread is up waits for it.

        Raises:
            OSError: the port is taken.
        """
        self._socket = _listening(self._port)
        self._files = Files()
        self._port = self._socket.getsockname()[1]
        app = Watching(
            application(lambda: self.world, lambda: self.day, self._gateway, self._files),
            self.faults,
            self.seen,
            lambda: self.day,
        )
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            loop="asyncio",
            log_config=None,
            log_level=logging.CRITICAL,
            access_log=False,
            date_header=False,
            server_header=False,
            timeout_keep_alive=KEEP_SECONDS,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and cut what is under way; more than once does no harm."""
        if self._server is None or self._thread is None or self._socket is None:
            return
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()
        self._socket.close()
        if self._files is not None:
            self._files.close()
        self._server = self._thread = None


def _listening(port: int) -> socket.socket:
    """A listening socket. Said to be TCP, since only then are answers sent without waiting for more to send."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise
    listening.listen()
    return listening
