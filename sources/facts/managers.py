"""Who manages which activity, from when to when, and which activities share a manager.

Only keys and dates: nothing here is about a person as such.
"""

import polars as pl

from sources.facts.codes import has
from sources.facts.distances import with_distance
from sources.facts.knowledge import at_each_epoch, conform
from sources.facts.pairs import known_pairs
from sources.facts.timelines import spells, spells_of_epochs, together
from tables import core

_SIDES = ["valid_from", "valid_to", "known_from", "known_to", "ledger_id", "source_row"]
#: A key that so many activities have is no manager but a word for none, such as `vakant`; pairs are made among these.
_MANY = 60


def manager_periods(versions: pl.DataFrame) -> pl.DataFrame:
    """Open activities by manager, with the time that nobody managed where the form requires a manager.

    The actor is who ran the activity last in the period: a manager may stay, or be missing, through a takeover.
    """
    has_manager = pl.col("manager_key").is_not_null()
    concerned = versions.filter(pl.col("is_open") & (has_manager | has("form_code", "forms", "manager_required")))
    columns = ["activity_id", "manager_key", "actor_id", *_SIDES]
    timeline = ["activity_id", "epoch"]
    held = at_each_epoch(concerned.select(columns), ["activity_id"]).sort(*timeline, "valid_from")
    before = pl.col("manager_key").forward_fill().shift().over(timeline)
    held = held.with_columns(is_change=has_manager & before.is_not_null() & (pl.col("manager_key") != before))
    rows = spells_of_epochs(held, ["activity_id"], ["manager_key"], ["actor_id"])
    return conform(rows.with_columns(has_manager=has_manager), core.ManagerPeriod, ["activity_id", "valid_from"])


def shared_managers(versions: pl.DataFrame) -> pl.DataFrame:
    """Pairs of open activities with one manager, once from each side, with how far apart they are.

    No distance is said where one of the addresses is protected.
    """
    held = versions.filter(pl.col("is_open") & pl.col("manager_key").is_not_null())
    held = held.filter(pl.col("activity_id").n_unique().over("manager_key") > 1)
    town = pl.when(~pl.col("address_protected")).then("municipality_code")
    held = held.select("activity_id", "manager_key", *_SIDES, town=town)
    held = spells(held, ["activity_id"], ["manager_key", "town"])
    other = ["activity_id", "town", "valid_from", "valid_to", "known_from", "known_to"]
    pairs = known_pairs(held, "manager_key", "activity_id", _MANY)
    pairs = pairs.select(*held.columns, *(f"{name}_other" for name in other))
    pairs = with_distance(together(pairs, "_other"), "town", "town_other", "distance_km")
    pairs = pairs.rename({"activity_id_other": "other_activity_id"}).drop("town", "town_other")
    pair = ["activity_id", "other_activity_id", "manager_key"]
    return conform(spells(pairs, pair, ["distance_km"]), core.SharedManager, [*pair, "valid_from"])
