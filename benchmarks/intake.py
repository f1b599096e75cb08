"""Fifty municipalities' systems that send reports at once, and a server that is killed while they do.

The real server on two cores, every request signed, every receipt on the disk before it is given. First an unsigned POST
that is refused, which is what the same stack costs without doing anything; then reports; then reports again, while the
server with all its processes is killed (SIGKILL) and started anew. Senders that get no answer send the same again.
Every receipt that was given must be in the book, once, and nothing else.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.receiving.senders import REPORTS, SENDERS, UNSIGNED, prepare
from benchmarks.visits.site import CORES, HOST, WORKERS

SECONDS = 15.0
_START_S, _KILLED_AFTER_S = 120, 5.0
_ROOT = Path(__file__).parents[1]


def run() -> dict[str, Any]:
    """Send, kill, send, count."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        prepare(home)
        with socket.create_server((HOST, 0)) as free:
            port = free.getsockname()[1]
        server = _started(home, port)
        try:
            nothing = _ended(_sending(home, port, SECONDS / 2, UNSIGNED))
            reports = _ended(_sending(home, port, SECONDS, REPORTS))
            sending = _sending(home, port, SECONDS, REPORTS)
            time.sleep(_KILLED_AFTER_S)
            _kill(server)
            server = _started(home, port)
            through = _ended(sending)
        finally:
            _kill(server)
        return _told(home, nothing, reports, through)


def _told(home: Path, nothing: dict[str, Any], reports: dict[str, Any], through: dict[str, Any]) -> dict[str, Any]:
    from sources.intake import book

    given = {**reports["receipts"], **through["receipts"]}
    kept = [one.number for one in book.read(home)]
    lost, doubled = set(given.values()) - set(kept), len(kept) - len(set(given.values()))
    if lost or doubled or book.unsound(home) or len(set(given.values())) != len(given):
        raise RuntimeError(f"{len(lost)} receipts lost, {doubled} reports too many, {book.unsound(home)} broken")
    base, found = _times(nothing["ms"]), _times(reports["ms"])
    return {
        "senders": SENDERS,
        "cores": CORES,
        "server processes": WORKERS,
        "receipts a second": round(len(reports["ms"]) / SECONDS, 1),
        "refused POSTs a second": round(len(nothing["ms"]) / (SECONDS / 2), 1),
        "ms an answer": {"refused POST": base, "report": found},
        "times a refused POST": {name: round(found[name] / base[name], 1) for name in found},
        "killed in the middle": {
            "receipts": len(through["receipts"]),
            "sent again": through["again"],
            "given again": through["repeats"],
            "lost": len(lost),
            "doubled": doubled,
        },
    }


def _times(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {f"p{share}": round(ordered[int(len(ordered) * share / 100)], 1) for share in (50, 95)}


def _started(home: Path, port: int) -> subprocess.Popen[bytes]:
    order = [sys.executable, "-m", "benchmarks.receiving.server", str(home), str(port)]
    server = subprocess.Popen(order, cwd=_ROOT, start_new_session=True)
    for _ in range(_START_S * 4):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/halsa", timeout=5):
                return server
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.25)
    _kill(server)
    raise RuntimeError("the server does not answer")


def _kill(server: subprocess.Popen[bytes]) -> None:
    """End the server and every process of it at once, without a word."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def _sending(home: Path, port: int, seconds: float, what: str) -> subprocess.Popen[bytes]:
    order = [sys.executable, "-m", "benchmarks.receiving.senders", str(home), str(port), str(seconds), what]
    return subprocess.Popen(order, cwd=_ROOT, stdout=subprocess.PIPE)


def _ended(sending: subprocess.Popen[bytes]) -> dict[str, Any]:
    said, _ = sending.communicate()
    if sending.returncode:
        raise RuntimeError("a sender failed")
    return dict(json.loads(said))
