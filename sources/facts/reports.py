"""Reports: their state, whom they concern, and whether they count, over runs of knowledge.

Links are made by identifiers, or by a person's dated decision; a likeness of names links nothing. Which of several
reports about one matter counts is in `matters.py`; actors unknown to the register in `stubs.py`.
"""

import polars as pl

from sources.facts.codes import codes_with, has, place_in
from sources.facts.knowledge import conform, first_of_each, known_only_from, overlay, superseded
from sources.facts.matters import with_conversion, with_counts
from sources.facts.stubs import with_stub
from sources.facts.versions import with_actor
from tables import core, raw


def reports(delivered: pl.DataFrame, events: pl.DataFrame, links: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Every report with its state, link and whether it counts."""
    rows = with_stub(superseded(delivered, raw.Report)).with_columns(
        _ground("unlicensed"), _ground("unsuitable"), _ground("serious_deficiency"), event_date="received_at"
    )
    rows = overlay(rows, _states(events), "report_id", ["state"]).with_columns(pl.col("state").fill_null("received"))
    rows = overlay(rows, _inquiries(events), "report_id", ["inquiry"])
    rows = _linked(rows, links)
    rows = with_actor(rows, versions, "event_date", stated="linked_actor")
    rows = rows.with_columns(actor_id=pl.coalesce("actor_id", "stub_id"))
    return conform(with_conversion(with_counts(rows)), core.Report, ["report_id"])


def _ground(code: str) -> pl.Expr:
    return pl.col("grounds").fill_null("").str.split("|").list.contains(code).alias(f"is_{code}")


def _states(events: pl.DataFrame) -> pl.DataFrame:
    """The state of each report that has had an event: the latest that happened of what was known.

    On one and the same day a state in which the report no longer counts goes before one in which it does.
    """
    steps = known_only_from(superseded(events, raw.ReportEvent), "event_date").with_columns(
        counting=has("state", "report_states", "counts"), step=place_in("state", "report_states")
    )
    return first_of_each(steps, ["report_id"], ["event_date", "counting", "step"], descending=[True, False, True])


def _inquiries(events: pl.DataFrame) -> pl.DataFrame:
    """How each provider's own inquiry was judged: that it fell short stands, whatever was handed in afterwards."""
    judged = known_only_from(superseded(events, raw.ReportEvent), "event_date").drop_nulls("inquiry")
    judged = judged.with_columns(
        weak=has("inquiry", "inquiry_assessments", "is_weak"), step=place_in("inquiry", "inquiry_assessments")
    )
    return first_of_each(judged, ["report_id"], ["weak", "event_date", "step"], descending=True)


def _linked(rows: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Replace the link by a decided one where there is one, and drop what is no link at all.

    A decision that is taken back is none: then the delivered link holds again.
    A report about an individual person is for statistics only and is linked to nobody.
    """
    decided = known_only_from(_standing(superseded(links, raw.Link)), "decided_at").with_columns(is_decided=True)
    order = ["decided_at", "known_from", "link_id"]
    decided = first_of_each(decided, ["report_id"], order, descending=True)
    decided = decided.rename({"operator_id": "decided_actor", "activity_id": "decided_activity"})
    rows = overlay(rows, decided, "report_id", ["is_decided", "decided_actor", "decided_activity"])
    by_identifier = pl.col("link_method").is_in(codes_with("link_methods", "is_identifier"))
    is_shown = pl.col("subject_type") == "provider"
    return rows.with_columns(
        linked_actor=_where_linked("decided_actor", "operator_id", by_identifier, is_shown),
        activity_id=_where_linked("decided_activity", "activity_id", by_identifier, is_shown),
        link_method=pl.when("is_decided").then(pl.lit("decided")).otherwise("link_method"),
    )


def _standing(links: pl.DataFrame) -> pl.DataFrame:
    """The decided links but for those that take back an earlier one: the same key, now joined to nothing."""
    joins = pl.any_horizontal(pl.col("operator_id", "activity_id").is_not_null())
    joined_before = joins.cast(pl.Int8).cum_max().over("link_id", order_by="known_from") == 1
    return links.filter(joins | ~joined_before)


def _where_linked(decided: str, delivered: str, by_identifier: pl.Expr, is_shown: pl.Expr) -> pl.Expr:
    otherwise = pl.when(by_identifier & pl.col("is_decided").is_null()).then(delivered)
    return pl.when(is_shown).then(pl.when("is_decided").then(decided).otherwise(otherwise))
