"""Runs of knowledge: from which day to which day the inspectorate held something to be so.

Every function takes and gives frames with `known_from` and `known_to` (the first day it no longer held; null while it
does). What a row says, and about whom, does not belong here.
"""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from tables.base import Table
from tables.raw import Delivery

_FAR = dt.date(9999, 12, 31)
_ROW, _ORDER = "_row", "_order"
_PLACE = ("ledger_id", "source_row", "known_from", "known_to")


def superseded(raw: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    """Delivered rows as runs of knowledge: a later `known_at` for the same key ends the earlier row.

    Of rows with the same key and the same `known_at` the last in the frame (the latest landed) holds. A row that
    repeats what was already held starts nothing new.
    """
    key = contract.key()
    rows = raw.rename({"known_at": "known_from"}).with_columns(known_to=pl.lit(None, pl.Date))
    repeated = rows.select(pl.struct(key).is_duplicated()).to_series()
    several = rows.filter(repeated).unique([*key, "known_from"], keep="last").sort(*key, "known_from")
    several = several.filter(_differs([name for name in several.columns if name not in _PLACE]))
    following = pl.when(~_differs(key).shift(-1)).then(pl.col("known_from").shift(-1))
    return pl.concat([rows.filter(~repeated), several.with_columns(known_to=following)])


def at_each_epoch(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Each row once for every epoch of its key in which it is held, with the columns `epoch` and `epoch_end`.

    An epoch begins on each day on which a row of the key begins or ends. Rows with an empty key are left out.
    """
    rows = rows.drop_nulls(list(key))
    shared = rows.select(pl.struct(key).is_duplicated()).to_series()
    alone = rows.filter(~shared).with_columns(epoch="known_from", epoch_end="known_to")
    many = rows.filter(shared)
    starts, ends = (many.select(*key, epoch=edge).drop_nulls("epoch") for edge in ("known_from", "known_to"))
    epochs = pl.concat([starts, ends]).unique().sort(*key, "epoch")
    epochs = epochs.with_columns(epoch_end=pl.when(~_differs(key).shift(-1)).then(pl.col("epoch").shift(-1)))
    held = many.join(epochs, on=key).filter(
        pl.col("known_from") <= pl.col("epoch"),
        pl.col("known_to").is_null() | (pl.col("epoch") < pl.col("known_to")),
    )
    return pl.concat([alone, held.select(alone.columns)])


def first_of_each(
    rows: pl.DataFrame, key: Sequence[str], order: Sequence[str], *, descending: Sequence[bool] | bool = False
) -> pl.DataFrame:
    """At every moment of knowledge the one row of each key that comes first in `order`; disjoint runs per key."""
    numbered = rows.with_row_index(_ROW)
    columns = dict.fromkeys([_ROW, *key, *order, "known_from", "known_to"])
    held = at_each_epoch(numbered.select(*columns), key)
    chosen = held.sort(order, descending=descending, nulls_last=True).unique([*key, "epoch"], keep="first")
    runs = merged(chosen.select(_ROW, known_from="epoch", known_to="epoch_end"), [_ROW])
    return numbered.drop("known_from", "known_to").join(runs, on=_ROW).drop(_ROW)


def merged(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Join runs of knowledge that touch or overlap and agree in the columns `by`; the rest comes from the first."""
    ordered = rows.sort(*by, "known_from", maintain_order=True)
    ordered = ordered.with_columns(_group=pl.struct(by).rle_id()).with_row_index(_ORDER)
    alone, several = parted(ordered, "_group")
    several = several.with_columns(_end=pl.col("known_to").fill_null(_FAR))
    reach = pl.col("_end").cum_max().shift().over("_group")
    several = several.with_columns(_starts=reach.is_null() | (pl.col("known_from") > reach))
    whole = several.with_columns(_end=pl.col("_end").max().over(pl.col("_starts").cum_sum())).filter("_starts")
    open_end = pl.when(pl.col("_end") < _FAR).then("_end")
    joined = whole.with_columns(known_to=open_end).select(alone.columns)
    return pl.concat([alone, joined]).sort(_ORDER).drop("_group", _ORDER)


def parted(ordered: pl.DataFrame, group: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that are the only ones of their group, and those of larger ones; the rows of a group stand together.

    Most groups have one row, and a window or an aggregation over each of them costs far more than to set them aside.
    """
    one = pl.col(group)
    is_alone = one.ne_missing(one.shift()) & one.ne_missing(one.shift(-1))
    told = ordered.select(is_alone).to_series()
    return ordered.filter(told), ordered.filter(~told)


def overlay(
    base: pl.DataFrame, other: pl.DataFrame, on: str, values: Sequence[str], *, during: str | None = None
) -> pl.DataFrame:
    """Split the runs of `base` where what `other` says about the same `on` changes; null where it says nothing.

    Args:
        base: the facts; gets the columns `values`.
        other: at most one row per key and moment of knowledge (and, with `during`, day of validity).
        on: the key of `other`; may be null in `base`.
        values: the columns taken from `other`.
        during: a date in `base` that must lie within the validity of the row of `other`.
    """
    numbered = base.with_row_index(_ROW)
    pieces = _pieces(numbered, other, on, values, during)
    parts = pl.concat([pieces, *_gaps(numbered, pieces)], how="diagonal")
    split = parts.select(pl.col(_ROW).is_duplicated()).to_series()
    parts = pl.concat([parts.filter(~split), merged(parts.filter(split), [_ROW, *values])])
    return numbered.drop("known_from", "known_to").join(parts, on=_ROW).drop(_ROW)


def flagged(base: pl.DataFrame, runs: pl.DataFrame, on: str, name: str) -> pl.DataFrame:
    """Split the runs of `base` by whether any of `runs` holds for the same `on`, told in the column `name`."""
    held = merged(runs.select(on, "known_from", "known_to"), [on]).with_columns(pl.lit(value=True).alias(name))
    return overlay(base, held, on, [name]).with_columns(pl.col(name).fill_null(value=False))


def both_known(pairs: pl.DataFrame, suffix: str) -> pl.DataFrame:
    """The pairs cut to the days on which both sides were known; the sides of the other carry `suffix`."""
    start, end = f"known_from{suffix}", f"known_to{suffix}"
    cut = pairs.with_columns(
        known_from=pl.max_horizontal("known_from", start), known_to=pl.min_horizontal("known_to", end)
    )
    return cut.filter(nonempty()).drop(start, end)


def nonempty() -> pl.Expr:
    """Whether a run of knowledge holds any day at all."""
    return pl.col("known_to").is_null() | (pl.col("known_from") < pl.col("known_to"))


def known_only_from(rows: pl.DataFrame, day: str) -> pl.DataFrame:
    """The same rows, known no earlier than the date in the column `day`; what never was known falls away."""
    return rows.with_columns(known_from=pl.max_horizontal("known_from", day)).filter(nonempty())


def during(rows: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
    """The same rows, known only from the date in the column `start` to the one in `end` (null: no end)."""
    return rows.with_columns(
        known_from=pl.max_horizontal("known_from", start), known_to=pl.min_horizontal("known_to", end)
    ).filter(nonempty())


def conform(rows: pl.DataFrame, contract: type[Table], by: Sequence[str]) -> pl.DataFrame:
    """The contract's columns and types, sorted by `by`, then by when it was known."""
    typed = rows.select(pl.col(name).cast(column.dtype) for name, column in contract.columns().items())
    return typed.sort(*by, "known_from", nulls_last=True)


def _differs(columns: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in columns)


def _pieces(
    numbered: pl.DataFrame, other: pl.DataFrame, on: str, values: Sequence[str], during: str | None
) -> pl.DataFrame:
    needles = numbered.select(_ROW, on, "known_from", "known_to", *([during] if during else [])).drop_nulls(on)
    validity = ["valid_from", "valid_to"] if during else []
    hits = needles.join(other.select(on, *values, *validity, start="known_from", end="known_to"), on=on)
    if during:
        hits = hits.filter(
            pl.col(during) >= pl.col("valid_from"),
            pl.col("valid_to").is_null() | (pl.col(during) < pl.col("valid_to")),
        )
    clipped = hits.with_columns(
        known_from=pl.max_horizontal("known_from", "start"), known_to=pl.min_horizontal("known_to", "end")
    )
    return clipped.filter(nonempty()).select(_ROW, *values, "known_from", "known_to")


def _gaps(numbered: pl.DataFrame, pieces: pl.DataFrame) -> list[pl.DataFrame]:
    """The parts of each numbered run that no piece covers: before and between, after, and where there is none."""
    runs = numbered.select(_ROW, "known_from", "known_to")
    held = pieces.select(_ROW, "known_from", "known_to").join(
        runs.rename({"known_from": "first", "known_to": "last"}), on=_ROW
    )
    held = held.sort(_ROW, "known_from")
    is_first, is_last = (pl.col(_ROW).ne_missing(pl.col(_ROW).shift(step)) for step in (1, -1))
    since = pl.when(is_first).then("first").otherwise(pl.col("known_to").shift())
    before = held.select(_ROW, known_from=since, known_to="known_from").filter(nonempty())
    ends_early = pl.col("last").is_null() | (pl.col("known_to") < pl.col("last"))
    after = held.filter(is_last & pl.col("known_to").is_not_null() & ends_early)
    return [
        before,
        after.select(_ROW, known_from="known_to", known_to="last"),
        runs.join(pieces, on=_ROW, how="anti"),
    ]
