"""Organisation numbers that cannot be right, or that the company register does not know.

Natural persons have no number here: their pseudonym says nothing about it, and no rule is about them.
"""

import polars as pl

from sources.facts.codes import attribute, has
from sources.facts.knowledge import known_only_from, merged, overlay
from tables.core import ActorFault

#: The company register is read every week; a new number is unknown there only after so many days.
_DAYS_TO_LEARN = 14
_NUMBER = r"^[0-9]{10}$"
#: A test number is told apart, and is no less wrong in a register.
_WRONG_DIGITS = ["wrong_check_digit", "test_number"]
_COLUMNS = ["actor_id", "rule", "valid_from", "known_from", "known_to", "ledger_id", "source_row"]


def identity_faults(known_actors: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Rows for the rules of kind `identity`, each from when the register first held the number to be the actor's.

    Args:
        known_actors: the actors.
        companies: the company register's picture; as long as it says nothing of anybody, no number is unknown there.
    """
    numbered = known_actors.filter(pl.col("actor_id").str.contains(_NUMBER))
    numbered = numbered.with_columns(valid_from="known_from")
    groups = attribute("legal_form", "legal_forms", "group_digits").str.split("|")
    in_group = groups.list.contains(pl.col("actor_id").str.head(1))
    found = [
        _broken(numbered.filter(pl.col("id_check").is_in(_WRONG_DIGITS)), "check_digit"),
        _broken(numbered.filter(groups.is_not_null() & ~in_group), "group_digit"),
        _broken(_unknown(numbered, companies), "unknown_number"),
    ]
    return (
        pl.concat(found).with_columns(valid_to=pl.lit(None, pl.Date)).select(name for name in ActorFault.column_names())
    )


def _unknown(numbered: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Companies while the company register, which says something by then, says nothing of them."""
    listed = merged(companies.select("actor_id", "known_from", "known_to"), ["actor_id"])
    own = overlay(
        numbered.filter(has("legal_form", "legal_forms", "is_company")),
        listed.with_columns(there=True),
        "actor_id",
        ["there"],
    )
    absent = own.filter(pl.col("there").is_null()).with_columns(since=pl.lit(listed["known_from"].min(), pl.Date))
    absent = known_only_from(absent.drop_nulls("since"), "since")
    return absent.with_columns(valid_from=pl.col("known_from").dt.offset_by(f"{_DAYS_TO_LEARN}d"))


def _broken(rows: pl.DataFrame, rule: str) -> pl.DataFrame:
    return merged(rows.with_columns(rule=pl.lit(rule)).select(_COLUMNS), ["actor_id"])
