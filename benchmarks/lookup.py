"""The picture of one operator from the published file: milliseconds, for 200 operators of skewed size and the largest.

A warehouse is filled by SQL and published as every run is. Each picture (activities, eighty indicators with their
percentiles, the latest hundred of the rows behind, the network one step out) is asked for twice; the second counts.
By default 50 000 activities and two million facts; `--full` asks for 500 000 and twenty million.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.registers.warehouse import AS_OF, Size, fill

P95_MS, LARGEST_MS = 50.0, 250.0
OPERATORS = 200
RUN = "0123456789abcdef"
#: What filling and publishing may take, so that the benchmark fits beside other work.
MEMORY = "6GB"


def run(*, full: bool = False) -> dict[str, Any]:
    """Fill, publish, look up."""
    return measure(Size(500_000, 20_000_000) if full else Size(50_000, 2_000_000))


def measure(size: Size, operators: int = OPERATORS) -> dict[str, Any]:
    """The same for any size."""
    from tables.serving import Published, publish
    from tables.store import Warehouse

    with tempfile.TemporaryDirectory() as folder:
        home, seconds = Path(folder), dict[str, float]()
        with Warehouse(home) as warehouse:
            warehouse.connection.execute(f"SET memory_limit = '{MEMORY}'")
            _, seconds["filling the warehouse"] = _timed(lambda: fill(warehouse.connection, size))
            path, seconds["publishing"] = _timed(lambda: publish(warehouse, home, RUN))
        with Published(home) as published:
            found = _pictures(published, operators)
            largest = _largest(published)
        megabytes = round(path.stat().st_size / 2**20)
    return {
        "activities": size.activities,
        "facts": size.facts,
        "seconds": {name: round(took, 1) for name, took in seconds.items()},
        "file, MB": megabytes,
        "ms a picture, warm": found | {f"largest ({largest['activities']} activities)": largest["ms"]},
        "aim": {
            "warm p95": {"found": found["p95"], "aim": f"≤ {P95_MS:g}", "reached": found["p95"] <= P95_MS},
            "largest": {"found": largest["ms"], "aim": f"≤ {LARGEST_MS:g}", "reached": largest["ms"] <= LARGEST_MS},
        },
    }


def _pictures(published: Any, operators: int) -> dict[str, float]:
    """Operators by their activities: one that has many is looked up more often."""
    sql = "SELECT entity_id FROM layout.place WHERE level = 'activity' ORDER BY hash(entity_id) LIMIT ?"
    chosen = published.rows(sql, [operators])["entity_id"]
    actors = [_actor_of(published, activity) for activity in chosen]
    for actor in actors:
        _asked(published, actor)
    times = sorted(_asked(published, actor)[1] for actor in actors)
    return {
        "p50": round(times[len(times) // 2], 1),
        "p95": round(times[int(len(times) * 0.95)], 1),
        "highest": round(times[-1], 1),
    }


def _actor_of(published: Any, activity: str) -> str:
    from web import queries

    return str(queries.activity(published, activity, AS_OF).item(0, "actor_id"))


def _largest(published: Any) -> dict[str, Any]:
    actor = published.rows(
        "SELECT actor_id FROM core.activity_version WHERE valid_to IS NULL GROUP BY actor_id "
        "ORDER BY count(*) DESC, actor_id LIMIT 1"
    ).item(0, 0)
    _asked(published, actor)
    whole, _ = _asked(published, actor)
    times = sorted(_asked(published, actor)[1] for _ in range(5))
    return {"activities": whole.activities.height, "ms": round(times[2], 1)}


def _asked(published: Any, actor: str) -> tuple[Any, float]:
    from web.picture import picture

    whole, took = _timed(lambda: picture(published, actor, AS_OF))
    assert whole.activities.height
    assert whole.values.height >= whole.activities.height
    assert whole.n_rows
    return whole, took * 1000


def _timed(work: Any) -> tuple[Any, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started
