"""Entries of the register that contradict themselves or what has been notified; and those outside the permit.

Each rule gives rectangles of the days on which it was broken and known to be. The rules are listed in the code list
`register_rules`; they are put together in `faults.py`.
"""

import polars as pl

from sources.facts.addresses import comparable
from sources.facts.knowledge import at_each_epoch, first_of_each
from sources.facts.spans import needs_permit
from sources.facts.timelines import rectangles, together

RUNS = ["valid_from", "valid_to", "known_from", "known_to"]
SIDES = [*RUNS, "ledger_id", "source_row"]
COLUMNS = ["activity_id", "actor_id", "rule", "detail", *SIDES]
#: What a notification says of whether the activity operates; on one day the one furthest down holds.
_STATES = ["closure", "temporary_stop", "resume", "new"]


def contradictions(entries: pl.DataFrame, notified: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows for the rules of kind `contradiction`.

    Args:
        entries: open versions with the register's fields.
        notified: the notifications.
    """
    active = entries.filter(pl.col("operating_status") == "active")
    return [
        _reversed_ages(entries),
        _without_permit(entries),
        _overlaid(entries),
        _against(active, notified, "closure", "active_after_closure"),
        _against(active, notified, "temporary_stop", "active_during_stop"),
    ]


def scope_breaches(entries: pl.DataFrame, permits: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows for the rules of kind `scope`: the entry against the permit whose number it states, while both hold.

    Args:
        entries: open versions with the register's fields.
        permits: runs of knowledge of permits with their limits.
    """
    limits = ["max_places", "target_groups", "age_from", "age_to", "address", *RUNS]
    allowed = permits.select("permit_no", *limits)
    pairs = together(entries.filter(needs_permit()).join(allowed, on="permit_no", suffix="_permit"), "_permit")
    more = pl.col("max_places") > pl.col("max_places_permit")
    younger, older = pl.col("age_from") < pl.col("age_from_permit"), pl.col("age_to") > pl.col("age_to_permit")
    outside = _groups("target_groups").list.set_difference(_groups("target_groups_permit"))
    elsewhere = comparable("address") != comparable("address_permit")
    ages = pl.format("{}–{} / {}–{}", *_shown("age_from", "age_to", "age_from_permit", "age_to_permit"))
    return [
        _broken(pairs, more, "places_over_permit", pl.format("{} / {}", *_shown("max_places", "max_places_permit"))),
        _broken(pairs, outside.list.len() > 0, "group_outside_permit", outside.list.sort().list.join("|")),
        _broken(pairs, younger.fill_null(value=False) | older.fill_null(value=False), "age_outside_permit", ages),
        _broken(pairs, elsewhere & ~pl.col("address_protected"), "address_outside_permit"),
    ]


def _reversed_ages(entries: pl.DataFrame) -> pl.DataFrame:
    detail = pl.format("{}–{}", *_shown("age_from", "age_to"))
    return _broken(entries, pl.col("age_from") > pl.col("age_to"), "age_span_reversed", detail)


def _without_permit(entries: pl.DataFrame) -> pl.DataFrame:
    return _broken(entries, needs_permit() & pl.col("permit_no").is_null(), "permit_not_stated")


def _overlaid(entries: pl.DataFrame) -> pl.DataFrame:
    """Open entries that begin before an earlier open one is to end, by what that one says itself."""
    cut = entries.filter(pl.col("valid_to") < pl.col("stated_until")).select("activity_id").unique()
    concerned = entries.join(cut, on="activity_id", how="semi")
    held = at_each_epoch(concerned, ["activity_id"]).sort("activity_id", "epoch", "valid_from")
    until = pl.col("stated_until").cum_max().forward_fill().shift().over("activity_id", "epoch")
    later = held.with_columns(valid_to=pl.min_horizontal("valid_to", until)).filter(until > pl.col("valid_from"))
    return _broken(
        later.with_columns(known_from="epoch", known_to="epoch_end"), pl.lit(value=True), "two_open_versions"
    )


def _against(active: pl.DataFrame, notified: pl.DataFrame, kind: str, rule: str) -> pl.DataFrame:
    """Active entries while what was last notified of the activity is of another kind of state."""
    told = notified.filter(pl.col("kind").is_in(_STATES)).select(
        "activity_id", "kind", "known_from", "known_to", valid_from="event_date"
    )
    concerned = told.filter(pl.col("kind") == kind).select("activity_id").unique()
    told = told.join(concerned, on="activity_id", how="semi")
    told = told.with_columns(place=pl.col("kind").replace_strict(_STATES, range(len(_STATES)), return_dtype=pl.Int32))
    told = first_of_each(told, ["activity_id", "valid_from"], ["place"], descending=True)
    states = rectangles(told, "activity_id").filter(pl.col("kind") == kind).select("activity_id", *RUNS)
    pairs = together(active.join(states, on="activity_id", suffix="_told"), "_told")
    return _broken(pairs, pl.lit(value=True), rule)


def _broken(rows: pl.DataFrame, condition: pl.Expr, rule: str, detail: pl.Expr | None = None) -> pl.DataFrame:
    said = pl.lit(None, pl.String) if detail is None else detail
    return rows.filter(condition).with_columns(rule=pl.lit(rule), detail=said).select(COLUMNS)


def _groups(column: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.replace_all(" ", "").str.split("|")


def _shown(*columns: str) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.String).fill_null("") for name in columns]
