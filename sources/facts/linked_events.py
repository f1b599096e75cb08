"""Bankruptcies and final sanctions of actors one hop away: through a person of the circle, or the address beside it.

Who shares what with whom while nothing grave has happened is in `one_hop.py`.
"""

import polars as pl

from sources.facts.circles import STRENGTHS, persons, present, stays
from sources.facts.knowledge import both_known, conform, first_of_each, merged
from sources.facts.notifications import months_later
from sources.facts.one_hop import street_addresses
from tables import core

#: How much each link weighs, in hundredths; half where the person had left so many months before a sanction.
WEIGHTS = {"owner": 100, "decisive": 100, "board": 70, "address": 30}
LEFT_MONTHS = 12
_RUN = ["known_from", "known_to"]
_EVENT = ["other_id", "kind", "event_date"]


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
    return conform(merged(rows, [*by, "link", "weight"]), core.LinkedEvent, by)


def _bankruptcies(events: pl.DataFrame) -> pl.DataFrame:
    opened = events.filter(pl.col("kind") == "bankruptcy_opened")
    rows = opened.select("event_date", *_RUN, "ledger_id", "source_row", other_id="actor_id", kind=pl.lit("bankruptcy"))
    return merged(rows.sort("source_row", "ledger_id"), _EVENT)


def _sanctions(decisions: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Final revocations and bans, interim ones not, and final refusals for want of suitability or economy."""
    is_grave = pl.col("effect_class").cast(pl.String).is_in(["ban", "revocation"]) & (pl.col("kind") != "interim_ban")
    decided = decisions.filter(is_grave, pl.col("legal_state") == "final").drop_nulls("actor_id")
    is_own = pl.col("attribution").cast(pl.String) == "own"
    is_refused = (pl.col("outcome") == "refused") & pl.col("ground").is_in(["suitability", "economy"])
    refused = cases.filter(is_own, is_refused, "is_final").drop_nulls("event_date")
    columns = ["event_date", *_RUN, "ledger_id", "source_row"]
    rows = [one.select(*columns, other_id="actor_id", kind=pl.lit("sanction")) for one in (decided, refused)]
    return merged(pl.concat(rows).sort("source_row", "ledger_id"), _EVENT)


def _through_persons(grave: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Events of actors in whose circle a person is or was that is in the actor's circle now."""
    people = stays(persons(links)).select(
        "actor_id", "strength", "valid_from", "valid_to", *_RUN, via_person="other_id"
    )
    there = grave.join(people.rename({"actor_id": "other_id"}), on="other_id", suffix="_stay")
    had_left = (months_later(pl.col("valid_to"), LEFT_MONTHS) < pl.col("event_date")).fill_null(value=False)
    there = there.with_columns(had_left=had_left).filter(
        pl.col("valid_from") <= pl.col("event_date"), ~pl.col("had_left") | (pl.col("kind") == "sanction")
    )
    there = both_known(there, "_stay").drop("valid_from", "valid_to")
    here = present(people).select("actor_id", "via_person", *_RUN, own_strength="strength")
    pairs = there.join(here, on="via_person", suffix="_here").filter(pl.col("actor_id") != pl.col("other_id"))
    pairs = both_known(pairs, "_here").with_columns(link=pl.min_horizontal("strength", "own_strength"))
    pairs = pairs.with_columns(pl.col("link").replace_strict(range(len(STRENGTHS)), STRENGTHS, return_dtype=pl.String))
    weight = pl.col("link").replace_strict(WEIGHTS, return_dtype=pl.Int32)
    pairs = pairs.with_columns(weight=pl.when("had_left").then(weight // 2).otherwise(weight))
    key = ["actor_id", *_EVENT, "via_person"]
    strongest = first_of_each(pairs, key, ["weight", "link"], descending=[True, True])
    return strongest.select(*key, "link", "weight", *_RUN, "ledger_id", "source_row")


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
    here = present(places).select("actor_id", "place", *_RUN)
    there = places.select("place", "valid_from", "valid_to", *_RUN, other_id="actor_id")
    pairs = both_known(linked.join(here, on="actor_id", suffix="_here"), "_here")
    pairs = both_known(pairs.join(there, on=["other_id", "place"], suffix="_there"), "_there")
    lately = pl.col("valid_to").is_null() | (months_later(pl.col("valid_to"), LEFT_MONTHS) >= pl.col("event_date"))
    pairs = pairs.filter(pl.col("valid_from") <= pl.col("event_date"), lately).select("actor_id", *_EVENT, *_RUN)
    pairs = merged(pairs, ["actor_id", *_EVENT])
    rows = pairs.join(grave, on=_EVENT, suffix="_event")
    return both_known(rows, "_event").with_columns(
        link=pl.lit("address"), weight=pl.lit(WEIGHTS["address"], pl.Int32), via_person=pl.lit(None, pl.String)
    )


def _related(links: pl.DataFrame) -> pl.DataFrame:
    """Pairs of actors that a relation joins, seen from both, while it lasts."""
    between = present(links.filter(pl.col("other_kind").cast(pl.String) == "actor")).select(
        "actor_id", "other_id", *_RUN
    )
    turned = between.rename({"actor_id": "other_id", "other_id": "actor_id"}).select(between.columns)
    return pl.concat([between, turned]).filter(pl.col("actor_id") != pl.col("other_id"))
