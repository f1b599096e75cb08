"""Scoring at full size: 25 000 activities, three targets, 200 draws, on generated values. Time and memory per step.

Measured in a process of its own, so that the peak of memory is that of scoring and of nothing before it.
"""

import json
import resource
import subprocess
import sys
import time
from typing import Any

N_ACTIVITIES = 25_000
SEED = 1


def run() -> dict[str, Any]:
    """Measure in a new process."""
    told = subprocess.run([sys.executable, "-m", "benchmarks.scoring"], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def measure(n_activities: int = N_ACTIVITIES) -> dict[str, Any]:
    """Score, draw up the lists and count the monitors, once each."""
    from indicators import monitors
    from indicators.decisions import profile
    from indicators.scoring import intervals, ranking, score
    from tables.core import Decision
    from tests.indicators.value_frames import CATALOGUE, random_register

    decided = profile.load("v1", CATALOGUE)
    population, values = random_register(n_activities, SEED)
    before = _peak_mb()
    seconds: dict[str, float] = {}
    (scored, contributions), seconds["scores with intervals"] = _timed(
        lambda: score.scores(values, population, CATALOGUE, decided, SEED)
    )
    grids, seconds["of which laying out values"] = _timed(lambda: score.grids(values, population, CATALOGUE, decided))
    _, seconds["of which the formula"] = _timed(lambda: [score.points(grid, decided.group_cap) for grid in grids])
    ranks = scored.filter(scored["target"] == grids[0].target)["rank"].fill_null(0).to_numpy()
    _, seconds["of which draws for one target"] = _timed(
        lambda: intervals.intervals(grids[0], ranks > 0, ranks, decided, SEED)
    )
    facts = Decision.create_empty()
    listed, seconds["lists with reasons"] = _timed(
        lambda: ranking.ranked_list(scored, contributions, values, population, facts, CATALOGUE, decided, SEED)
    )
    _, seconds["monitors"] = _timed(lambda: monitors.monitors(values, population))
    return {
        "activities": n_activities,
        "draws": decided.draws,
        "rows": {"score": scored.height, "contribution": contributions.height, "ranked_list": listed.height},
        "seconds": {name: round(took, 3) for name, took in seconds.items()},
        "peak_mb": round(_peak_mb()),
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
    print(json.dumps(measure(), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
