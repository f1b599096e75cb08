"""A hard cap on memory for one process, by whatever this machine offers; and which means that was."""

import os
import resource
import shutil
import types
from pathlib import Path
from typing import Self

_CGROUPS = Path("/sys/fs/cgroup")


class Cap:
    """Use as a context manager; `means` says how the cap is held. Without a limit nothing is capped.

    A control group counts what is resident, page cache and mapped files included, and pushes cache out before it
    kills. Where none can be made, only the data segment is limited, which leaves mapped files out.
    """

    def __init__(self, limit_mb: int | None) -> None:
        self.limit = None if limit_mb is None else limit_mb * 1024 * 1024
        self.means = "nothing"
        self.prefix: list[str] = []
        self._group: Path | None = None

    def __enter__(self) -> Self:
        if self.limit is not None:
            self._group = self._made()
            if self._group is None and not self.prefix:
                self.means = "RLIMIT_DATA (no control group could be made)"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        if self._group is not None:
            self._group.rmdir()

    def enter_on_two_cores(self) -> None:
        """Called in the new process, before it becomes the peer."""
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
        if self._group is not None:
            (self._group / "cgroup.procs").write_text(str(os.getpid()))
        elif self.limit is not None and not self.prefix:
            resource.setrlimit(resource.RLIMIT_DATA, (self.limit, self.limit))

    def _made(self) -> Path | None:
        """A new control group with the limit, of version 2 or 1; or a scope of systemd's; or nothing."""
        for parent, limits, means in (
            (_CGROUPS, ("memory.max", "memory.swap.max"), "cgroup v2"),
            (_CGROUPS / "memory", ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes"), "cgroup v1"),
        ):
            group = parent / f"tillsynsradar-bench-{os.getpid()}"
            if _can_hold(group, limits, self.limit or 0):
                self.means = means
                return group
        if shutil.which("systemd-run") and Path("/run/systemd/system").exists():
            self.means = "systemd-run"
            self.prefix = [
                *("systemd-run", "--quiet", "--scope", f"--property=MemoryMax={self.limit}"),
                "--property=MemorySwapMax=0",
            ]
        return None


def _can_hold(group: Path, limits: tuple[str, str], limit: int) -> bool:
    memory, swap = limits
    try:
        group.mkdir()
    except OSError:
        return False
    if not (group / memory).exists():
        group.rmdir()
        return False
    try:
        (group / memory).write_text(str(limit))
        if (group / swap).exists():
            (group / swap).write_text("0" if swap.endswith("swap.max") else str(limit))
    except OSError:
        group.rmdir()
        return False
    return True
