"""Plans that were drawn, what inspectors noted beside them, and the cases that lay open."""

import polars as pl

from sources.facts.knowledge import conform, superseded
from sources.facts.versions import with_actor
from tables import core, raw


def supervision_cases(delivered: pl.DataFrame) -> pl.DataFrame:
    """Cases from opened to closed, as they were known."""
    rows = superseded(delivered, raw.SupervisionCase).with_columns(
        actor_id="operator_id", valid_from="opened_at", valid_to="closed_at"
    )
    return conform(rows, core.SupervisionCase, ["case_no"])


def planned_cases(delivered: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """What was drawn, with who ran the activity the day it was."""
    rows = superseded(delivered, raw.PlannedCase).with_columns(event_date="drawn_on")
    return conform(with_actor(rows, versions, "event_date"), core.PlannedCase, ["plan_id", "activity_id"])


def case_records(delivered: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """What was noted, with who ran the activity that day; the latest note about a case holds."""
    rows = superseded(delivered, raw.CaseRecord).with_columns(event_date="noted_on")
    return conform(with_actor(rows, versions, "event_date"), core.CaseRecord, ["plan_id", "activity_id"])
