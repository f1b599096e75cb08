"""Bankruptcies and final sanctions of actors one hop away: through a person of the circle, or the address beside it.

Who shares what with whom while nothing grave has happened is in `one_hop.py`.
"""

import polars as pl

from sources.facts.circles import named_strength, persons, present, stays
from sources.facts.knowledge import both_known, conform, first_of_each, merged
from sources.facts.notifications import months_later
from sources.facts.one_hop import street_addresses
from tables import core
from tables.code_lists import codes_of

#: How much each link weighs, in hundredths; half where the person had left so many months before a sanction.
WEIGHTS = {"owner": 100, "decisive": 100, "board": 70, "address": 30}
LEFT_MONTHS = 12
_RUN = ["known_from", "known_to"]
_LINE = [*_RUN, "ledger_id", "source_row"]
_EVENT = ["other_id", "kind", "event_date"]
#: What is told of a stay, with how it is called after `own_` and `other_`.
_STAY = {"strength": "strength", "valid_from": "from", "valid_to": "to", "began_earlier": "earlier"}
_REGISTERED = codes_of("relations")
#: The way to the event: what it was, the role on each side, and from when to when.
_PATH = [
    "what",
    "own_role",
    "other_role",
    "own_from",
    "own_to",
    "own_earlier",
    "other_from",
    "other_to",
    "other_earlier",
]


def linked_events(
    links: pl.DataFrame,
    events: pl.DataFrame,
    decisions: pl.DataFrame,
    cases: pl.DataFrame,
    companies: pl.DataFrame,
) -> pl.DataFrame:
    """One row per other actor's event and shared person, at the strongest of their links; and per shared address.

    It is held while the person is in the actor's circle. A bankruptcy counts for who was in the other's circle then or
    at most twelve months before. An address counts only beside another link to the same actor.
    """
    grave = pl.concat([_bankruptcies(events), _sanctions(decisions, cases)], how="diagonal")
    by_person = _through_persons(grave, links)
    by_address = _through_addresses(grave, by_person, links, companies)
    by = ["actor_id", "other_id", "kind", "event_date", "via_person"]
    rows = pl.concat([by_person, by_address], how="diagonal")
    return conform(merged(rows, [*by, "link", "weight", *_PATH]), core.LinkedEvent, by)


def _bankruptcies(events: pl.DataFrame) -> pl.DataFrame:
    opened = events.filter(pl.col("kind") == "bankruptcy_opened")
    rows = opened.select(
        "event_date", *_LINE, other_id="actor_id", kind=pl.lit("bankruptcy"), what=pl.lit("bankruptcy")
    )
    return merged(rows.sort("source_row", "ledger_id"), _EVENT)


def _sanctions(decisions: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Final revocations and bans, interim ones not, and final refusals for want of suitability or economy."""
    is_grave = pl.col("effect_class").cast(pl.String).is_in(["ban", "revocation"]) & (pl.col("kind") != "interim_ban")
    decided = decisions.filter(is_grave, pl.col("legal_state") == "final").drop_nulls("actor_id")
    decided = decided.with_columns(what=pl.col("effect_class").cast(pl.String))
    is_own = pl.col("attribution").cast(pl.String) == "own"
    is_refused = (pl.col("outcome") == "refused") & pl.col("ground").is_in(["suitability", "economy"])
    refused = cases.filter(is_own, is_refused, "is_final").drop_nulls("event_date")
    refused = refused.with_columns(what=pl.lit("refusal"))
    columns = ["event_date", *_LINE, "what"]
    rows = [one.select(*columns, other_id="actor_id", kind=pl.lit("sanction")) for one in (decided, refused)]
    return merged(pl.concat(rows).sort("source_row", "ledger_id", "what"), _EVENT)


def _through_persons(grave: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Events of actors in whose circle a person is or was that is in the actor's circle now."""
    roles = persons(links)
    concerned = roles.filter(pl.col("actor_id").is_in(grave["other_id"].unique().implode()))["other_id"].unique()
    people = stays(roles.filter(pl.col("other_id").is_in(concerned.implode()))).select(
        "actor_id", *_STAY, *_RUN, via_person="other_id"
    )
    there = people.rename({"actor_id": "other_id"} | {name: f"other_{after}" for name, after in _STAY.items()})
    there = grave.join(there, on="other_id", suffix="_stay")
    had_left = (months_later(pl.col("other_to"), LEFT_MONTHS) < pl.col("event_date")).fill_null(value=False)
    there = there.with_columns(had_left=had_left).filter(
        pl.col("other_from") <= pl.col("event_date"), ~pl.col("had_left") | (pl.col("kind") == "sanction")
    )
    there = both_known(there, "_stay")
    here = present(people).rename({name: f"own_{after}" for name, after in _STAY.items()})
    pairs = there.join(here, on="via_person", suffix="_here").filter(pl.col("actor_id") != pl.col("other_id"))
    return _strongest(both_known(pairs, "_here"))


def _strongest(pairs: pl.DataFrame) -> pl.DataFrame:
    """For each actor, event and person the way that weighs most, with the roles on both sides."""
    pairs = pairs.with_columns(
        link=named_strength(pl.min_horizontal("other_strength", "own_strength")),
        own_role=named_strength("own_strength"),
        other_role=named_strength("other_strength"),
    )
    weight = pl.col("link").replace_strict(WEIGHTS, return_dtype=pl.Int32)
    pairs = pairs.with_columns(weight=pl.when("had_left").then(weight // 2).otherwise(weight))
    key = ["actor_id", *_EVENT, "via_person"]
    order = ["weight", "link", "own_from", "other_from"]
    strongest = first_of_each(pairs, key, order, descending=[True, True, False, False])
    return strongest.select(*key, "link", "weight", *_PATH, *_LINE)


def _through_addresses(
    grave: pl.DataFrame, by_person: pl.DataFrame, links: pl.DataFrame, companies: pl.DataFrame
) -> pl.DataFrame:
    """Events of actors at the same address then, as the actor is now, while there is another link between the two."""
    related = _related(links).join(grave, on="other_id", suffix="_event")
    linked = pl.concat(
        [by_person.select("actor_id", *_EVENT, *_RUN), both_known(related, "_event").select("actor_id", *_EVENT, *_RUN)]
    )
    linked = merged(linked, ["actor_id", *_EVENT])
    places = street_addresses(companies)
    here = present(places).select("actor_id", "place", *_RUN, own_from="valid_from", own_to="valid_to")
    there = places.select("place", *_RUN, other_id="actor_id", other_from="valid_from", other_to="valid_to")
    pairs = both_known(linked.join(here, on="actor_id", suffix="_here"), "_here")
    pairs = both_known(pairs.join(there, on=["other_id", "place"], suffix="_there"), "_there")
    lately = pl.col("other_to").is_null() | (months_later(pl.col("other_to"), LEFT_MONTHS) >= pl.col("event_date"))
    pairs = pairs.filter(pl.col("other_from") <= pl.col("event_date"), lately).drop("place")
    pairs = first_of_each(pairs, ["actor_id", *_EVENT], ["own_from", "other_from"])
    rows = both_known(pairs.join(grave, on=_EVENT, suffix="_event"), "_event")
    nobody = {name: pl.lit(None, pl.String) for name in ("via_person", "own_role", "other_role")}
    nobody |= {name: pl.lit(value=False) for name in ("own_earlier", "other_earlier")}
    return rows.with_columns(link=pl.lit("address"), weight=pl.lit(WEIGHTS["address"], pl.Int32), **nobody)


def _related(links: pl.DataFrame) -> pl.DataFrame:
    """Pairs of actors that a registered relation joins, seen from both, while it lasts."""
    registered = links.filter(pl.col("other_kind").cast(pl.String) == "actor", pl.col("relation").is_in(_REGISTERED))
    between = present(registered).select("actor_id", "other_id", *_RUN)
    turned = between.rename({"actor_id": "other_id", "other_id": "actor_id"}).select(between.columns)
    return pl.concat([between, turned]).filter(pl.col("actor_id") != pl.col("other_id"))
