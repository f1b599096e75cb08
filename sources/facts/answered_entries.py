"""What sources answered about companies where the company register's own entries say nothing: seat and owner state.

An answer tells how it is on the day it was given. It fills in what an entry leaves out, never what it says otherwise.
"""

import polars as pl

from sources.facts.knowledge import first_of_each, merged, overlay, superseded
from tables import raw
from tables.code_lists import codes_of

#: Field of an answer → column of an entry, and the code list of both.
FILLED = {"seat": ("municipality_code", "municipalities"), "owner_state": ("owner_state", "beneficial_owner_states")}
_RUN = ("known_from", "known_to", "ledger_id", "source_row")


def with_answers(entries: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Company entries with what they leave out filled in from the day it was answered; being down is no answer.

    Args:
        entries: rectangles of validity and knowledge, with `actor_id`.
        answers: delivered company answers.
    """
    told = superseded(answers.filter(pl.col("state") != "source_down"), raw.CompanyAnswer)
    told = told.filter(pl.col("state") == "value").rename({"operator_id": "actor_id"})
    for field, (column, codes) in FILLED.items():
        legal = told.filter(pl.col("field") == field, pl.col("value").is_in(codes_of(codes)))
        if not legal.is_empty():
            entries = _filled(entries, legal.with_columns(_on="known_from"), column)
    return entries


def _filled(entries: pl.DataFrame, told: pl.DataFrame, column: str) -> pl.DataFrame:
    """Of several sources the one that answered last; entries that were over before the answer are left as they are."""
    latest = first_of_each(told, ["actor_id"], ["_on", "source", "registration_no"], descending=[True, False, False])
    is_open = pl.col(column).is_null() & pl.col("actor_id").is_in(latest["actor_id"].unique().to_list())
    pieces = overlay(entries.filter(is_open), latest, "actor_id", ["value", "_on"])
    still_holds = pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("_on"))
    pieces = pieces.with_columns(pl.when(still_holds).then("value").alias(column)).select(entries.columns)
    pieces = merged(pieces, [name for name in entries.columns if name not in _RUN])
    return pl.concat([entries.filter(~is_open), pieces])
