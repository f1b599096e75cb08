"""Who is connected to whom: roles that persons hold in actors, and relations between actors, both bitemporal."""

import polars as pl

from sources.facts.knowledge import at_each_epoch, conform, merged, superseded
from tables import core, raw

_HOLDING = ["actor_id", "person_key", "role"]
_ENTERED = "role_entered"


def actor_links(events: pl.DataFrame, relations: pl.DataFrame) -> pl.DataFrame:
    """Roles with persons, and relations with other actors."""
    between = superseded(relations, raw.ActorRelation).with_columns(
        actor_id="operator_id", other_id="other_operator_id", other_kind=pl.lit("actor")
    )
    return conform(
        pl.concat([_roles(events), between], how="diagonal"),
        core.ActorLink,
        ["actor_id", "other_kind", "other_id", "relation", "valid_from"],
    )


def _roles(events: pl.DataFrame) -> pl.DataFrame:
    """Roles from entered to left. Who enters a role they hold already holds it on; leaving before entering is nothing.

    On one day, leaving comes before entering.
    """
    moves = superseded(events, raw.CompanyEvent).filter(pl.col("kind").is_in([_ENTERED, "role_left"]))
    moves = moves.with_columns(actor_id="operator_id", enters=pl.col("kind") == _ENTERED).with_row_index("_move")
    columns = ["_move", *_HOLDING, "enters", "event_date", "event_id", "known_from", "known_to"]
    held = at_each_epoch(moves.select(columns), _HOLDING)
    timeline = [*_HOLDING, "epoch"]
    held = held.sort(*timeline, "event_date", "enters", "event_id")
    left = pl.when(~pl.col("enters")).then("event_date").backward_fill().over(timeline)
    again = pl.col("enters").shift().over(timeline).fill_null(value=False)
    roles = held.with_columns(valid_to=left, again=again).filter(pl.col("enters"), ~pl.col("again"))
    runs = merged(roles.select("_move", "valid_to", known_from="epoch", known_to="epoch_end"), ["_move", "valid_to"])
    whole = moves.drop("known_from", "known_to").join(runs, on="_move")
    return whole.with_columns(
        other_id="person_key", other_kind=pl.lit("person"), relation="role", valid_from="event_date"
    )
