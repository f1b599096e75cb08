"""Whole runs at full size, 25 000 activities and seven years: wall, CPU and peak memory of every step, beside the aim.

Three runs of `tillsynsradar run` in one home, each a process of its own on two cores, watched from outside: the first
lands seven years, the weekly sweep lands a week more and is what the aim is about, the third finds nothing new the day
after. When a step began and ended stands in the orchestrator's books. `--full` adds a run of twelve days at once.
"""

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.sweeps.watching import CORES, Watched, between, watch
from benchmarks.sweeps.weeks import hand_over

ACTIVITIES, YEARS, SEED = 25_000, 7, 1
WEEK_ENDS = dt.date(2026, 6, 30)
WEEK_BEGINS = WEEK_ENDS - dt.timedelta(days=7)
DAY_AFTER = WEEK_ENDS + dt.timedelta(days=1)
TWELVE_DAYS = [WEEK_ENDS - dt.timedelta(days=28 * before) for before in range(11, -1, -1)]
#: What a weekly sweep is allowed: seconds of wall time, and megabytes of the whole process tree.
AIM_S, AIM_MB = 180.0, 3072
ROOT = Path(__file__).parents[1]
_COMMAND = (sys.executable, "-m", "benchmarks.sweeps")
#: A step: its name, and the seconds since 1970 when it began and ended.
Span = tuple[str, float, float]


def run(*, full: bool = False) -> dict[str, Any]:
    """Make the register, run from nothing, a week later and the day after, and say where the time went."""
    subprocess.run([sys.executable, "-m", "indicators"], cwd=ROOT, check=True, capture_output=True)  # compile
    with tempfile.TemporaryDirectory() as folder:
        register, deliveries, home = (Path(folder) / name for name in ("register", "deliveries", "home"))
        made = _synthesised(register)
        rows = hand_over(register, deliveries, None, WEEK_BEGINS)
        runs = {"first_run": swept(home, deliveries, WEEK_BEGINS)}
        new_rows = hand_over(register, deliveries, WEEK_BEGINS, WEEK_ENDS)
        runs["weekly_sweep"] = swept(home, deliveries, WEEK_ENDS)
        runs["nothing_new"] = swept(home, deliveries, DAY_AFTER)
        if full:
            runs["twelve_days"] = swept(home, deliveries, *TWELVE_DAYS)
        published_mb = round(max(path.stat().st_size for path in (home / "serving").glob("*.duckdb")) / 2**20)
    return {
        "activities": ACTIVITIES,
        "rows_at_first": rows,
        "rows_of_the_week": new_rows,
        "cores": CORES,
        "making_the_register_s": made,
        "published_mb": published_mb,
        **{f"steps_of_{name}": steps for name, (steps, _) in runs.items()},
        "runs": {name: whole for name, (_, whole) in runs.items()},
        "aim": aims(runs["weekly_sweep"][1]),
    }


def aims(sweep: dict[str, float]) -> dict[str, dict[str, Any]]:
    """The weekly sweep beside what it is allowed."""
    return {
        "wall_s": {"found": sweep["wall_s"], "aim": AIM_S, "reached": sweep["wall_s"] < AIM_S},
        "peak_mb": {"found": sweep["peak_mb"], "aim": AIM_MB, "reached": sweep["peak_mb"] < AIM_MB},
    }


def _synthesised(register: Path) -> float:
    before = time.perf_counter()
    made = ["synth", "--activities", str(ACTIVITIES), "--years", str(YEARS), "--seed", str(SEED)]
    subprocess.run([*_COMMAND, *made, "--out", str(register)], cwd=ROOT, check=True, capture_output=True)
    return round(time.perf_counter() - before, 1)


def swept(home: Path, deliveries: Path, *days: dt.date) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """One run as people start it: what each step cost, and what the whole did.

    Raises:
        RuntimeError: it did not end well; the message holds the end of what it wrote.
    """
    choices = ["--home", str(home), "--deliveries", str(deliveries), *(f"--as-of={day}" for day in days)]
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    watched = watch([*_COMMAND, "run", *choices], ROOT)
    if watched.code:
        raise RuntimeError(f"the run ended with {watched.code}: {watched.said[-800:]}")
    return by_step(watched, steps_of_last_run(home)), between(watched, watched.began, watched.ended)


def by_step(watched: Watched, spans: list[Span]) -> dict[str, dict[str, float]]:
    """What each step cost; before the first is the start, after the last the end, and in between the books."""
    found = {"start": between(watched, watched.began, spans[0][1])}
    found |= {name: between(watched, begun, ended) for name, begun, ended in spans}
    gaps = [between(watched, ended, begun) for (_, _, ended), (_, begun, _) in pairwise(spans)]
    found["between_steps"] = {
        "wall_s": round(sum(gap["wall_s"] for gap in gaps), 2),
        "cpu_s": round(sum(gap["cpu_s"] for gap in gaps), 2),
        "peak_mb": max((gap["peak_mb"] for gap in gaps), default=0),
    }
    return found | {"end": between(watched, spans[-1][2], watched.ended)}


def steps_of_last_run(home: Path) -> list[Span]:
    """Name, beginning and end of each step of the run that was started last, in the order they came."""
    import dagster as dg

    from pipelines.execution import open_instance

    begun, spans = {}, []
    with open_instance(home) as instance:
        last = instance.get_run_records(limit=1)[0].dagster_run.run_id
        for entry in instance.all_logs(
            last, of_type={dg.DagsterEventType.STEP_START, dg.DagsterEventType.STEP_SUCCESS}
        ):
            event, name = entry.dagster_event, str(entry.step_key)
            if event is not None and event.is_step_start:
                begun[name] = entry.timestamp
            else:
                spans.append((name, begun[name], entry.timestamp))
    return spans
