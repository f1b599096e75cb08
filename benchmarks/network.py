"""Links, shared persons and addresses, and what they lead to, at up to 500 000 actors and 2 million roles.

On two cores, in a process of its own for each size: seconds and processor seconds of every fact about the network, peak
memory with all that they rest on, and the exponent by which processor time grows from the smallest size to the
largest. 1 is linear; pairs of everybody would be 2.
"""

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SIZES = (125_000, 250_000, 500_000)
ROLES_AN_ACTOR, CORES = 4, 2
#: The facts that are timed; what they rest on is derived beside them.
FACTS = ("actor_link", "shared_person", "shared_address", "linked_event", "phoenix_sign", "nominee_sign")
_BENEATH = ("actor", "activity_version", "company", "company_event", "decision", "permit_case", "activity_span")
AIM = 1.2
ROOT = Path(__file__).parents[1]


def run(sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Every size in turn, then how time grew."""
    runs = {size: _child(size) for size in sizes}
    first, last = runs[sizes[0]], runs[sizes[-1]]
    grown = {name: _exponent(sizes, first["cpu_s"][name], last["cpu_s"][name]) for name in (*FACTS, "all")}
    more = {name: _exponent(sizes, first["rows"][name], last["rows"][name]) for name in FACTS}
    return {
        "cores": CORES,
        "seconds": {f"{size} actors, {size * ROLES_AN_ACTOR} roles": runs[size]["s"] for size in sizes},
        "processor seconds": {f"{size} actors": runs[size]["cpu_s"] for size in sizes},
        "rows": {f"{size} actors": runs[size]["rows"] for size in sizes},
        "peak MB": {f"{size} actors": runs[size]["peak_mb"] for size in sizes},
        "exponent of processor seconds": grown,
        "exponent of rows": more,
        "aim": {"exponent of all": f"≤ {AIM:g}", "reached": grown["all"] <= AIM},
    }


def _exponent(sizes: tuple[int, ...], first: float, last: float) -> float:
    return round(math.log(max(last, 0.01) / max(first, 0.01)) / math.log(sizes[-1] / sizes[0]), 2)


def _child(size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.network", str(size)]
    env = {**os.environ, "POLARS_MAX_THREADS": str(CORES)}
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=env)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _run_here(size: int) -> None:
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    from benchmarks.registers.connected import connected
    from sources.facts.registry import FACT_RULES
    from tables.base import Table

    delivered = connected(size, size * ROLES_AN_ACTOR)
    frames: dict[type[Table], Any] = {}
    wall: dict[str, float] = {}
    cpu: dict[str, float] = {}
    for rule in FACT_RULES:
        name = rule.contract.table
        if name not in (*FACTS, *_BENEATH):
            continue
        read = [frames[each] if each in frames else _given(each, delivered) for each in rule.reads]
        before = time.perf_counter(), time.process_time()
        frames[rule.contract] = rule.derive(*read)
        wall[name], cpu[name] = time.perf_counter() - before[0], time.process_time() - before[1]
    rows = {contract.table: frame.height for contract, frame in frames.items()}
    told = {"s": _told(wall), "cpu_s": _told(cpu), "rows": {name: rows[name] for name in FACTS}, "peak_mb": _peak()}
    print(json.dumps(told))


def _told(seconds: dict[str, float]) -> dict[str, float]:
    own = {name: round(seconds[name], 2) for name in FACTS}
    return {**own, "all": round(sum(own.values()), 2)}


def _given(contract: Any, delivered: dict[str, Any]) -> Any:
    """A delivery table, or a fact that this register says nothing of."""
    return delivered[contract.table] if contract.layer == "raw" else contract.create_empty()


def _peak() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return round(int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024)


if __name__ == "__main__":
    _run_here(int(sys.argv[1]))
