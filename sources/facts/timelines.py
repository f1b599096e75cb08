"""Rectangles of validity and knowledge: what a register that tells from which day its entries hold says, and when.

The rows are runs of knowledge; how those are made and joined is in `knowledge.py`.
"""

import polars as pl

from sources.facts.knowledge import at_each_epoch, merged

_VERSION = "_version"


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


def _sides(numbered: pl.DataFrame, key: str) -> pl.DataFrame:
    """Each row's ends of validity over runs of knowledge: at every epoch the timeline as it was held then."""
    sides = [_VERSION, key, "valid_from", "valid_to", "known_from", "known_to"]
    held = at_each_epoch(numbered.select(sides), [key]).sort(key, "epoch", "valid_from")
    has_next = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in (key, "epoch"))
    following = pl.when(has_next).then(pl.col("valid_from").shift(-1))
    ends = pl.min_horizontal("valid_to", following)
    timeline = held.select(_VERSION, valid_to=ends, known_from="epoch", known_to="epoch_end")
    return merged(timeline, [_VERSION, "valid_to"])
