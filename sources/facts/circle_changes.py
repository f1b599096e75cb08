"""Days on which an actor's circle changed, against what was notified to the inspectorate; auditors that left early."""

import polars as pl

from sources.facts.circles import formations, persons, settled_at, stays
from sources.facts.codes import codes_with
from sources.facts.knowledge import at_each_epoch, both_known, conform, flagged, merged, overlay
from sources.facts.notifications import months_later
from tables import core

#: An activity lay unused that was dormant for so many days; a change counts as after it for so many months.
DORMANT_DAYS, AFTER_MONTHS = 90, 12
#: The other auditor has to come within so many months.
REPLACED_MONTHS = 3
_RUN = ["known_from", "known_to"]


def circle_changes(
    links: pl.DataFrame,
    events: pl.DataFrame,
    companies: pl.DataFrame,
    notifications: pl.DataFrame,
    dormancies: pl.DataFrame,
) -> pl.DataFrame:
    """One row per actor and day on which persons entered or left its board, management or owners.

    Who moves from one role to another of the same body has not left it. The first months belong to the forming.
    """
    roles = persons(links).with_columns(is_board=pl.col("relation").is_in(codes_with("roles", "is_board")))
    people = stays(roles, ["actor_id", "is_board", "other_id"])
    changes = _days(people, formations(events, companies)).with_row_index("_change")
    changes = flagged(changes, _majorities(changes, people), "_change", "is_majority")
    changes = flagged(changes, _notified(changes, notifications), "_change", "is_notified")
    changes = flagged(changes, _after_dormancy(changes, dormancies), "_change", "after_dormancy")
    content = ["actor_id", "event_date", "n_changed", "is_majority", "is_notified", "after_dormancy"]
    return conform(merged(changes, content), core.CircleChange, ["actor_id", "event_date"])


def auditor_exits(events: pl.DataFrame) -> pl.DataFrame:
    """Auditors that left early; replaced from when it is known that another came within three months either way."""
    auditors = events.filter(pl.col("role") == "auditor")
    exits = auditors.filter(pl.col("is_early").fill_null(value=False), pl.col("kind") == "role_left")
    content = ["actor_id", "event_date", "person_key"]
    exits = merged(exits.sort(*content, "event_id"), content).with_row_index("_exit")
    entries = auditors.filter(pl.col("kind") == "role_entered").select(
        "actor_id", *_RUN, came="event_date", newcomer="person_key"
    )
    pairs = exits.select("_exit", "actor_id", "event_date", "person_key", *_RUN).join(
        entries, on="actor_id", suffix="_entry"
    )
    came = pl.col("came").is_between(
        months_later(pl.col("event_date"), -REPLACED_MONTHS), months_later(pl.col("event_date"), REPLACED_MONTHS)
    )
    is_other = pl.col("newcomer").ne_missing(pl.col("person_key")) | pl.col("newcomer").is_null()
    exits = flagged(exits, both_known(pairs.filter(came, is_other), "_entry"), "_exit", "is_replaced")
    return conform(exits, core.AuditorExit, ["actor_id", "event_date", "ledger_id", "source_row"])


def _days(people: pl.DataFrame, formed: pl.DataFrame) -> pl.DataFrame:
    """Days with how many persons entered or left, after the forming of the company, with when it was formed.

    Who was there when the source was first asked did not enter that day.
    """
    moves = pl.concat(
        [people.with_columns(event_date=side, enters=side == "valid_from") for side in ("valid_from", "valid_to")]
    ).drop_nulls("event_date")
    moves = overlay(moves.filter(~(pl.col("enters") & pl.col("began_earlier"))), formed, "actor_id", ["formed_at"])
    moves = moves.filter(pl.col("formed_at").is_null() | (pl.col("event_date") > settled_at()))
    held = at_each_epoch(moves, ["actor_id", "event_date"]).sort("other_id", "is_board", "enters")
    days = held.group_by("actor_id", "event_date", "epoch", "epoch_end", maintain_order=True).agg(
        pl.col("ledger_id", "source_row", "formed_at").first(), n_changed=pl.col("other_id").n_unique()
    )
    days = days.rename({"epoch": "known_from", "epoch_end": "known_to"})
    return merged(days, ["actor_id", "event_date", "n_changed", "formed_at"])


def _majorities(changes: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """When at least half of a body were others than twelve months before, or than when the forming was over.

    A body of which nobody is known then says nothing.
    """
    before = pl.max_horizontal(months_later(pl.col("event_date"), -12), settled_at())
    sought = changes.select("_change", "actor_id", "event_date", *_RUN, before=before)
    pairs = sought.join(people.drop("ledger_id", "source_row"), on="actor_id", suffix="_stay")
    pairs = pairs.with_columns(is_now=_held_on("event_date"), was=_held_on("before"))
    pairs = both_known(pairs.filter(pl.col("is_now") | pl.col("was")), "_stay")
    columns = ["_change", "is_board", "other_id", "is_now", "was", *_RUN]
    moment = ["_change", "epoch", "epoch_end", "is_board"]
    held = (
        at_each_epoch(pairs.select(columns), ["_change"])
        .group_by(*moment, "other_id")
        .agg(pl.col("is_now", "was").any())
    )
    bodies = held.group_by(moment).agg(pl.col("is_now", "was").sum(), n_new=(pl.col("is_now") & ~pl.col("was")).sum())
    is_majority = (pl.col("was") > 0) & (pl.col("is_now") > 0) & (2 * pl.col("n_new") >= pl.col("is_now"))
    return bodies.filter(is_majority).select("_change", known_from="epoch", known_to="epoch_end")


def _held_on(day: str) -> pl.Expr:
    return (pl.col("valid_from") <= pl.col(day)) & (pl.col("valid_to").is_null() | (pl.col(day) < pl.col("valid_to")))


def _notified(changes: pl.DataFrame, notifications: pl.DataFrame) -> pl.DataFrame:
    """When a notification of a changed circle, registered within a month of the change, was known."""
    told = notifications.filter(pl.col("kind") == "circle_change").select("actor_id", "registered_at", *_RUN)
    pairs = changes.select("_change", "actor_id", "event_date", *_RUN).join(told, on="actor_id", suffix="_told")
    in_time = pl.col("registered_at").is_between(
        months_later(pl.col("event_date"), -1), months_later(pl.col("event_date"), 1)
    )
    return both_known(pairs.filter(in_time), "_told")


def _after_dormancy(changes: pl.DataFrame, dormancies: pl.DataFrame) -> pl.DataFrame:
    """When it was known that an activity of the actor had been dormant for long, then or within the months before."""
    rested = dormancies.select("actor_id", "valid_from", "valid_to", *_RUN)
    pairs = changes.select("_change", "actor_id", "event_date", *_RUN).join(rested, on="actor_id", suffix="_rest")
    until = pl.min_horizontal("valid_to", "event_date")
    lay_long = (until - pl.col("valid_from")).dt.total_days() >= DORMANT_DAYS
    since = months_later(pl.col("event_date"), -AFTER_MONTHS)
    recent = pl.col("valid_to").is_null() | (pl.col("valid_to") >= since)
    return both_known(pairs.filter(lay_long, recent), "_rest")
