"""What a piece of work costs: CPU seconds of this process and its children, wall seconds, and the peak of memory.

A peer runs in a process of its own, held to two cores; imports, compilation and check sums lie outside the clock.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.peers.capped import Cap
from benchmarks.peers.checks import Sums

CORES = 2
ROOT = Path(__file__).parents[2]
_THREADS = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass
class Cost:
    """One timing: seconds, and the highest resident memory in MB while the clock ran."""

    cpu_s: float = 0.0
    wall_s: float = 0.0
    peak_mb: float = 0.0


@dataclass
class Answered:
    """What a peer says: its costs, one a repetition; the check sums; notes for the reader."""

    costs: list[Cost] = field(default_factory=list)
    sums: Sums = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


class NotInstalled(RuntimeError):
    """What the peer needs is not on this machine; the message says what."""


@contextmanager
def clock(answered: Answered, others_cpu_s: Callable[[], float] = lambda: 0.0) -> Iterator[Cost]:
    """Time what is inside; `others_cpu_s` reads the CPU seconds of processes that are no child, such as a server's."""
    Path("/proc/self/clear_refs").write_text("5")
    cost, cpu, wall = Cost(), _cpu_s() + others_cpu_s(), time.perf_counter()
    yield cost
    cost.wall_s = time.perf_counter() - wall
    cost.cpu_s = _cpu_s() + others_cpu_s() - cpu
    cost.peak_mb = max(cost.peak_mb, resident_peak_mb("self"))
    answered.costs.append(cost)


def resident_peak_mb(process: str) -> float:
    """The highest resident memory of a process since it was last reset, in MB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _cpu_s() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def in_own_process(peer: str, task: dict[str, Any], cap_mb: int | None = None) -> Answered:
    """Run a peer in a new process, on two cores, and under a hard cap of memory when one is given.

    Raises:
        NotInstalled: the peer cannot run here.
        RuntimeError: it failed; the message holds the end of what it wrote.
    """
    environment = os.environ | dict.fromkeys(_THREADS, str(CORES))
    with Cap(cap_mb) as cap:
        done = subprocess.run(
            [*cap.prefix, sys.executable, "-m", "benchmarks.peers", peer],
            cwd=ROOT,
            env=environment,
            input=json.dumps(task),
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=cap.enter_on_two_cores,
        )
    if done.returncode != 0:
        raise RuntimeError(f"{peer} ended with {done.returncode}: {done.stderr[-800:]}")
    said = json.loads(done.stdout.splitlines()[-1])
    if "not_installed" in said:
        raise NotInstalled(said["not_installed"])
    notes = said["notes"] | ({"cap": f"{cap_mb} MB by {cap.means}"} if cap_mb else {})
    return Answered([Cost(**cost) for cost in said["costs"]], said["sums"], notes)


def as_json(answered: Answered) -> str:
    """One line for the process that asked."""
    return json.dumps(asdict(answered))
