"""Rectangles of validity and knowledge: what a register that tells from which day its entries hold says, and when.

The rows are runs of knowledge; how those are made and joined is in `knowledge.py`.
"""

from collections.abc import Sequence

import polars as pl

from sources.facts.knowledge import at_each_epoch, merged, nonempty, parted

_VERSION = "_version"
_RUNS = ("known_from", "known_to", "epoch", "epoch_end")


def rectangles(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """The rows cut so that on any day of knowledge exactly one of a key holds on any day of validity it covers.

    On a day of knowledge the timeline of a key is its latest-known row of each `valid_from`; a row lasts to its own
    `valid_to`, where it has one, or to the start of the next one if that comes first.
    """
    numbered = rows.with_row_index(_VERSION)
    if "valid_to" not in rows.columns:
        numbered = numbered.with_columns(valid_to=pl.lit(None, pl.Date))
    whole = numbered.drop("valid_to", "known_from", "known_to")
    return whole.join(_sides(numbered, key), on=_VERSION).drop(_VERSION)


def spells(rows: pl.DataFrame, key: Sequence[str], by: Sequence[str], last: Sequence[str] = ()) -> pl.DataFrame:
    """Join what follows day upon day and agrees in `by` to one row, as it was held at every moment of knowledge.

    Args:
        rows: rectangles of which at most one of a key holds on any day of validity and knowledge.
        key: what has a timeline; a row without it is left out.
        by: what must be the same from row to row.
        last: columns taken from the last row that is joined; all others come from the first.
    """
    return spells_of_epochs(at_each_epoch(rows, key), key, by, last)


def spells_of_epochs(
    held: pl.DataFrame, key: Sequence[str], by: Sequence[str], last: Sequence[str] = ()
) -> pl.DataFrame:
    """`spells` of rows that stand at each epoch already, as `at_each_epoch` gives them."""
    held = held.sort(*key, "epoch", "valid_from")
    begins = _changes([*key, "epoch", *by]) | pl.col("valid_from").ne_missing(pl.col("valid_to").shift())
    numbered = held.with_columns(_spell=begins.fill_null(value=True).cum_sum())
    alone, several = parted(numbered.with_columns(known_from="epoch", known_to="epoch_end"), "_spell")
    first = [name for name in held.columns if name not in (*_RUNS, "valid_to", *last)]
    joined = several.group_by("_spell", maintain_order=True).agg(
        pl.col(*first, "known_from", "known_to").first(), pl.col("valid_to", *last).last()
    )
    whole = pl.concat([alone.select(joined.columns), joined]).sort("_spell")
    said = [name for name in whole.columns if name not in ("_spell", *_RUNS, "ledger_id", "source_row")]
    return merged(whole, said).select(name for name in held.columns if name not in ("epoch", "epoch_end"))


def together(pairs: pl.DataFrame, suffix: str) -> pl.DataFrame:
    """The pairs cut to the days on which both held and both were known; the other's sides carry `suffix`."""
    sides = {
        side: (pl.max_horizontal if side.endswith("from") else pl.min_horizontal)(side, side + suffix)
        for side in ("valid_from", "valid_to", "known_from", "known_to")
    }
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_from") < pl.col("valid_to"))
    return pairs.with_columns(**sides).filter(nonempty(), lasts).drop([side + suffix for side in sides])


def _changes(columns: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in columns)


def _sides(numbered: pl.DataFrame, key: str) -> pl.DataFrame:
    """Each row's ends of validity over runs of knowledge: at every epoch the timeline as it was held then."""
    sides = [_VERSION, key, "valid_from", "valid_to", "known_from", "known_to"]
    held = at_each_epoch(numbered.select(sides), [key]).sort(key, "epoch", "valid_from")
    has_next = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in (key, "epoch"))
    following = pl.when(has_next).then(pl.col("valid_from").shift(-1))
    ends = pl.min_horizontal("valid_to", following)
    timeline = held.select(_VERSION, valid_to=ends, known_from="epoch", known_to="epoch_end")
    return merged(timeline, [_VERSION, "valid_to"])
