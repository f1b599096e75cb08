"""What Kolada has said so far, in one file: so that only what is new is delivered, dated to when it was said."""

import io
from pathlib import Path

import polars as pl

from tables.store import atomic_write

FILE = "said.parquet"
KEY = ("municipality_code", "year")
SAID = (*KEY, "population", "skr_group")


def news(folder: Path, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All that was first said on the day of the rows, and all that has been said with them.

    A figure that the answer leaves out is not taken back.
    """
    path = folder / FILE
    before = pl.read_parquet(path) if path.exists() else rows.clear()
    latest = before.sort("known_at").unique(KEY, keep="last")
    rows = rows.join(latest.drop("known_at"), on=KEY, how="left", suffix="_before").select(
        *KEY, *(pl.coalesce(name, f"{name}_before") for name in ("population", "skr_group")), "known_at"
    )
    changed = rows.join(latest, on=SAID, how="anti", nulls_equal=True)
    kept = before.join(changed, on=[*KEY, "known_at"], how="anti")
    whole = pl.concat([kept, changed]).sort(*KEY, "known_at")
    today = whole.filter(pl.col("known_at").is_in(rows["known_at"].unique().to_list()))
    return today if changed.height else today.clear(), whole


def keep(folder: Path, whole: pl.DataFrame) -> None:
    """Remember all that has been said."""
    buffer = io.BytesIO()
    whole.write_parquet(buffer)
    atomic_write(folder / FILE, buffer.getvalue())
