"""Figures of digital annual reports, as the report that holds for a fiscal year has them.

A report that is filed again replaces the whole of the earlier one, also figures that it leaves out.
"""

import polars as pl

from sources.facts.knowledge import conform, nonempty, superseded
from tables import core, raw

_YEAR = ["operator_id", "fiscal_year_end"]


def report_figures(delivered: pl.DataFrame) -> pl.DataFrame:
    """Figures by knowledge: those of each document until a later one for the same year is known.

    Of documents that became known on one day the one with the highest digest holds.
    """
    rows = superseded(delivered, raw.ReportFigure)
    documents = rows.group_by(*_YEAR, "document").agg(first_known=pl.col("known_from").min())
    documents = documents.sort(*_YEAR, "first_known", "document").with_columns(
        replaced_at=pl.col("first_known").shift(-1).over(_YEAR)
    )
    held = rows.join(documents, on=[*_YEAR, "document"]).with_columns(
        known_to=pl.min_horizontal("known_to", "replaced_at")
    )
    named = held.filter(nonempty()).with_columns(actor_id="operator_id", event_date="fiscal_year_end")
    return conform(named, core.ReportFigure, ["actor_id", "event_date", "concept", "period_start"])
