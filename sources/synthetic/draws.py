"""Ways to draw whole columns at once: codes by share, arrivals over time, delays, and day numbers as dates.

Days are whole numbers since 1970-01-01 (`tables.months.day_number`); `NEVER` stands for a day that does not come and
becomes an empty field. Nothing about care or companies belongs here.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[Any]
Rng = np.random.Generator

NEVER = 1_000_000
YEAR = 365.25


def dates(days: Ints) -> pl.Series:
    """Day numbers as dates; `NEVER` (and anything below 1) becomes null."""
    series = pl.Series(days.astype(np.int32))
    kept = pl.Series((days > 0) & (days < NEVER))
    return series.to_frame("day").select(pl.when(kept).then(pl.col("day")).cast(pl.Date))["day"]


def shifted(column: str, days: Ints | int) -> pl.Expr:
    """A date column moved by so many days."""
    by = pl.lit(days) if isinstance(days, int) else pl.lit(pl.Series(days))
    return (pl.col(column).cast(pl.Int64) + by).cast(pl.Int32).cast(pl.Date)


def where(condition: Flags, values: Texts | Ints | pl.Series) -> pl.Series:
    """The values where the condition holds, else null."""
    series = values if isinstance(values, pl.Series) else pl.Series(values)
    return series.to_frame("value").select(pl.when(pl.Series(condition)).then(pl.col("value")))["value"]


def pick(rng: Rng, shares: Mapping[str, float], n: int) -> Texts:
    """`n` codes, drawn with the given shares."""
    weights = np.array(list(shares.values()), dtype=np.float64)
    return np.array(list(shares))[rng.choice(len(weights), size=n, p=weights / weights.sum())]


def pick_index(rng: Rng, weights: Floats, n: int) -> Ints:
    """`n` positions, drawn with replacement in proportion to the weights."""
    cumulative = np.cumsum(weights)
    found = np.searchsorted(cumulative, rng.random(n) * cumulative[-1], side="right")
    return np.asarray(np.minimum(found, len(weights) - 1), dtype=np.int64)


def pick_distinct(rng: Rng, weights: Floats, n: int) -> Ints:
    """Up to `n` different positions with weight above 0, heavier ones more likely."""
    keys = np.where(weights > 0, rng.exponential(size=len(weights)) / np.maximum(weights, 1e-12), np.inf)
    order = np.argsort(keys, kind="stable")[: min(n, int((weights > 0).sum()))]
    return np.sort(order).astype(np.int64)


def arrivals(rng: Rng, per_year: Floats | float, first: Ints, after: Ints) -> tuple[Ints, Ints]:
    """Events at random times: for each entity at risk from `first` until `after`, its position and the event's day."""
    length = np.maximum(after - first, 0)
    n = rng.poisson(np.broadcast_to(np.asarray(per_year, dtype=np.float64), length.shape) * length / YEAR)
    who = np.repeat(np.arange(len(length)), n)
    days = first[who] + (rng.random(len(who)) * length[who]).astype(np.int64)
    return who.astype(np.int64), days.astype(np.int64)


def between(rng: Rng, low: int, high: int, n: int) -> Ints:
    """`n` whole numbers from `low` to `high`, both included."""
    return rng.integers(low, high + 1, size=n, dtype=np.int64)


def chance(rng: Rng, probability: Floats | float, n: int) -> Flags:
    """`n` draws that are true with the given probability."""
    return np.asarray(rng.random(n) < probability)


def delay(rng: Rng, n: int, *, mean: float, share_late: float = 0.0, latest: int = 400) -> Ints:
    """Days until something is registered: mostly soon, for a share very late."""
    usual = rng.exponential(mean, size=n)
    late = rng.uniform(45, latest, size=n)
    return np.where(rng.random(n) < share_late, late, usual).astype(np.int64)


def numbered(prefix: str, n: int, *, start: int = 1, width: int = 6) -> pl.Series:
    """Keys such as `V000001`, `V000002`, ..."""
    numbers = pl.Series("key", np.arange(start, start + n))
    return numbers.to_frame().select(pl.lit(prefix) + pl.col("key").cast(pl.String).str.zfill(width))["literal"]
