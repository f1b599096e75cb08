"""Activities over time: how long an actor has run one, and the periods in which an open one was not in operation.

Who managed it is in `managers.py`; what is wrong with its entries belongs in `faults.py`.
"""

import polars as pl

from sources.facts.codes import has
from sources.facts.knowledge import at_each_epoch, conform, overlay
from sources.facts.notifications import months_later
from sources.facts.timelines import spells, spells_of_epochs
from tables import core

#: An activity that has ended within so many months was short-lived.
SHORT_MONTHS = 18
_SIDES = ["valid_from", "valid_to", "known_from", "known_to", "ledger_id", "source_row"]


def activity_spans(versions: pl.DataFrame) -> pl.DataFrame:
    """One row per actor and unbroken time in which it ran an open activity; form and place are the last ones."""
    last = ["form_code", "operator_type", "municipality_code"]
    held = versions.filter("is_open").select("activity_id", "actor_id", *last, *_SIDES)
    ended_by = months_later(pl.col("valid_from"), SHORT_MONTHS)
    rows = spells(held, ["activity_id"], ["actor_id"], last).with_columns(
        needs_permit=needs_permit(), is_short=(pl.col("valid_to") <= ended_by).fill_null(value=False)
    )
    return conform(rows, core.ActivitySpan, ["activity_id", "valid_from"])


def needs_permit() -> pl.Expr:
    """Whether a private actor may not run this form without a permit."""
    return (pl.col("operator_type") == "private") & has("form_code", "forms", "permit_private")


def dormancies(versions: pl.DataFrame, permits: pl.DataFrame) -> pl.DataFrame:
    """Unbroken time in which an actor's open activity was not in operation.

    What has not started lies unused from the day its permit was granted, where that is known. A new actor needs a
    permit of its own, so a takeover begins a new period.
    """
    columns = ["activity_id", "actor_id", "operating_status", "permit_no", "is_open", *_SIDES]
    held = at_each_epoch(versions.select(columns), ["activity_id"]).with_columns(
        rests=pl.col("operating_status") != "active",
        opens=pl.col("valid_from") == pl.col("valid_from").min().over("activity_id", "epoch"),
    )
    rows = spells_of_epochs(held.filter("is_open"), ["activity_id"], ["actor_id", "rests"]).filter("rests")
    granted = permits.select("permit_no", "known_from", "known_to", granted="event_date")
    rows = overlay(rows, granted, "permit_no", ["granted"])
    waits = (pl.col("operating_status") == "not_started") & pl.col("granted").is_not_null()
    since = pl.when("opens").then("granted").otherwise(pl.max_horizontal("granted", "valid_from"))
    rows = rows.with_columns(valid_from=pl.when(waits).then(since).otherwise("valid_from"))
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_from") < pl.col("valid_to"))
    return conform(rows.filter(lasts), core.Dormancy, ["activity_id", "valid_from"])
