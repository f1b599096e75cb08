"""For whom activities are, by their entries: shown outside, and kept apart from the facts that indicators read."""

import polars as pl

from sources.facts.knowledge import conform, superseded
from sources.facts.timelines import rectangles
from tables import marts, raw
from tables.code_lists import codes_of


def offers(versions: pl.DataFrame) -> pl.DataFrame:
    """Orientation, target groups and ages as rectangles of validity and knowledge; codes of no list are left out.

    Args:
        versions: delivered rows of `raw.ActivityVersion`.
    """
    whole = rectangles(superseded(versions, raw.ActivityVersion), "activity_id")
    coded = whole.with_columns(
        _coded("orientation", "orientations").alias("orientation"),
        _coded("target_groups", "target_groups").alias("target_groups"),
    )
    return conform(coded, marts.ActivityOffer, ["activity_id", "valid_from"])


def _coded(column: str, list_name: str) -> pl.Expr:
    """The codes of a list that a text holds, in its order, with | between; null without any."""
    known = pl.element().is_in(codes_of(list_name))
    found = (
        pl.col(column).str.split("|").list.eval(pl.element().str.strip_chars()).list.eval(pl.element().filter(known))
    )
    joined = found.list.join("|")
    return pl.when(joined != "").then(joined)
