"""Orderly winding-up: a voluntary liquidation says nothing more once all activities are notified as closed."""

import polars as pl

from sources.facts.knowledge import at_each_epoch, first_of_each, merged, overlay


def without_notified_closure(procedures: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """End voluntary liquidations on the day the closure of the actor's last open activity is known.

    An actor without any activity in the register has notified no closure, and its row goes on.
    """
    is_orderly = (pl.col("procedure") == "liquidation") & pl.col("is_voluntary").fill_null(value=False)
    orderly = procedures.filter(is_orderly)
    closed = overlay(orderly, _all_closed(versions, orderly), "actor_id", ["is_all_closed"])
    kept = closed.filter(pl.col("is_all_closed").is_null()).select(procedures.columns)
    return pl.concat([procedures.filter(~is_orderly), kept])


def _all_closed(versions: pl.DataFrame, orderly: pl.DataFrame) -> pl.DataFrame:
    """Runs of knowledge in which the last version of every activity of an actor was a closed one."""
    concerned = versions.filter(pl.col("actor_id").is_in(orderly["actor_id"].unique().implode()))
    timelines = versions.filter(pl.col("activity_id").is_in(concerned["activity_id"].unique().implode()))
    last = first_of_each(timelines, ["activity_id"], ["valid_from"], descending=True)
    held = at_each_epoch(last.select("actor_id", "is_open", "known_from", "known_to"), ["actor_id"])
    state = held.group_by("actor_id", "epoch", "epoch_end").agg(is_all_closed=~pl.col("is_open").any())
    runs = state.filter("is_all_closed").select("actor_id", "is_all_closed", known_from="epoch", known_to="epoch_end")
    return merged(runs, ["actor_id", "is_all_closed"])
