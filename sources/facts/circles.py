"""Persons of an actor's circle, whatever their roles there: how long they stayed, and the seats of the board.

Roles one by one are in `links.py`; changes of the circle in `circle_changes.py`.
"""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from sources.facts.codes import attribute, codes_with
from sources.facts.knowledge import at_each_epoch, conform, first_of_each, merged, nonempty, overlay, parted
from sources.facts.notifications import months_later
from tables import core

#: How strong a role links, strongest first.
STRENGTHS = ("owner", "decisive", "board")
#: Changes of the first months belong to the forming of a company.
FORMING_MONTHS = 3
_FAR = dt.date(9999, 12, 31)
_SIDES = ["valid_from", "valid_to", "known_from", "known_to", "ledger_id", "source_row"]


def persons(links: pl.DataFrame, flag: str = "in_circle") -> pl.DataFrame:
    """Roles of persons whose attribute `flag` is set in the code list, with `strength`: the place in `STRENGTHS`."""
    is_person = pl.col("other_kind").cast(pl.String) == "person"
    link = attribute("relation", "roles", "link")
    return links.filter(is_person, pl.col("relation").is_in(codes_with("roles", flag))).select(
        "actor_id",
        "other_id",
        "relation",
        *_SIDES,
        began_earlier=pl.col("began_earlier").fill_null(value=False),
        strength=link.replace_strict(list(STRENGTHS), range(len(STRENGTHS)), default=None, return_dtype=pl.Int8),
    )


def named_strength(strength: str | pl.Expr) -> pl.Expr:
    """The name of a place in `STRENGTHS`; null where there is none."""
    place = pl.col(strength) if isinstance(strength, str) else strength
    return place.replace_strict(range(len(STRENGTHS)), STRENGTHS, default=None, return_dtype=pl.String)


def stays(roles: pl.DataFrame, key: Sequence[str] = ("actor_id", "other_id")) -> pl.DataFrame:
    """Unbroken time in one role or another, as held at every moment of knowledge, with the strongest role in it."""
    held = at_each_epoch(roles.with_columns(_end=pl.col("valid_to").fill_null(_FAR)), key)
    timeline = [*key, "epoch"]
    held = held.sort(*timeline, "valid_from", "_end", "relation").with_columns(
        _line=pl.struct(timeline).rle_id(), known_from="epoch", known_to="epoch_end"
    )
    alone, several = parted(held, "_line")
    reach = pl.col("_end").cum_max().shift().over("_line")
    several = several.with_columns(_stay=(reach.is_null() | (pl.col("valid_from") > reach)).cum_sum())
    joined = several.group_by("_stay", maintain_order=True).agg(
        pl.col(*key, "valid_from", "began_earlier", "ledger_id", "source_row", "known_from", "known_to").first(),
        pl.col("strength").min(),
        pl.col("_end").max(),
    )
    whole = pl.concat([joined.drop("_stay"), alone.select(joined.drop("_stay").columns)])
    whole = whole.with_columns(valid_to=pl.when(pl.col("_end") < _FAR).then("_end"))
    said = [*key, "valid_from", "valid_to", "strength", "began_earlier"]
    return merged(whole, said).select(*key, "strength", "began_earlier", *_SIDES)


def present(people: pl.DataFrame) -> pl.DataFrame:
    """Stays as runs of knowledge: from the first day they were known and lasting to the day they were over."""
    return people.with_columns(
        known_from=pl.max_horizontal("known_from", "valid_from"), known_to=pl.min_horizontal("known_to", "valid_to")
    ).filter(nonempty())


def formations(events: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """When each company was formed, as known: by its registration, else by what its entry says."""
    registered = events.filter(pl.col("kind") == "registered").select(
        "actor_id", "known_from", "known_to", formed_at="event_date", place=0
    )
    entered = companies.drop_nulls("formed_at").select("actor_id", "known_from", "known_to", "formed_at", place=1)
    first = first_of_each(pl.concat([registered, entered]), ["actor_id"], ["place", "formed_at"])
    return merged(first.select("actor_id", "formed_at", "known_from", "known_to"), ["actor_id", "formed_at"])


def settled_at() -> pl.Expr:
    """The day from which a board is no longer the one a company was formed with."""
    return months_later(pl.col("formed_at"), FORMING_MONTHS)


def board_seats(links: pl.DataFrame, events: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Stays on the board and in the management; who was there when the forming was over was there from the start."""
    rows = overlay(stays(persons(links, "is_board")), formations(events, companies), "actor_id", ["formed_at"])
    is_first = (pl.col("valid_from") <= settled_at()).fill_null(value=False)
    left_before = (is_first & (pl.col("valid_to") <= settled_at())).fill_null(value=False)
    rows = rows.filter(~left_before).with_columns(
        is_first=is_first,
        valid_from=pl.when(is_first).then("formed_at").otherwise("valid_from"),
        known_from=pl.when(is_first).then(pl.max_horizontal("known_from", settled_at())).otherwise("known_from"),
    )
    rows = merged(rows.filter(nonempty()), ["actor_id", "other_id", "is_first", "valid_from", "valid_to"])
    return conform(rows, core.BoardSeat, ["actor_id", "other_id", "valid_from"])
