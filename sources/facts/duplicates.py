"""Open activities of one form at one address: a takeover that was not told, or one home entered twice.

Protected addresses take no part. That two entries look alike joins nothing; a person has to look.
"""

import polars as pl

from sources.facts.addresses import comparable
from sources.facts.contradictions import COLUMNS, SIDES
from sources.facts.pairs import known_pairs
from sources.facts.timelines import spells, together

#: At an address with more activities of one form, those that came after so many are held against these only.
_MANY = 20
_RUNS = ("valid_from", "valid_to", "known_from", "known_to")


def possible_duplicates(entries: pl.DataFrame) -> pl.DataFrame:
    """Rows for the rule `possible_duplicate`, one for each other activity; `detail` is the other's key."""
    there = comparable("address")
    placed = entries.filter(~pl.col("address_protected")).select(
        "activity_id", "actor_id", *SIDES, unit=pl.concat_str("form_code", "municipality_code", there, separator="\n")
    )
    placed = spells(placed.drop_nulls("unit"), ["activity_id"], ["unit"], ["actor_id"])
    pairs = known_pairs(placed, "unit", "activity_id", _MANY)
    pairs = pairs.select(*placed.columns, "activity_id_other", *(f"{side}_other" for side in _RUNS))
    pairs = together(pairs, "_other").rename({"activity_id_other": "detail"})
    return pairs.with_columns(rule=pl.lit("possible_duplicate")).select(COLUMNS)
