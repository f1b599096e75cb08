"""A whole run at full size, 25 000 activities and seven years: seconds and peak memory of every step.

Three runs in processes of their own: the first lands everything and checks the deliveries, the second finds nothing
new and so shows what a run costs once deliveries are landed, the third asks for twelve days at once.
"""

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ACTIVITIES, YEARS, SEED = 25_000, 7, 1
DAY = dt.date(2026, 6, 30)
MONTH_ENDS = [
    dt.date(year, month, 1) - dt.timedelta(days=1)
    for year, month in [
        (2025, 8),
        (2025, 9),
        (2025, 10),
        (2025, 11),
        (2025, 12),
        (2026, 1),
        (2026, 2),
        (2026, 3),
        (2026, 4),
        (2026, 5),
        (2026, 6),
        (2026, 7),
    ]
]
ROOT = Path(__file__).parents[1]


def run():
    """Make the register, run it three times, and say where the time went."""
    with tempfile.TemporaryDirectory() as folder:
        home, deliveries = Path(folder) / "home", Path(folder) / "deliveries"
        made = _timed_synth(deliveries)
        runs = {
            "landing_and_one_day": _child(home, deliveries, DAY),
            "one_day": _child(home, deliveries, DAY),
            "twelve_days": _child(home, deliveries, *MONTH_ENDS),
        }
    one = runs["one_day"]
    return {
        "activities": ACTIVITIES,
        "years": YEARS,
        "synth": made,
        **runs,
        "aim": {"seconds_below_60": one["wall_s"] < 60, "memory_below_2_gb": one["peak_mb"] < 2048},
    }


def _timed_synth(deliveries):
    code = (
        "import sys; from pathlib import Path; from sources.synthetic import synthesise; out = Path(sys.argv[1]);"
        f"synthesise(out, out.with_name('truth'), activities={ACTIVITIES}, years={YEARS}, seed={SEED})"
    )
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(deliveries)], cwd=ROOT, check=True)
    return {"wall_s": round(time.perf_counter() - before, 1), "peak_mb": _children_peak()}


def _children_peak():
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def _child(home, deliveries, *days):
    before = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.full_run", str(home), str(deliveries), *map(str, days)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    wall = time.perf_counter() - before
    steps = json.loads(done.stdout.splitlines()[-1])
    in_steps = sum(step["s"] for step in steps.values())
    for step in steps.values():
        step["share"] = round(step["s"] / wall, 3)
    outside = {"s": round(wall - in_steps, 2), "share": round(1 - in_steps / wall, 3)}
    return {
        "wall_s": round(wall, 1),
        "peak_mb": max(step["peak_mb"] for step in steps.values()),
        "steps": steps,
        "start_and_bookkeeping": outside,
    }


class Meter:
    """Keeps the seconds and peak memory of each step; the kernel's record of the peak is reset when a step begins."""

    def __init__(self):
        self.steps, self._begun = {}, {}

    def __call__(self, entry):
        event = entry.dagster_event
        if event is not None and event.is_step_start:
            Path("/proc/self/clear_refs").write_text("5")
            self._begun[entry.step_key] = time.perf_counter()
        elif event is not None and event.is_step_success:
            seconds = time.perf_counter() - self._begun[entry.step_key]
            self.steps[entry.step_key] = {"s": round(seconds, 2), "peak_mb": _own_peak()}


def _own_peak():
    status = Path("/proc/self/status").read_text()
    return round(int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024)


def _run_here(home, deliveries, *days):
    from pipelines.execution import execute
    from pipelines.order import Order

    meter = Meter()
    outcome = execute(Order("run", Path(home), Path(deliveries), tuple(map(dt.date.fromisoformat, days))), meter)
    if outcome.ending != "done":
        raise SystemExit(f"{outcome.ending}: {outcome.messages}")
    print(json.dumps(meter.steps))


if __name__ == "__main__":
    _run_here(*sys.argv[1:])
