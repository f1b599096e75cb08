"""What the authority itself held of its objects: risk levels and who inspected, as it was known."""

import polars as pl

from sources.facts.knowledge import conform, overlay, superseded
from tables import core, raw


def risk_levels(delivered: pl.DataFrame) -> pl.DataFrame:
    """The authority's own risk levels, by knowledge."""
    rows = superseded(delivered, raw.RiskLevel).with_columns(event_date="set_at")
    return conform(rows, core.RiskLevel, ["activity_id", "event_date"])


def inspections_by(delivered: pl.DataFrame, inspections: pl.DataFrame) -> pl.DataFrame:
    """Inspections with who carried them out; both frames are as delivered."""
    visits = superseded(inspections, raw.Inspection).with_columns(event_date="inspected_at")
    rows = overlay(visits, superseded(delivered, raw.InspectionBy), "inspection_id", ["inspector"])
    return conform(rows.drop_nulls("inspector"), core.InspectionBy, ["inspection_id"])
