"""Companies with a person or an address in common, in one hop, cut to the days on which it held and was known.

Only companies that the company register holds an entry of take part. Pairs are made of unbroken stays of persons in
more than one actor. Each company is paired with a bounded number of others, so that time grows with the rows even
where one person is everywhere; houses with very many companies are offices for hire (`addresses.py`).
"""

import polars as pl

from sources.facts.addresses import house
from sources.facts.circles import named_strength, persons, stays
from sources.facts.codes import codes_with, has
from sources.facts.knowledge import conform, flagged
from sources.facts.pairs import first_known
from sources.facts.timelines import spells, together
from tables import core

#: A person who is in more companies is seen from each of them in the first so many that became known.
MANY = 100
_SIDES = ["valid_from", "valid_to", "known_from", "known_to"]
_LINE = ["ledger_id", "source_row"]


def shared_persons(links: pl.DataFrame, companies: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Active companies of other groups, not publicly owned, in whose circle a person of the actor's circle is too."""
    roles = persons(links)
    members = stays(roles.filter(pl.col("actor_id").n_unique().over("other_id") > 1))
    members = together(
        members.rename({"other_id": "via_person"}).join(_entries(companies), on="actor_id", suffix="_e"), "_e"
    )
    private = flagged(
        members, actors.filter(has("operator_type", "operator_types", "is_public")), "actor_id", "is_public"
    )
    others = private.filter("is_active", ~pl.col("is_public")).select(
        "via_person", *_SIDES, other_id="actor_id", other_group="group", other_strength="strength"
    )
    others = first_known(others, "via_person", "other_id", MANY)
    own = members.select("actor_id", "via_person", "group", "strength", *_SIDES, *_LINE)
    pairs = own.join(others, on="via_person", suffix="_o").filter(_is_outside())
    pairs = together(pairs, "_o").with_columns(link=named_strength(pl.min_horizontal("strength", "other_strength")))
    pairs = pairs.select("actor_id", "other_id", "other_group", "via_person", "link", *_SIDES, *_LINE)
    rows = spells(pairs, ["actor_id", "other_id", "via_person"], ["other_group", "link"])
    return conform(rows, core.SharedPerson, ["actor_id", "other_id", "via_person", "valid_from"])


def shared_addresses(companies: pl.DataFrame) -> pl.DataFrame:
    """Active companies of other groups at the same street address; both addresses are ordinary ones."""
    there = street_addresses(companies.filter(pl.col("status").is_in(codes_with("company_statuses", "is_active"))))
    there = there.filter(pl.col("actor_id").n_unique().over("place") > 1)
    others = there.select("place", *_SIDES, other_id="actor_id", other_group="group")
    pairs = together(there.join(others, on="place", suffix="_o").filter(_is_outside()), "_o")
    pairs = pairs.select("actor_id", "other_id", "other_group", *_SIDES, *_LINE)
    rows = spells(pairs, ["actor_id", "other_id"], ["other_group"])
    return conform(rows, core.SharedAddress, ["actor_id", "other_id", "valid_from"])


def street_addresses(companies: pl.DataFrame) -> pl.DataFrame:
    """Where each company is or was, as `place`; boxes, offices for hire, public houses and protected ones left out."""
    is_shared = has("address_type", "address_types", "is_shared")
    places = companies.filter(~is_shared).with_columns(group=_group(), place=house())
    places = places.drop_nulls("place").select("actor_id", "group", "place", *_SIDES, *_LINE)
    return spells(places, ["actor_id"], ["group", "place"])


def _entries(companies: pl.DataFrame) -> pl.DataFrame:
    """The group of each company and whether it is active, joined where nothing else changed."""
    is_active = pl.col("status").is_in(codes_with("company_statuses", "is_active"))
    entries = companies.select("actor_id", *_SIDES, group=_group(), is_active=is_active)
    return spells(entries, ["actor_id"], ["group", "is_active"])


def _group() -> pl.Expr:
    return pl.coalesce("group_id", "actor_id")


def _is_outside() -> pl.Expr:
    return (pl.col("actor_id") != pl.col("other_id")) & (pl.col("group") != pl.col("other_group"))
