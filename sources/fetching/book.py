"""The book of fetches: when each source was asked, and how far it was complete. One file per source and month.

It is a delivery like any other, so what was known of it on a day can be told afterwards too.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from sources.fetching.connector import Outcome
from sources.fetching.delivering import DELIVERIES, deliver
from tables import raw

_SCHEMA = {
    name: column.dtype for name, column in raw.SourceFetch.columns().items() if name not in ("ledger_id", "source_row")
}


@dataclass(frozen=True)
class Entry:
    """What came of asking one source on one day."""

    source: str
    fetched_at: dt.date
    outcome: Outcome
    covered_to: dt.date | None
    asked: int
    answered: int


def note(home: Path, entry: Entry) -> None:
    """Write an entry; of several on one day the last holds."""
    name = f"source_fetch_{entry.source}_{entry.fetched_at:%Y-%m}"
    path = _folder(home) / f"{name}.parquet"
    row = pl.DataFrame([{**asdict(entry), "known_at": entry.fetched_at}], schema=_SCHEMA)
    earlier = pl.read_parquet(path) if path.exists() else row.clear()
    rows = pl.concat([earlier.filter(pl.col("fetched_at") != entry.fetched_at), row]).sort("fetched_at")
    deliver(home, name, rows)


def entries(home: Path, sources: Sequence[str] = ()) -> pl.DataFrame:
    """All entries by source and day, those of `sources` only where any are named."""
    files = sorted(_folder(home).glob("source_fetch_*.parquet"))
    rows = pl.concat([pl.DataFrame(schema=_SCHEMA), *map(pl.read_parquet, files)])
    return rows.filter(pl.col("source").is_in(list(sources)) | pl.lit(not sources)).sort("source", "fetched_at")


def latest(home: Path, source: str) -> Entry | None:
    """The latest entry of a source, or nothing."""
    rows = entries(home, [source])
    if rows.is_empty():
        return None
    row = rows.drop("known_at").row(-1, named=True)
    return Entry(**{**row, "outcome": Outcome(row["outcome"])})


def reach(home: Path, source: str) -> dt.date | None:
    """The last day that a source has been complete to; nothing when it never was."""
    found: dt.date | None = entries(home, [source])["covered_to"].max()  # type: ignore[assignment]
    return found


def _folder(home: Path) -> Path:
    return home / DELIVERIES / raw.SourceFetch.folder
