"""What an activity may lean on: a permit while it is valid, or an application for one that waits for its decision.

What the permit allows is held against the register in `faults.py`.
"""

import polars as pl

from sources.facts.codes import codes_with
from sources.facts.knowledge import conform
from sources.facts.spans import needs_permit
from sources.facts.timelines import spells, together
from tables import core

_RUNS = ["valid_from", "valid_to", "known_from", "known_to"]
_SIDES = [*_RUNS, "ledger_id", "source_row"]


def permit_covers(versions: pl.DataFrame, permits: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Open activities with each permit and each pending application that covers them.

    A permit covers the activity that states its number, while its holder runs it: a permit cannot be transferred (SoF
    15:7). In forms that cover a whole company any permit of the actor for the form does, and an application covers
    whatever the actor runs in the form.
    """
    held = versions.filter(pl.col("is_open") & needs_permit())
    rows = pl.concat([_by_permit(held, permits), _by_application(held, cases)], how="diagonal")
    by = ["activity_id", "cover", "permit_no", "case_no", "valid_from"]
    return conform(rows, core.PermitCover, by)


def _by_permit(held: pl.DataFrame, permits: pl.DataFrame) -> pl.DataFrame:
    wanted = ["actor_id", "form_code", "permit_no", "max_places", *_RUNS]
    granted = permits.select(wanted)
    activities = held.select("activity_id", "actor_id", "form_code", *_SIDES, stated="permit_no")
    stated, held_by = ["stated", "actor_id"], ["permit_no", "actor_id"]
    by_number = activities.join(granted, left_on=stated, right_on=held_by, suffix="_other", coalesce=False)
    wide = activities.filter(~pl.col("form_code").is_in(codes_with("forms", "site_bound")))
    by_actor = wide.join(granted, on=["actor_id", "form_code"], suffix="_other", coalesce=False)
    by_actor = by_actor.filter(pl.col("stated").ne_missing(pl.col("permit_no")))
    columns = ["activity_id", "actor_id", "permit_no", "max_places", *_SIDES, *(f"{side}_other" for side in _RUNS)]
    pairs = together(pl.concat([by_number.select(columns), by_actor.select(columns)]), "_other")
    return spells(pairs, ["activity_id", "permit_no"], ["actor_id", "max_places"]).with_columns(cover=pl.lit("permit"))


def _by_application(held: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    decided = pl.col("event_date").is_not_null() | (pl.col("outcome") == "pending")
    own = cases.filter(pl.col("attribution").cast(pl.String) == "own", pl.col("kind") == "new", decided)
    waiting = own.select(
        "actor_id", "form_code", "case_no", "known_from", "known_to", valid_from="applied_at", valid_to="event_date"
    )
    activities = held.select("activity_id", "actor_id", "form_code", *_SIDES)
    pairs = together(activities.join(waiting, on=["actor_id", "form_code"], suffix="_other"), "_other")
    pairs = pairs.select("activity_id", "actor_id", "case_no", *_SIDES)
    return spells(pairs, ["activity_id", "case_no"], ["actor_id"]).with_columns(cover=pl.lit("application"))
