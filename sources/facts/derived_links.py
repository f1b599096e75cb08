"""Links that nobody registered but that follow from other facts: one group, one address, an activity that moved.

Companies of one group, or at one address, are linked to the group or the address and not to each other, so that a
house with many costs as many rows as it has companies. What has happened one hop away is in `linked_events.py`.
"""

import hashlib

import polars as pl

from sources.facts.codes import codes_with
from sources.facts.knowledge import at_each_epoch, merged
from sources.facts.one_hop import street_addresses
from sources.facts.timelines import spells

_SIDES = ["valid_from", "valid_to", "known_from", "known_to", "ledger_id", "source_row"]


def group_links(companies: pl.DataFrame) -> pl.DataFrame:
    """Each company to the group it is in, while it is."""
    grouped = companies.drop_nulls("group_id").select("actor_id", "group_id", *_SIDES)
    return _to_node(spells(grouped, ["actor_id"], ["group_id"]), "group_id", "group", "group")


def address_links(companies: pl.DataFrame) -> pl.DataFrame:
    """Each active company to its street address. Boxes, offices for hire and protected addresses take no part."""
    there = street_addresses(companies.filter(pl.col("status").is_in(codes_with("company_statuses", "is_active"))))
    rows = spells(there.drop("group"), ["actor_id"], ["place"])
    return _to_node(rows, "place", "address", "same_address")


def moved_activity_links(versions: pl.DataFrame) -> pl.DataFrame:
    """From whom an activity came and to whom it went, seen from both, from the day of the move on.

    Several activities that moved between two actors on one day are one link.
    """
    held = at_each_epoch(versions.select("activity_id", "actor_id", *_SIDES), ["activity_id"])
    held = held.sort("activity_id", "epoch", "valid_from")
    before = pl.col("actor_id").shift().over("activity_id", "epoch")
    moves = held.with_columns(before=before).filter(pl.col("before") != pl.col("actor_id"))
    moves = moves.with_columns(known_from="epoch", known_to="epoch_end").sort("source_row", "ledger_id")
    moves = merged(moves, ["actor_id", "before", "valid_from"])
    moves = moves.with_columns(valid_to=pl.lit(None, pl.Date), other_kind=pl.lit("actor"))
    came = moves.with_columns(other_id="before", relation=pl.lit("activity_from"))
    went = moves.with_columns(other_id="actor_id", actor_id="before", relation=pl.lit("activity_to"))
    columns = ["actor_id", "other_id", "other_kind", "relation", *_SIDES]
    return pl.concat([came.select(columns), went.select(columns)])


def _to_node(rows: pl.DataFrame, node: str, kind: str, relation: str) -> pl.DataFrame:
    """Links to what the column `node` names, under a key that is the same wherever it is written so."""
    names = rows[node].unique()
    letter = kind[0].upper()
    keys = pl.Series([f"{letter}-{hashlib.sha256(name.encode()).hexdigest()[:20]}" for name in names], dtype=pl.String)
    other = pl.col(node).replace_strict(names, keys, return_dtype=pl.String)
    return rows.with_columns(other_id=other, other_kind=pl.lit(kind), relation=pl.lit(relation)).drop(node)
