"""What may not be shown of an activity, and who is not ranked: places that are protected and natural persons.

Only what follows from the row itself belongs here. Who may see a column is noted on the column (`tables/`).
"""

import functools

import polars as pl

from tables.code_lists import code_list

PROTECTED_NAME = "skyddad uppgift"
SOLE_TRADER_NAME = "enskild näringsidkare"


@functools.cache
def is_sole_trader() -> pl.Expr:
    """The actor is a natural person: by its identifier, or by its legal form."""
    forms = code_list("legal_forms").filter(pl.col("is_natural_person") == "1")["code"].to_list()
    by_identifier = (pl.col("id_type") == "person") | pl.col("actor_id").str.starts_with("P-")
    return by_identifier.fill_null(value=False) | pl.col("legal_form").is_in(forms).fill_null(value=False)


@functools.cache
def is_protected() -> pl.Expr:
    """The place may be shown to nobody. When nothing is said about it, it is protected."""
    return pl.col("address_protected").fill_null(value=True)


@functools.cache
def shown_activity_name() -> pl.Expr:
    """The activity's name as it may be shown: it can give away a protected place or hold a natural person's name."""
    return (
        pl.when(is_protected())
        .then(pl.lit(PROTECTED_NAME))
        .when(is_sole_trader())
        .then(pl.lit(SOLE_TRADER_NAME))
        .otherwise(pl.col("activity_name"))
    )


@functools.cache
def shown_actor_name() -> pl.Expr:
    """The actor's name as it may be shown."""
    return pl.when(is_sole_trader()).then(pl.lit(SOLE_TRADER_NAME)).otherwise(pl.col("actor_name"))


def unless_protected(column: pl.Expr) -> pl.Expr:
    """The column, or null where it would tell where a protected place is."""
    return pl.when(is_protected()).then(None).otherwise(column)
