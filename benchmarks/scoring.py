"""Scoring at full size: a thousand draws for each of three targets on generated values. Time and memory by size.

25 000 activities are the register; 100 000 and, with `--full`, 500 000 show that time and memory grow with activities
and with nothing else. Each size is measured in a process of its own on two threads, so that its peak is its own.
Values are generated before the clock starts; `peak_mb_before` is what they and the libraries take.
"""

import json
import resource
import subprocess
import sys
import time
from typing import Any

REGISTER = 25_000
SIZES, LARGEST = (6_250, REGISTER, 100_000), 500_000
SEED, THREADS = 1, 2
#: What the register is allowed: seconds and megabytes of scoring, values and libraries included in the latter.
LIMIT_S, LIMIT_MB = 60.0, 2_000


def run(*, full: bool = False) -> dict[str, Any]:
    """Measure each size in a new process."""
    found = {size: _measured(size) for size in (*SIZES, *([LARGEST] if full else []))}
    register, (smaller, larger) = found[REGISTER], list(found)[-2:]
    times_longer = found[larger]["draws_cpu_s"] / found[smaller]["draws_cpu_s"]
    return {
        "draws": register["draws"],
        "sizes": {f"{size} activities": one for size, one in found.items()},
        "cpu_microseconds_per_draw_of_an_activity": {
            f"{size} activities": round(1e6 * one["draws_cpu_s"] / one["draws"] / 3 / size, 4)
            for size, one in found.items()
        },
        "growth_of_cpu_by_growth_of_activities": round(times_longer / (larger / smaller), 2),
        "within_limits": register["scores_s"] <= LIMIT_S and register["peak_mb"] <= LIMIT_MB,
    }


def _measured(size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.scoring", str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def measure(n_activities: int) -> dict[str, Any]:
    """Score, draw up the lists and count the monitors, once each."""
    from indicators import monitors
    from indicators.decisions import profile, shipped
    from indicators.scoring import drawing, intervals, ranking, score
    from tables.core import Decision
    from tables.marts import WorkItem
    from tests.indicators.value_frames import CATALOGUE, random_register

    drawing.warm_up()
    decided = profile.load(shipped.PROFILE, CATALOGUE)
    population, values = random_register(n_activities, SEED)
    before = _peak_mb()
    (scored, contributions), scores_s = _timed(
        lambda: score.scores(values, population, CATALOGUE, decided, SEED, THREADS)
    )
    scored_mb = _peak_mb()
    grids, layout_s = _timed(lambda: score.grids(values, population, CATALOGUE, decided))
    _, formula_s = _timed(lambda: [score.points(grid, decided.group_cap) for grid in grids])
    ranks = [scored.filter(scored["target"] == grid.target)["rank"].fill_null(0).to_numpy() for grid in grids]
    cpu = time.process_time()
    _, draws_s = _timed(
        lambda: [intervals.intervals(grid, rank > 0, rank, decided, SEED, THREADS)
                 for grid, rank in zip(grids, ranks, strict=True)]
    )  # fmt: skip
    draws_cpu_s = time.process_time() - cpu
    _, lists_s = _timed(
        lambda: ranking.ranked_list(
            scored, contributions, values, population, Decision.create_empty(), CATALOGUE, WorkItem.create_empty(), SEED
        )
    )
    _, monitors_s = _timed(lambda: monitors.monitors(values, population))
    seconds = {
        "scores_s": scores_s, "layout_s": layout_s, "formula_s": formula_s, "draws_s": draws_s,
        "draws_cpu_s": draws_cpu_s, "lists_s": lists_s, "monitors_s": monitors_s,
    }  # fmt: skip
    return {
        "draws": decided.draws,
        **{name: round(took, 3) for name, took in seconds.items()},
        "peak_mb": round(scored_mb),
        "peak_mb_before": round(before),
    }


def _timed(step: Any) -> tuple[Any, float]:
    started = time.perf_counter()
    result = step()
    return result, time.perf_counter() - started


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Print one measurement as JSON."""
    print(json.dumps(measure(int(sys.argv[1])), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
