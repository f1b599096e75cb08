"""The server and its visitors, started and stopped, and what came of it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.visits.asked import KINDS, TRIVIAL
from benchmarks.visits.site import CORES, HOST, PLAN, WORKERS, configured

USERS = 50
P95_MS = 100.0
_START_S, _STOP_S = 180, 30
_ROOT = Path(__file__).parents[2]


def under_load(home: Path, seconds: float) -> dict[str, Any]:
    """Fifty people on the trivial page, then on the real ones; milliseconds of each, and times the first.

    Raises:
        RuntimeError: an answer was not the page that was asked for, or an answer is missing in the log.
    """
    with _served(home) as (server, port):
        trivial, trivial_cpu = _visited(server, home, port, seconds / 2, [TRIVIAL])
        logged = _logged(home)
        real, cpu = _visited(server, home, port, seconds, list(KINDS))
        memory = sum(_memory_mb(one) for one in _tree(server.pid))
    rows = _logged(home) - logged
    answers = sum(map(len, real["ms"].values()))
    if real["faults"] or trivial["faults"] or rows < answers:
        raise RuntimeError(f"{answers} answers, {rows} rows in the log; {trivial['faults']} {real['faults']}")
    told = _times(trivial["ms"][TRIVIAL])
    kinds = {TRIVIAL: _beside(trivial["ms"][TRIVIAL], trivial["bytes"][TRIVIAL], told)}
    kinds |= {kind: _beside(real["ms"][kind], real["bytes"][kind], told) for kind in KINDS}
    highest = max(kinds[kind]["p95"] for kind in KINDS)
    return {
        "users": USERS,
        "cores": CORES,
        "server processes": WORKERS,
        "ms an answer": kinds,
        "CPU ms an answer": {"trivial page": trivial_cpu, "the others, mixed": cpu},
        "rows in the log": rows,
        "memory of the server, MB": memory,
        "aim": {"highest p95": {"found": highest, "aim": f"< {P95_MS:g}", "reached": highest < P95_MS}},
    }


def _beside(times: list[float], sizes: list[int], trivial: dict[str, float]) -> dict[str, float]:
    found = _times(times)
    ratio = {f"{name}, times trivial": round(found[name] / trivial[name], 1) for name in ("p50", "p95")}
    return {"answers": len(times), **found, **ratio, "kB": round(sum(sizes) / len(sizes) / 1000)}


def _times(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {f"p{share}": round(ordered[int(len(ordered) * share / 100)], 1) for share in (50, 95, 99)}


@contextmanager
def _served(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    (home / PLAN).unlink(missing_ok=True)
    order = [sys.executable, "-m", "benchmarks.visits.site", str(home), str(port), str(USERS)]
    server = subprocess.Popen(order, cwd=_ROOT)
    try:
        _wait(server, port)
        yield server, port
    finally:
        server.terminate()
        server.wait(_STOP_S)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_START_S * 4):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/halsa", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.25)
    raise RuntimeError("the server does not answer")


def _visited(
    server: subprocess.Popen[bytes], home: Path, port: int, seconds: float, kinds: list[str]
) -> tuple[dict[str, Any], float]:
    """What the visitors tell, and CPU milliseconds of the server's processes for each answer."""
    order = [sys.executable, "-m", "benchmarks.visits.users", str(home), str(port), str(seconds), ";".join(kinds)]
    before = sum(_cpu_s(one) for one in _tree(server.pid))
    told = json.loads(subprocess.run(order, cwd=_ROOT, stdout=subprocess.PIPE, check=True).stdout)
    spent = sum(_cpu_s(one) for one in _tree(server.pid)) - before
    return told, round(spent * 1000 / max(1, told["all"]), 1)


def _logged(home: Path) -> int:
    """How many rows the log has, proved to be a whole chain."""
    from web.site.application import prepare

    prepare(configured(home))
    from web.site.audit.log import prove

    verdict = prove()
    if not verdict.is_whole:
        raise RuntimeError(f"the log is broken at row {verdict.broken_at}")
    return verdict.rows


def _tree(pid: int) -> list[int]:
    """A process and those it started; nothing where the system does not tell."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return []
    return [pid, *(inner for one in children.read_text().split() for inner in _tree(int(one)))]


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) >> 10 for line in lines if line.startswith("VmRSS")), 0)
