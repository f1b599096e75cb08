"""Who is connected to whom: roles that persons hold in actors, and relations between actors, both bitemporal.

What follows from other facts, such as a common group or a moved activity, is worked out in `derived_links.py`.
"""

import polars as pl

from sources.facts.derived_links import address_links, group_links, moved_activity_links
from sources.facts.knowledge import at_each_epoch, conform, first_of_each, merged, superseded
from tables import core, raw

_HOLDING = ["actor_id", "person_key", "role"]
_ENTERED, _HELD = "role_entered", "role_held"
_FROM_THE_OTHER_SIDE = {"takeover": "taken_over_by", "same_actor": "same_actor"}


def actor_links(
    events: pl.DataFrame, relations: pl.DataFrame, companies: pl.DataFrame, versions: pl.DataFrame
) -> pl.DataFrame:
    """Roles with persons, relations with other actors, groups, addresses, and activities that changed hands."""
    pieces = [
        _roles(events).with_columns(source=pl.lit("company_event")),
        _relations(relations).with_columns(source=pl.lit("actor_relation")),
        group_links(companies).with_columns(source=pl.lit("company")),
        address_links(companies).with_columns(source=pl.lit("company")),
        moved_activity_links(versions).with_columns(source=pl.lit("activity_version")),
    ]
    by = ["actor_id", "other_kind", "other_id", "relation", "valid_from"]
    return conform(pl.concat(pieces, how="diagonal"), core.ActorLink, by)


def _relations(delivered: pl.DataFrame) -> pl.DataFrame:
    """Relations as they were registered; a takeover, and that two are one, are seen from the other side too.

    One that ends on the day it begins has been taken back: it never held.
    """
    between = superseded(delivered, raw.ActorRelation).with_columns(
        actor_id="operator_id", other_id="other_operator_id", other_kind=pl.lit("actor")
    )
    between = between.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("valid_from")))
    turned = between.filter(pl.col("relation").is_in(list(_FROM_THE_OTHER_SIDE))).with_columns(
        actor_id="other_id", other_id="actor_id", relation=pl.col("relation").replace(_FROM_THE_OTHER_SIDE)
    )
    both = pl.concat([between, turned.filter(pl.col("actor_id") != pl.col("other_id"))])
    return first_of_each(
        both, ["actor_id", "other_id", "relation", "valid_from"], ["valid_to", "ledger_id", "source_row"]
    )


def _roles(events: pl.DataFrame) -> pl.DataFrame:
    """Roles from entered to left. Who enters a role they hold already holds it on; leaving before entering is nothing.

    On one day, leaving comes before entering. A role that was held when its source was first asked began some time
    before, nobody knows when: it is held from that day, and the day is no entry.
    """
    moves = superseded(events, raw.CompanyEvent).filter(pl.col("kind").is_in([_ENTERED, _HELD, "role_left"]))
    moves = moves.with_columns(
        actor_id="operator_id", enters=pl.col("kind") != "role_left", began_earlier=pl.col("kind") == _HELD
    ).with_row_index("_move")
    columns = ["_move", *_HOLDING, "enters", "began_earlier", "event_date", "event_id", "known_from", "known_to"]
    held = at_each_epoch(moves.select(columns), _HOLDING)
    timeline = [*_HOLDING, "epoch"]
    held = held.sort(*timeline, "event_date", "enters", "began_earlier", "event_id")
    left = pl.when(~pl.col("enters")).then("event_date").backward_fill().over(timeline)
    again = pl.col("enters").shift().over(timeline).fill_null(value=False)
    roles = held.with_columns(valid_to=left, again=again).filter(pl.col("enters"), ~pl.col("again"))
    runs = merged(roles.select("_move", "valid_to", known_from="epoch", known_to="epoch_end"), ["_move", "valid_to"])
    whole = moves.drop("known_from", "known_to").join(runs, on="_move")
    return whole.with_columns(
        other_id="person_key", other_kind=pl.lit("person"), relation="role", valid_from="event_date"
    )
