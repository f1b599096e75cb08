"""A command watched from outside: CPU seconds and resident memory of its whole process tree, fifty times a second.

The command is the one people start, unchanged, held to two cores. What is resident in two processes at once, such as
a library's code, is counted in both.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

CORES = 2
EVERY_S = 0.02
#: How many looks there are between two searches for new child processes.
_SEARCH = 10
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
_GONE = (FileNotFoundError, ProcessLookupError)


@dataclass(frozen=True)
class Look:
    """The tree at one moment: seconds since 1970, CPU seconds used so far, resident megabytes."""

    at: float
    cpu_s: float
    mb: float


@dataclass(frozen=True)
class Watched:
    """A command that has ended: when it began and ended, every look at it, its exit code and what it wrote."""

    began: float
    ended: float
    looks: tuple[Look, ...]
    code: int
    said: str


def watch(command: Sequence[str], folder: Path) -> Watched:
    """Run a command in `folder` on two cores, and look at it until it ends."""
    began, looks, tree = time.time(), list[Look](), list[int]()
    with tempfile.TemporaryFile("w+") as said:
        with _on_two_cores():
            process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        while process.poll() is None:
            if len(looks) % _SEARCH == 0:
                tree = list(_tree(process.pid))
            looks.append(_look(tree))
            time.sleep(EVERY_S)
        ended = time.time()
        said.seek(0)
        return Watched(began, ended, tuple(looks), process.returncode, said.read())


@contextmanager
def _on_two_cores() -> Iterator[None]:
    """Processes that are started inside are held to two cores for good."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:CORES])
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _tree(process: int) -> Iterator[int]:
    yield process
    with suppress(*_GONE):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _look(tree: list[int]) -> Look:
    cpu, resident = 0, 0
    for process in tree:
        with suppress(*_GONE):
            resident += int(Path(f"/proc/{process}/statm").read_text().split()[1])
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
            cpu += sum(map(int, fields[11:15]))  # its own, and of children that have ended
    return Look(time.time(), cpu / _TICKS, resident * _PAGE / 2**20)


def between(watched: Watched, begun: float, ended: float) -> dict[str, float]:
    """What the tree cost between two moments: wall and CPU seconds, and the most that was resident, in megabytes.

    A stretch shorter than the time between two looks is given what the look before it saw.
    """
    before = [look for look in watched.looks if look.at <= begun][-1:]
    seen = [*before, *(look for look in watched.looks if begun < look.at <= ended)]
    if not seen:
        return {"wall_s": round(ended - begun, 2), "cpu_s": 0.0, "peak_mb": 0}
    return {
        "wall_s": round(ended - begun, 2),
        "cpu_s": round(seen[-1].cpu_s - seen[0].cpu_s, 2),
        "peak_mb": round(max(look.mb for look in seen)),
    }
