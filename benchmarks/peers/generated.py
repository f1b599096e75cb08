"""Generated facts: skewed entities, ten years, late registration, some withdrawn; in the order in which they arrived.

Columns: `entity` (number), `event_date`, `known_from`, `known_to` (empty while held true), `kind` (0-11), `severity`
(1-4), `source` (0-11), `value` (whole, below 1000) and `until` (for what lasts; empty = until further notice).
"""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

LAST_DAY = dt.date(2026, 6, 30)
YEARS = 10
MEAN_DELAY_DAYS, WITHDRAWN, MEAN_DAYS_UNTIL_WITHDRAWN = 20.0, 0.08, 200.0
OPEN_ENDED, MEAN_DAYS_LASTING = 0.3, 400.0
#: How common each kind is; the last four last.
KINDS = (0.24, 0.18, 0.14, 0.10, 0.06, 0.03, 0.03, 0.06, 0.06, 0.04, 0.03, 0.03)
SEVERITIES = (0.45, 0.35, 0.15, 0.05)
N_SOURCES = 12
_CHUNK = 1_000_000
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Size:
    """How many facts about how many entities; `plain` facts are known at once and never withdrawn."""

    facts: int
    entities: int
    seed: int = 1
    plain: bool = False


def write(path: Path, size: Size) -> Path:
    """Write the facts as Parquet in arrival order, a million a row group, whatever memory there is."""
    n_chunks = max(1, -(-size.facts // _CHUNK))
    bounds = np.linspace(0, size.facts, n_chunks + 1).astype(int)
    writer = None
    for number, (first, last) in enumerate(pairwise(bounds)):
        span = (number / n_chunks, (number + 1) / n_chunks)
        table = _chunk(np.random.default_rng([size.seed, number]), int(last - first), size, span).to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema, compression="snappy")
        writer.write_table(table)
    assert writer is not None
    writer.close()
    return path


def _chunk(rng: np.random.Generator, n: int, size: Size, span: tuple[float, float]) -> pl.DataFrame:
    """The facts that arrive in one part of the ten years."""
    days = YEARS * 365
    arrived = np.sort(rng.uniform(span[0] * days, span[1] * days, n)).astype(np.int64)
    delay = np.zeros(n, np.int64) if size.plain else rng.exponential(MEAN_DELAY_DAYS, n).astype(np.int64)
    kept = rng.exponential(MEAN_DAYS_UNTIL_WITHDRAWN, n).astype(np.int64) + 1
    kind = rng.choice(len(KINDS), n, p=KINDS).astype(np.uint8)
    lasting = rng.exponential(MEAN_DAYS_LASTING, n).astype(np.int64) + 1
    first = np.datetime64(LAST_DAY) - days
    event = arrived - delay
    withdrawn = np.zeros(n, bool) if size.plain else rng.random(n) < WITHDRAWN
    ends = (kind >= 8) & (rng.random(n) >= OPEN_ENDED)
    frame = pl.DataFrame(
        {
            "entity": _entities(rng, n, size.entities),
            "event_date": first + event * _DAY,
            "known_from": first + arrived * _DAY,
            "known_to": np.where(withdrawn, first + (arrived + kept) * _DAY, np.datetime64("NaT")),
            "kind": kind,
            "severity": rng.choice(4, n, p=SEVERITIES).astype(np.uint8) + np.uint8(1),
            "source": (rng.random(n) ** 2 * N_SOURCES).astype(np.uint8),
            "value": np.minimum(rng.exponential(120.0, n), 999).astype(np.int32),
            "until": np.where(ends, first + (event + lasting) * _DAY, np.datetime64("NaT")),
        }
    )
    return frame.with_columns(pl.col(pl.Datetime, pl.Date).cast(pl.Date))


def _entities(rng: np.random.Generator, n: int, n_entities: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """Entity numbers; the share of the largest is one over the root of their number, and size says nothing of it."""
    rank = (rng.random(n) ** 2 * n_entities).astype(np.int64)
    return (rank * _coprime(n_entities) % n_entities).astype(np.int32)


def _coprime(n: int) -> int:
    """A number near the golden section of n without a common divisor, so that multiplying by it shuffles 0..n-1."""
    candidate = max(1, int(n * 0.618))
    while np.gcd(candidate, n) != 1:
        candidate += 1
    return candidate
