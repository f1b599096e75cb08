"""One matter, one count: of the reports about a matter the most formal counts, the others are only shown.

Worked out anew for every moment of knowledge, so that when the formal report is cleared the tip counts again.
"""

import polars as pl

from sources.facts.codes import attribute, has
from sources.facts.knowledge import first_of_each, overlay


def with_counts(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `counts`, splitting runs of knowledge where another report of the matter takes over or gives way."""
    may_count = has("state", "report_states", "counts") & (pl.col("subject_type") == "provider")
    rows = rows.with_columns(counts=may_count)
    many = rows.select(pl.col("matter_id").is_duplicated() & pl.col("matter_id").is_not_null()).to_series()
    together = overlay(rows.filter(many), _leading(rows.filter(many)), "report_id", ["leads"])
    together = together.with_columns(counts=pl.col("counts") & pl.col("leads").is_not_null())
    return pl.concat([rows.filter(~many), together.select(rows.columns)])


def _leading(rows: pl.DataFrame) -> pl.DataFrame:
    """For each matter the report that counts: the most formal, then the earliest, then by its key."""
    formality = attribute("kind", "report_kinds", "formality").cast(pl.Int32)
    candidates = rows.filter("counts").select(
        "report_id", "matter_id", "event_date", "known_from", "known_to", formality=formality, leads=True
    )
    order = ["formality", "event_date", "report_id"]
    return first_of_each(candidates, ["matter_id"], order, descending=[True, False, False])
