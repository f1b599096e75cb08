"""One matter, one count: of the reports about a matter the most formal counts, the others are only shown.

Worked out anew for every moment of knowledge, so that when the formal report is cleared the tip counts again.
"""

import polars as pl

from sources.facts.codes import attribute, has
from sources.facts.knowledge import during, first_of_each, merged, overlay

_ENQUIRY = "enquiry_municipal"
#: Within so many days of an enquiry a report of the same matter is what it became.
_CONVERSION_DAYS = 90


def with_counts(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `counts`, splitting runs of knowledge where another report of the matter takes over or gives way.

    A report about an individual, and one of a kind that is told for statistics only, never counts.
    """
    may_count = (
        has("state", "report_states", "counts")
        & (pl.col("subject_type") == "provider")
        & ~has("kind", "report_kinds", "is_statistics_only")
    )
    rows = rows.with_columns(counts=may_count)
    many = rows.select(pl.col("matter_id").is_duplicated() & pl.col("matter_id").is_not_null()).to_series()
    together = overlay(rows.filter(many), _leading(rows.filter(many)), "report_id", ["leads"])
    together = together.with_columns(counts=pl.col("counts") & pl.col("leads").is_not_null())
    return pl.concat([rows.filter(~many), together.select(rows.columns)])


def with_conversion(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `is_converted`: of an enquiry, whether a formal report of its matter came within 90 days; null for others."""
    is_enquiry = pl.col("kind") == _ENQUIRY
    enquiries = overlay(rows.filter(is_enquiry), _conversions(rows), "report_id", ["is_converted"])
    enquiries = enquiries.with_columns(pl.col("is_converted").fill_null(value=False))
    return pl.concat([rows.filter(~is_enquiry), enquiries], how="diagonal")


def _conversions(rows: pl.DataFrame) -> pl.DataFrame:
    """Runs of knowledge in which an enquiry had become a formal report; what that led to changes nothing here."""
    sides = ["matter_id", "event_date", "known_from", "known_to"]
    enquiries = rows.filter(pl.col("kind") == _ENQUIRY).select("report_id", *sides)
    formal = rows.filter(has("kind", "report_kinds", "is_formal")).select(sides)
    pairs = enquiries.join(formal, on="matter_id", suffix="_formal").filter(
        (pl.col("event_date_formal") - pl.col("event_date")).dt.total_days().is_between(0, _CONVERSION_DAYS)
    )
    runs = during(pairs, "known_from_formal", "known_to_formal").with_columns(is_converted=True)
    runs = runs.select("report_id", "is_converted", "known_from", "known_to")
    return merged(runs, ["report_id", "is_converted"])


def _leading(rows: pl.DataFrame) -> pl.DataFrame:
    """For each matter the report that counts: the most formal, then the earliest, then by its key."""
    formality = attribute("kind", "report_kinds", "formality").cast(pl.Int32)
    candidates = rows.filter("counts").select(
        "report_id", "matter_id", "event_date", "known_from", "known_to", formality=formality, leads=True
    )
    order = ["formality", "event_date", "report_id"]
    return first_of_each(candidates, ["matter_id"], order, descending=[True, False, False])
