"""Signs that an actor goes on where another company ended: a person or the address, and beside it form and homes.

Who is in which circle is in `circles.py`. One hop, and only where a decisive person or the address is shared.
"""

import polars as pl

from sources.facts.addresses import comparable
from sources.facts.circles import STRENGTHS, formations, named_strength, persons, stays
from sources.facts.knowledge import both_known, conform, first_of_each, known_only_from, merged
from sources.facts.nearness import lately, near, soon
from sources.facts.one_hop import street_addresses
from tables import core

#: The other company ended within so many months before or after this actor began.
NEAR_MONTHS = 12
_RUN = ["known_from", "known_to"]
_SIDES = ["valid_from", "valid_to", *_RUN]
_PAIR = ["actor_id", "other_id", "event_date", "ended_at", "what"]
#: The way from the one to the other: through whom, as what, and from when to when on both sides.
_PATH = [
    *("own_from", "own_to", "other_from", "other_to"),
    *("via_person", "own_strength", "other_strength", "own_earlier", "other_earlier"),
]
_NOBODY = {
    "via_person": pl.lit(None, pl.String),
    "strength": pl.lit(None, pl.Int8),
    "began_earlier": pl.lit(value=False),
}


def phoenix_signs(
    links: pl.DataFrame,
    events: pl.DataFrame,
    decisions: pl.DataFrame,
    companies: pl.DataFrame,
    spans: pl.DataFrame,
    versions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per actor, company that ended and likeness, on the first day the actor was formed or took up care."""
    begun, ended = _begun(events, companies, spans), _ended(events, decisions)
    near = {
        "person": _same_person(begun, ended, links),
        "address": _same_address(begun, ended, companies),
    }
    pairs = merged(pl.concat([one.select(*_PAIR, *_RUN) for one in near.values()]), _PAIR)
    found = near | {"form": _same_form(pairs, spans), "moved": _moved(pairs, spans, versions)}
    rows = pl.concat([one.select(*_PAIR, *_PATH, *_RUN, sign=pl.lit(sign)) for sign, one in found.items()])
    rows = known_only_from(rows, "ended_at")
    rows = first_of_each(rows, ["actor_id", "other_id", "sign"], ["event_date", "ended_at", "what", *_PATH])
    rows = both_known(rows.join(begun, on=["actor_id", "event_date"], suffix="_begun"), "_begun")
    rows = merged(rows, [*_PAIR, "sign", *_PATH]).with_columns(
        valid_from=pl.max_horizontal("event_date", "ended_at"),
        valid_to=pl.lit(None, pl.Date),
        own_role=named_strength("own_strength"),
        other_role=named_strength("other_strength"),
    )
    return conform(rows, core.PhoenixSign, ["actor_id", "other_id", "sign"])


def _begun(events: pl.DataFrame, companies: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The days on which actors were formed, and on which they first ran an activity."""
    lines = companies.select("actor_id", *_RUN, "ledger_id", "source_row", valid="valid_from")
    entries = first_of_each(lines, ["actor_id"], ["valid"])
    formed = entries.join(formations(events, companies), on="actor_id", suffix="_formed")
    formed = both_known(formed, "_formed").with_columns(event_date="formed_at")
    first = first_of_each(spans, ["actor_id"], ["valid_from", "activity_id"]).with_columns(event_date="valid_from")
    columns = ["actor_id", "event_date", *_RUN, "ledger_id", "source_row"]
    return merged(pl.concat([formed.select(columns), first.select(columns)]), ["actor_id", "event_date"])


def _ended(events: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """Bankruptcies, companies struck off, and permits that were revoked, as long as the revocation stands."""
    ends = {"bankruptcy_opened": "bankruptcy", "struck_off": "struck_off"}
    over = events.filter(pl.col("kind").is_in(list(ends))).with_columns(what=pl.col("kind").replace(ends))
    is_lost = pl.col("effect_class").cast(pl.String) == "revocation"
    lost = decisions.filter(is_lost, pl.col("effect").cast(pl.String) == "in_force").drop_nulls("actor_id")
    lost = lost.with_columns(what=pl.lit("revocation"))
    rows = [one.select(*_RUN, "what", other_id="actor_id", ended_at="event_date") for one in (over, lost)]
    return merged(pl.concat(rows), ["other_id", "ended_at", "what"])


def _joined(ended: pl.DataFrame, there: pl.DataFrame, begun: pl.DataFrame, by: str) -> pl.DataFrame:
    """Companies that ended and actors that began near it, with the same `by`: there lately, and here soon after."""
    gone = ended.join(there.rename({"actor_id": "other_id"}), on="other_id", suffix="_there")
    gone = _as_other(both_known(gone.filter(lately("ended_at", NEAR_MONTHS)), "_there"))
    pairs = both_known(gone.join(there, on=by, suffix="_here"), "_here")
    pairs = pairs.filter(pl.col("actor_id") != pl.col("other_id"))
    pairs = pairs.join(begun.select("actor_id", "event_date", *_RUN), on="actor_id", suffix="_begun")
    soon_after = pairs.filter(near("ended_at", "event_date", NEAR_MONTHS), soon("event_date", NEAR_MONTHS))
    return _as_paths(both_known(soon_after, "_begun"))


def _as_other(rows: pl.DataFrame) -> pl.DataFrame:
    """What was there, by names that leave room for what is here."""
    there = {"valid_from": "other_from", "valid_to": "other_to", "strength": "other_strength"}
    there |= {"began_earlier": "other_earlier"}
    return rows.rename(there).drop("via_person", strict=False)


def _as_paths(pairs: pl.DataFrame) -> pl.DataFrame:
    here = {"valid_from": "own_from", "valid_to": "own_to", "strength": "own_strength"}
    here |= {"began_earlier": "own_earlier"}
    return merged(pairs.rename(here).select(*_PAIR, *_PATH, *_RUN), [*_PAIR, *_PATH])


def _same_person(begun: pl.DataFrame, ended: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Through a person that was decisive in both, as owner or otherwise."""
    people = persons(links)
    decisive = people.filter(pl.col("strength") <= STRENGTHS.index("decisive"))
    decisive = decisive.filter(pl.col("actor_id").n_unique().over("other_id") > 1)
    held = stays(decisive).select(
        "actor_id", "strength", "began_earlier", *_SIDES, person="other_id", via_person="other_id"
    )
    return _joined(ended, held, begun, "person")


def _same_address(begun: pl.DataFrame, ended: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    places = street_addresses(companies).select("actor_id", "place", *_SIDES, **_NOBODY)
    return _joined(ended, places, begun, "place")


def _same_form(pairs: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Where both run, or lately ran, an activity of one form."""
    forms = spans.select("actor_id", "form_code", *_SIDES, **_NOBODY)
    return _both_ran(pairs, forms, "form_code")


def _moved(pairs: pl.DataFrame, spans: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Where an activity passed from the one to the other, or both ran one at the same open address."""
    same = spans.select("actor_id", "activity_id", *_SIDES, **_NOBODY)
    site = pl.concat_str("municipality_code", "form_code", comparable("address"), separator=" ")
    sites = versions.filter("is_open", ~pl.col("address_protected")).select("actor_id", *_SIDES, site=site, **_NOBODY)
    sites = sites.drop_nulls("site")
    passed = [_both_ran(pairs, same, "activity_id"), _both_ran(pairs, sites, "site")]
    return pl.concat(passed)


def _both_ran(pairs: pl.DataFrame, ran: pl.DataFrame, by: str) -> pl.DataFrame:
    """Pairs of which the one that ended lately had what the one that began had soon."""
    gone = pairs.join(ran.rename({"actor_id": "other_id"}), on="other_id", suffix="_there")
    gone = _as_other(both_known(gone.filter(lately("ended_at", NEAR_MONTHS)), "_there"))
    both = gone.join(ran, on=["actor_id", by], suffix="_here").filter(soon("event_date", NEAR_MONTHS))
    return _as_paths(both_known(both, "_here"))
