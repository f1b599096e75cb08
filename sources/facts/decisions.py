"""Decisions and their legal state over time: what a court made of them, as the inspectorate came to know it.

A decision applies at once; only inhibition suspends it and only an annulment ends it. Why each step is as it is:
`docs/decisions/0014-legal-state.md`.
"""

import polars as pl

from sources.facts.codes import attribute, place_in
from sources.facts.knowledge import at_each_epoch, conform, known_only_from, merged, overlay, superseded
from sources.facts.versions import with_actor
from tables import core, raw

_RULINGS = ["upheld", "amended", "annulled"]


def decisions(delivered: pl.DataFrame, court_events: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Decisions, one row per run of knowledge with the same legal state."""
    rows = superseded(delivered, raw.Decision).with_columns(
        event_date="decided_at", effect_class=attribute("kind", "decision_kinds", "effect")
    )
    rows = overlay(rows, legal_states(court_events), "decision_id", ["legal_state"])
    rows = rows.with_columns(pl.col("legal_state").fill_null("decided"))
    rows = rows.with_columns(effect=attribute("legal_state", "legal_states", "effect"))
    return conform(with_actor(rows, versions, "event_date", stated="operator_id"), core.Decision, ["decision_id"])


def legal_states(court_events: pl.DataFrame) -> pl.DataFrame:
    """The legal state of each decision that has been in court, as disjoint runs of knowledge.

    Known from when an event had both happened and been registered. Of what was known, the latest that happened
    decides, higher courts and later steps last on the same day.
    """
    events = known_only_from(superseded(court_events, raw.CourtEvent), "event_date").with_columns(
        court=place_in("instance", "court_instances"), step=place_in("state", "court_states")
    )
    held = at_each_epoch(events, ["decision_id"]).sort("event_date", "court", "step")
    summary = held.group_by("decision_id", "epoch", "epoch_end").agg(
        last=pl.col("state").last(),
        ruling=pl.col("state").filter(pl.col("state").is_in(_RULINGS)).last(),
        before_appeals=pl.col("state").filter(pl.col("state") != "appealed").last(),
    )
    runs = summary.select("decision_id", known_from="epoch", known_to="epoch_end", legal_state=_legal_state())
    return merged(runs, ["decision_id", "legal_state"])


def _legal_state() -> pl.Expr:
    """From the last event; an annulment stands until a court rules otherwise, inhibition until a court lifts it."""
    is_still_inhibited = (pl.col("last") == "appealed") & (pl.col("before_appeals") == "inhibition_granted")
    return (
        pl.when(pl.col("ruling") == "annulled")
        .then(pl.lit("annulled"))
        .when(is_still_inhibited)
        .then(pl.lit("inhibition"))
        .otherwise(attribute("last", "court_states", "legal_state"))
    )
