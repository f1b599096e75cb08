"""Facts about roles that are usual where somebody else decides: four signs, each with its days. No trait of a person.

A representative is who may act for a company: members of the board, chief executives and partners, not deputies.
"""

import polars as pl

from sources.facts.circles import formations, persons, settled_at, stays
from sources.facts.knowledge import both_known, conform, first_of_each, known_only_from, merged, overlay
from sources.facts.sweeping import levels
from sources.facts.timelines import spells_of_epochs, together
from tables import core

#: A role entered so near an application, or after a sanction or a formal report, was entered late.
LATE_DAYS = 90
#: So many roles in active companies of other groups are many.
MANY_ROLES = 5
#: Tenures are short when they last less than nine months on average, over at least so many that have ended.
SHORT_DAYS, SOME_TENURES = 274, 2
#: Kinds of report that an authority stands behind.
FORMAL_REPORTS = ("municipal_report", "authority_signal")
_RUN = ["known_from", "known_to"]
_SIDES = ["valid_from", "valid_to", *_RUN]
_SEAT = ["actor_id", "other_id", *_SIDES, "ledger_id", "source_row"]


def nominee_signs(
    links: pl.DataFrame,
    shared: pl.DataFrame,
    events: pl.DataFrame,
    companies: pl.DataFrame,
    cases: pl.DataFrame,
    decisions: pl.DataFrame,
    reports: pl.DataFrame,
) -> pl.DataFrame:
    """The signs of each representative, for as long as each held; the first board of a new company is not late."""
    people = stays(persons(links, "represents"))
    seats, entries = people.select(_SEAT), people.filter(~pl.col("began_earlier")).select(_SEAT)
    signs = {
        "sole": _sole(seats),
        "entered_late": _entered_late(entries, formations(events, companies), _occasions(cases, decisions, reports)),
        "many_roles": _many_roles(seats, shared),
        "short_tenures": _short_tenures(seats, links),
    }
    rows = pl.concat([found.select(*_SEAT, sign=pl.lit(sign)) for sign, found in signs.items()])
    rows = merged(rows, ["actor_id", "other_id", "sign", "valid_from", "valid_to"])
    return conform(rows, core.NomineeSign, ["actor_id", "other_id", "sign", "valid_from"])


def _sole(seats: pl.DataFrame) -> pl.DataFrame:
    """The days on which a company had one representative only."""
    numbered = seats.with_row_index("_seat").with_columns(pl.col("_seat").cast(pl.Int64))
    alone = levels(numbered, ["actor_id"], n=pl.lit(1), seat=pl.col("_seat")).filter(pl.col("n") == 1)
    lines = numbered.select("other_id", "ledger_id", "source_row", seat="_seat")
    found = alone.join(lines, on="seat").with_columns(known_from="epoch", known_to="epoch_end").drop("n", "seat")
    return spells_of_epochs(found, ["actor_id"], ["other_id"])


def _occasions(cases: pl.DataFrame, decisions: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Days near which a role is entered late: own applications before them, sanctions and formal reports after them."""
    applied = cases.filter(pl.col("attribution").cast(pl.String) == "own")
    is_sanction = pl.col("effect_class").cast(pl.String).is_in(["ban", "revocation", "fee"])
    stands = pl.col("effect").cast(pl.String) == "in_force"
    pieces = [
        applied.select("actor_id", *_RUN, day="applied_at", follows=False),
        decisions.filter(is_sanction, stands).select("actor_id", *_RUN, day="event_date", follows=True),
        reports.filter("counts", pl.col("kind").is_in(FORMAL_REPORTS)).select(
            "actor_id", *_RUN, day="event_date", follows=True
        ),
    ]
    return merged(pl.concat(pieces).drop_nulls("actor_id"), ["actor_id", "day", "follows"])


def _entered_late(seats: pl.DataFrame, formed: pl.DataFrame, occasions: pl.DataFrame) -> pl.DataFrame:
    rows = overlay(seats, formed, "actor_id", ["formed_at"])
    rows = rows.filter(pl.col("formed_at").is_null() | (pl.col("valid_from") > settled_at()))
    pairs = rows.join(occasions, on="actor_id", suffix="_occasion")
    waited = (pl.col("valid_from") - pl.col("day")).dt.total_days()
    is_late = pl.when("follows").then(waited.is_between(0, LATE_DAYS)).otherwise(waited.is_between(-LATE_DAYS, 0))
    pairs = both_known(pairs.filter(is_late), "_occasion").with_columns(
        entered="valid_from", valid_from=pl.max_horizontal("valid_from", "day")
    )
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_from") < pl.col("valid_to"))
    return first_of_each(pairs.filter(lasts), ["actor_id", "other_id", "entered"], ["valid_from"])


def _many_roles(seats: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """The days on which a representative had roles in many active companies outside the group."""
    pair = ["actor_id", "via_person"]
    enough = pl.col("other_id").n_unique().over(pair) >= MANY_ROLES
    roles = shared.filter(enough).select(*pair, *_SIDES)
    many = levels(roles, pair, n=pl.lit(1)).filter(pl.col("n") >= MANY_ROLES).drop("n")
    many = many.with_columns(known_from="epoch", known_to="epoch_end").rename({"via_person": "other_id"})
    periods = spells_of_epochs(many, ["actor_id", "other_id"], []).select("actor_id", "other_id", *_SIDES)
    return together(seats.join(periods, on=["actor_id", "other_id"], suffix="_many"), "_many")


def _short_tenures(seats: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """The days on which a representative's ended stays in circles, here and elsewhere, were short on average.

    A stay that began some time before it was first seen has no known length.
    """
    ended = stays(persons(links)).drop_nulls("valid_to").filter(~pl.col("began_earlier"))
    ended = ended.filter(pl.len().over("other_id") >= SOME_TENURES)
    lasted = (pl.col("valid_to") - pl.col("valid_from")).dt.total_days()
    past = known_only_from(ended, "valid_to").select("other_id", *_RUN, lasted=lasted, valid_from="valid_to")
    past = past.with_columns(valid_to=pl.lit(None, pl.Date))
    means = levels(past, ["other_id"], n=pl.lit(1), days=pl.col("lasted"))
    short = means.filter(pl.col("n") >= SOME_TENURES, pl.col("days") < SHORT_DAYS * pl.col("n")).drop("n", "days")
    short = short.with_columns(known_from="epoch", known_to="epoch_end")
    periods = spells_of_epochs(short, ["other_id"], []).select("other_id", *_SIDES)
    return together(seats.join(periods, on="other_id", suffix="_short"), "_short")
