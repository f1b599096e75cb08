"""What is left of operators and names once natural persons are gone: an allow-list of who is surely a legal person."""

import polars as pl

from indicators import secrecy
from tables.code_lists import code_list

UNKNOWN_ACTOR = "okänd aktör"
SOLE_TRADERS_ACTIVITY = "enskild näringsidkares verksamhet"
UNNAMED, NOT_SHOWN = "uppgift saknas", "namnet visas inte"
#: Identities of which none can be a person's number; of the first, the number is right as well.
_RIGHT, _NOBODYS = "ok", ("ok", "wrong_check_digit", "foreign")


def is_legal_person() -> pl.Expr:
    """The row's actor is surely a legal person: by its identifier, by its legal form, and by how the number looks."""
    forms = code_list("legal_forms").filter((pl.col("is_natural_person") == "0") & (pl.col("code") != "OKAND"))
    told = (
        (pl.col("id_type") == "organisation")
        & pl.col("legal_form").is_in(forms["code"].to_list())
        & pl.col("id_check").is_in(_NOBODYS)
    )
    return told.fill_null(value=False) & ~secrecy.is_sole_trader()


def as_exported(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows with operator_number, operator_name and activity_name in place of who the actor is and what it is called.

    Args:
        frame: actor_id, id_type, id_check, legal_form, actor_name, activity_name; and whatever else.
    """
    legal, trader = is_legal_person(), secrecy.is_sole_trader()
    unknown = pl.when(pl.col("id_type") == "stub").then(pl.lit(UNKNOWN_ACTOR)).otherwise(pl.lit(NOT_SHOWN))
    otherwise = pl.when(trader).then(pl.lit(secrecy.SOLE_TRADER_NAME)).otherwise(unknown)
    activity = pl.when(trader).then(pl.lit(SOLE_TRADERS_ACTIVITY)).otherwise(pl.lit(NOT_SHOWN))
    open_name = legal | pl.col("activity_name").is_null()
    return frame.with_columns(
        operator_number=pl.when(legal & (pl.col("id_check") == _RIGHT)).then("actor_id"),
        operator_name=pl.when(legal).then(pl.col("actor_name").fill_null(UNNAMED)).otherwise(otherwise),
        activity_name=pl.when(open_name).then("activity_name").otherwise(activity),
    )
