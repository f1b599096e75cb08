"""A server of a few prepared answers on this machine, and what it was asked."""

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DATE = "Mon, 02 Mar 2026 09:00:00 GMT"


@dataclass
class Said:
    """One answer: status, body and heads; `drop` closes the connection after that many bytes."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    drop: int | None = None
    wait: float = 0.0


@dataclass
class Heard:
    """One question as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class SmallServer:
    """Answers from `answers`: path → a list used up from the front, the last of it for ever; or what makes one."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Said] | Callable[[Heard], Said]] = {}
        self.heard: list[Heard] = []
        self.url = ""

    def paths(self) -> list[str]:
        return [each.path for each in self.heard]

    def next_answer(self, heard: Heard) -> Said:
        self.heard.append(heard)
        answers = self.answers.get(heard.path.partition("?")[0], [Said(404)])
        if callable(answers):
            return answers(heard)
        return answers.pop(0) if len(answers) > 1 else answers[0]


class _Quiet(ThreadingHTTPServer):
    """Who asks may hang up."""

    daemon_threads = True

    def handle_error(self, *_arguments) -> None:
        """Nothing on the screen."""


@contextmanager
def small_server(encryption=None):
    """A running server; stopped at the end. With a context of TLS it answers over that."""
    served = SmallServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = served.next_answer(Heard(self.command, self.path, dict(self.headers), body))
            time.sleep(said.wait)
            heads = {"Date": DATE, "Content-Length": str(len(said.body)), **said.headers}
            self.send_response_only(said.status)
            for name, value in heads.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body[: said.drop])
            if said.drop is not None:
                self.close_connection = True

        do_GET = do_POST = _answer  # noqa: N815 - the library's names

        def log_message(self, *_arguments) -> None:
            """Nothing on the screen."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    if encryption is not None:
        server.socket = encryption.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    where = "http://127.0.0.1" if encryption is None else "https://localhost"
    served.url = f"{where}:{server.server_address[1]}"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
