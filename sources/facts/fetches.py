"""How far each fetched source was complete, as the program's own book of fetches tells it."""

import polars as pl

from sources.facts.knowledge import conform, superseded
from tables import core, raw


def source_covers(fetches: pl.DataFrame) -> pl.DataFrame:
    """One row per fetch. What an incomplete one covers is what the complete ones before it did."""
    rows = superseded(fetches, raw.SourceFetch).sort("source", "fetched_at", "known_from", maintain_order=True)
    covered = pl.col("covered_to").cum_max().forward_fill().over("source")
    rows = rows.with_columns(covered_to=covered, event_date="fetched_at")
    return conform(rows, core.SourceCover, ["source", "event_date"])
