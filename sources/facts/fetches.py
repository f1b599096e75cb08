"""How far each fetched source was complete, as the program's own book of fetches tells it."""

import polars as pl

from sources.facts.knowledge import conform, superseded
from tables import core, raw


def source_covers(fetches: pl.DataFrame) -> pl.DataFrame:
    """One row per fetch. What an incomplete one covers is what the complete ones did that were known by then."""
    rows = superseded(fetches, raw.SourceFetch)
    reached = rows.group_by("source", "known_from").agg(pl.col("covered_to").max()).sort("source", "known_from")
    reached = reached.with_columns(pl.col("covered_to").cum_max().forward_fill().over("source"))
    rows = rows.drop("covered_to").join(reached, on=["source", "known_from"]).with_columns(event_date="fetched_at")
    return conform(rows, core.SourceCover, ["source", "event_date"])
