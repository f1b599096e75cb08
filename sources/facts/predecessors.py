"""Which activity goes on from which: registered anew at the same address, by the same person, or after a takeover.

One that keeps its key when it changes hands is the same activity and has its history already. What had happened at a
predecessor is in `predecessor_events.py`; why it is as it is: `docs/decisions/0051-history-follows-re-registration.md`.
"""

import polars as pl

from sources.facts.addresses import comparable
from sources.facts.circles import STRENGTHS, persons, stays
from sources.facts.knowledge import (
    at_each_epoch,
    both_known,
    conform,
    first_of_each,
    known_only_from,
    merged,
    overlay,
    superseded,
)
from sources.facts.nearness import lately, near, soon
from sources.facts.pairs import first_known
from tables import core, raw

#: The earlier activity closed within so many months before or after the later one opened.
NEAR_MONTHS = 12
#: Of activities that have everything in common in one year, those that were known first are held against the others.
MANY = 20
#: Relations that pass a business on: a takeover that was registered, and an activity that changed hands.
PASSED_ON = ("takeover", "activity_from")
_RUN = ["known_from", "known_to"]
_SIDES = ["valid_from", "valid_to", *_RUN]
_BEGINS = ["activity_id", "actor_id", "opened_at", "ledger_id", "source_row"]
_ENDS = ["former_activity_id", "former_id", "former_opened", "closed_at"]
_KEY = "\x1f"


def predecessors(versions: pl.DataFrame, links: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """One row per activity, predecessor and sign of it, but for the pairs that a person has rejected."""
    lives = _lives(versions)
    begins = known_only_from(lives.select(*_BEGINS, "form", "site", "place", *_RUN), "opened_at")
    ends = known_only_from(
        lives.drop_nulls("closed_at").select(
            former_activity_id="activity_id", former_id="last_actor", former_opened="opened_at", closed_at="closed_at",
            form="last_form", site="last_site", place="last_place", known_from="known_from", known_to="known_to",
        ),
        "closed_at",
    )  # fmt: skip
    signs = {
        "address": _paired(ends, begins, "site"),
        "person": _through_persons(ends, begins, links),
        "takeover": _passed_on(ends, begins, links),
    }
    rows = pl.concat([pairs.with_columns(basis=pl.lit(basis)) for basis, pairs in signs.items()])
    said = [*_BEGINS, *_ENDS, "basis"]
    rows = _not_rejected(merged(rows.select(*said, *_RUN), said), decided).with_columns(
        same_actor=pl.col("actor_id") == pl.col("former_id"),
        event_date=pl.max_horizontal("opened_at", "closed_at"),
    )
    return conform(rows, core.Predecessor, ["activity_id", "former_activity_id", "basis"])


def _lives(versions: pl.DataFrame) -> pl.DataFrame:
    """Each activity from opening to closing as held at every moment: whose, which form and where, at both ends.

    One that has or had a protected address at any time has no place: what it goes on from would tell where it is.
    """
    columns = ["activity_id", "actor_id", "form_code", "municipality_code", "address", "address_protected", "is_open"]
    held = at_each_epoch(versions.select(*columns, *_SIDES, "ledger_id", "source_row"), ["activity_id"])
    is_secret = pl.col("address_protected").any().over("activity_id", "epoch")
    place = pl.when(~is_secret).then("municipality_code")
    held = held.with_columns(place=place).with_columns(
        site=pl.concat_str("form_code", "place", comparable("address"), separator=_KEY)
    )
    opened = held.filter("is_open").sort("activity_id", "epoch", "valid_from")
    lives = opened.group_by("activity_id", "epoch", "epoch_end", maintain_order=True).agg(
        pl.col("actor_id", "site", "place", "ledger_id", "source_row").first(),
        opened_at=pl.col("valid_from").first(),
        form=pl.col("form_code").first(),
        closed_at=pl.col("valid_to").last(),
        last_actor=pl.col("actor_id").last(),
        last_form=pl.col("form_code").last(),
        last_site=pl.col("site").last(),
        last_place=pl.col("place").last(),
    )
    lives = lives.rename({"epoch": "known_from", "epoch_end": "known_to"})
    return merged(lives, [name for name in lives.columns if name not in (*_RUN, "ledger_id", "source_row")])


def _paired(ends: pl.DataFrame, begins: pl.DataFrame, by: str) -> pl.DataFrame:
    """Activities that closed and others, opened later, that opened near that day, with the same `by`.

    Years part the work: an end is held against beginnings of its own calendar year, the one before and the one after.
    """
    year = pl.col("closed_at").dt.year()
    gone = ends.with_columns(_by=pl.concat_str(by, year, separator=_KEY)).drop("form", "site", "place")
    gone = first_known(gone, "_by", "former_activity_id", MANY)
    years = pl.concat_list(pl.col("opened_at").dt.year() + step for step in (-1, 0, 1))
    come = begins.with_columns(_year=years).explode("_year")
    come = come.with_columns(_by=pl.concat_str(by, "_year", separator=_KEY)).select(*_BEGINS, "_by", *_RUN)
    pairs = gone.drop_nulls("_by").join(come.drop_nulls("_by"), on="_by", suffix="_begun")
    is_later = pl.col("opened_at") > pl.col("former_opened")
    is_other = pl.col("activity_id") != pl.col("former_activity_id")
    pairs = pairs.filter(is_other, is_later, near("opened_at", "closed_at", NEAR_MONTHS))
    return both_known(pairs, "_begun").select(*_BEGINS, *_ENDS, *_RUN)


def _through_persons(ends: pl.DataFrame, begins: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """The first activity that an actor opens in a form, where somebody decisive lately was so in one that closed one.

    Only the first: between the homes of an established actor, persons in common say nothing of what goes on from what.
    """
    decisive = persons(links).filter(pl.col("strength") <= STRENGTHS.index("decisive"))
    concerned = decisive.filter(pl.col("actor_id").is_in(ends["former_id"].unique().implode()))["other_id"].unique()
    held = stays(decisive.filter(pl.col("other_id").is_in(concerned.implode())))
    held = known_only_from(held, "valid_from").select("actor_id", *_SIDES, person="other_id")
    there = held.rename({"actor_id": "former_id"})
    left = ends.join(there, on="former_id", suffix="_there").filter(lately("closed_at", NEAR_MONTHS))
    gone = both_known(left, "_there")
    first = first_of_each(begins, ["actor_id", "form"], ["opened_at", "activity_id"])
    come = both_known(first.join(held, on="actor_id", suffix="_here").filter(soon("opened_at", NEAR_MONTHS)), "_here")
    by = pl.concat_str("person", "form", separator=_KEY).alias("who")
    pairs = _paired(gone.with_columns(by), come.with_columns(by), "who")
    return pairs.filter(pl.col("actor_id") != pl.col("former_id"))


def _passed_on(ends: pl.DataFrame, begins: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """In the same municipality and form, where the one actor took over from the other near both days."""
    moves = links.filter(pl.col("other_kind").cast(pl.String) == "actor", pl.col("relation").is_in(PASSED_ON))
    moves = known_only_from(moves.select("actor_id", *_RUN, former_id="other_id", moved_at="valid_from"), "moved_at")
    gone = ends.join(moves.rename({"actor_id": "to"}), on="former_id", suffix="_moved")
    gone = both_known(gone.filter(near("moved_at", "closed_at", NEAR_MONTHS)), "_moved")
    come = begins.with_columns(to=pl.col("actor_id"))
    by = pl.concat_str("to", "form", "place", separator=_KEY).alias("which")
    return _paired(gone.with_columns(by), come.with_columns(by), "which").filter(
        pl.col("actor_id") != pl.col("former_id")
    )


def _not_rejected(rows: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """The rows outside the days on which a person's rejection of the pair stood."""
    pair = pl.concat_str("activity_id", "former_activity_id", separator=_KEY).alias("_pair")
    stands = known_only_from(superseded(decided, raw.PredecessorDecision).filter("is_rejected"), "decided_at")
    stands = merged(stands.select(pair, "is_rejected", *_RUN), ["_pair"])
    told = overlay(rows.with_columns(pair), stands, "_pair", ["is_rejected"])
    return told.filter(pl.col("is_rejected").is_null()).drop("_pair", "is_rejected")
