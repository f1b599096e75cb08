"""Where values stand among their peers: counted, beside ranking with Polars. CPU nanoseconds a cell.

500 000 entities at 12 dates in 100 peer groups a date; counts (mostly nought), days since (up to ten years) and shares,
which are not whole and so are sorted. Both give percentile (mid-rank), median and median absolute deviation; the
percentiles and medians are compared number by number. The aim is twenty times less than Polars for whole numbers.
"""

import resource
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

ENTITIES, DATES, GROUPS = 500_000, 12, 100
AIM = 20.0
_TIMES = 5
_GROUP = ["as_of", "group"]


def run(entities: int = ENTITIES, dates: int = DATES) -> dict[str, Any]:
    """Measure each kind of column in this process."""
    from indicators.peers import medians

    medians.warm_up()
    rng = np.random.default_rng(1)
    n = entities * dates
    group = rng.integers(0, GROUPS, n) + np.repeat(np.arange(dates), entities) * GROUPS
    counted = rng.integers(0, 9, n)
    columns = {
        "counts": np.minimum(rng.poisson(rng.exponential(0.6, n)), 60).astype(np.float64),
        "days since": np.minimum(rng.exponential(500.0, n), 3652).astype(np.int64).astype(np.float64),
        "shares": (1 + np.minimum(rng.poisson(0.8, n), counted)) / (10 + counted),
    }
    found = {name: _both(group, value, dates * GROUPS) for name, value in columns.items()}
    whole = [row["times less"] for name, row in found.items() if name != "shares"]
    return {
        "cells a column": n,
        "ns a cell": found,
        "aim": {"whole numbers, times less than Polars": f"≥ {AIM:g}", "reached": min(whole) >= AIM},
    }


def _both(group: "np.ndarray[Any, Any]", value: "np.ndarray[Any, Any]", n_groups: int) -> dict[str, Any]:
    dates = n_groups // GROUPS
    frame = pl.DataFrame({"as_of": group // GROUPS, "group": group % GROUPS, "value": value}).with_columns(
        pl.col("as_of").cast(pl.Int32).cast(pl.Date), pl.col("group").cast(pl.Int32)
    )
    assert frame["as_of"].n_unique() == dates
    ours, polars = _counted(group, value, n_groups), _ranked(frame)
    own = sorted(_cpu_ns(lambda: _counted(group, value, n_groups)) for _ in range(_TIMES))[_TIMES // 2]
    theirs = _cpu_ns(lambda: _ranked(frame))
    for mine, other in zip((ours[0], ours[1][group], ours[2][group]), polars, strict=True):
        assert np.allclose(mine, other, rtol=0, atol=1e-12), "counting and ranking differ"
    cells = len(value)
    return {
        "ours": round(own / cells, 1),
        "Polars": round(theirs / cells, 1),
        "times less": round(theirs / own, 1),
    }


def _counted(group: "np.ndarray[Any, Any]", value: "np.ndarray[Any, Any]", n: int) -> list["np.ndarray[Any, Any]"]:
    """Percentile of each cell; median and deviation of each group."""
    from indicators.peers.medians import occurrences

    found = occurrences(group, value, n)
    spread = found.spread(found.value)
    return [found.share_below(group, value), spread.median, spread.median_deviation]


def _ranked(frame: pl.DataFrame) -> list["np.ndarray[Any, Any]"]:
    """The same with Polars: rank and medians over the group."""
    placed = frame.with_columns(
        percentile=(pl.col("value").rank("average").over(_GROUP) - 0.5) / pl.len().over(_GROUP),
        median=pl.col("value").median().over(_GROUP),
    )
    deviation = (pl.col("value") - pl.col("median")).abs()
    told = placed.with_columns(deviation=deviation.median().over(_GROUP))
    return [told[name].to_numpy() for name in ("percentile", "median", "deviation")]


def _cpu_ns(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e9
