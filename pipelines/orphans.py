"""Runs whose process is gone: found, and reported as failed, so that the queue of one is never blocked by a dead run.

A run writes its process into its tags when it has opened the warehouse. A number alone is not enough, since numbers
are used again; the process's own start goes with it.
"""

import os
import socket
from pathlib import Path

import dagster as dg

TAG = "tillsynsradar/process"
_IN_PROGRESS = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.CANCELING]


def mark_as_mine(instance: dg.DagsterInstance, run_id: str) -> None:
    """Write down that this process carries out the run."""
    instance.add_run_tags(run_id, {TAG: _name(os.getpid())})


def report_orphans(instance: dg.DagsterInstance) -> list[str]:
    """Report runs of this machine whose process is gone as failed; their ids."""
    orphans = []
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=_IN_PROGRESS)):
        if TAG in run.tags and _is_gone(run.tags[TAG]):
            instance.report_run_failed(run, "the process of this run is gone; it was stopped from outside")
            orphans.append(run.run_id)
    return orphans


def _is_gone(name: str) -> bool:
    host, number, _ = name.split("/")
    return host == socket.gethostname() and _name(int(number)) != name


def _name(number: int) -> str:
    return f"{socket.gethostname()}/{number}/{_started(number)}"


def _started(number: int) -> str:
    """When the process started, in the kernel's ticks; empty when there is none, `unknown` where nobody can tell."""
    if not Path("/proc/self/stat").exists():
        return "unknown" if _exists(number) else ""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _exists(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
