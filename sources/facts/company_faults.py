"""What the register says of an actor against what the company register says: name, seat, form, status, purpose."""

import datetime as dt

import polars as pl

from sources.facts.codes import codes_with
from sources.facts.knowledge import both_known, merged
from sources.facts.timelines import spells

#: A seat has to differ for more than so many days.
SEAT_DAYS = 60
#: Words of legal forms, which a name may have or lack or spell out.
_FORMS = r"\b(ab|aktiebolag|aktiebolaget|hb|handelsbolag|kb|kommanditbolag|ek för|ekonomisk förening|publ)\b"
_RUN = ["known_from", "known_to"]
_SIDES = ["valid_from", "valid_to", *_RUN, "ledger_id", "source_row"]
_SAME = {
    "name_differs": pl.col("name") == pl.col("register_name"),
    "legal_form_differs": pl.col("legal_form") == pl.col("register_form"),
    "not_active": pl.col("status").is_in(codes_with("company_statuses", "is_active")),
    "not_care": pl.col("describes_care"),
}


def company_faults(actors: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Rows of `core.ActorFault` for the rules of kind company: actor, rule, when it held and was known, and its line.

    The seat is compared by municipality, as the register holds no address of an operator; what is empty on either
    side differs from nothing. A seat counts as different after sixty days of the company's entry and the register's.
    """
    register = _register(actors)
    pairs = companies.with_columns(name=_comparable("company_name")).join(register, on="actor_id", suffix="_actor")
    pairs = both_known(pairs, "_actor")
    rows = [pairs.filter(~is_same).select("actor_id", *_SIDES, rule=pl.lit(rule)) for rule, is_same in _SAME.items()]
    faults = spells(pl.concat(rows), ["actor_id", "rule"], [])
    return pl.concat([faults, _other_seats(actors, companies)], how="diagonal")


def _register(actors: pl.DataFrame) -> pl.DataFrame:
    """The register's name and form of each actor, by knowledge; an unknown form is none."""
    form = pl.when(pl.col("legal_form") != "OKAND").then("legal_form")
    rows = actors.select("actor_id", *_RUN, register_name=_comparable("actor_name"), register_form=form)
    return merged(rows, ["actor_id", "register_name", "register_form"])


def _other_seats(actors: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Seats in another municipality than the register's, from when both had said so for long enough."""
    held = actors.select("actor_id", *_RUN, register_seat="municipality_code").drop_nulls("register_seat")
    held = merged(held, ["actor_id", "register_seat"]).with_columns(since="known_from")
    seats = companies.drop_nulls("municipality_code").select("actor_id", "municipality_code", *_SIDES)
    seats = spells(seats, ["actor_id"], ["municipality_code"])
    pairs = both_known(seats.join(held, on="actor_id", suffix="_actor"), "_actor")
    pairs = pairs.filter(pl.col("municipality_code") != pl.col("register_seat"))
    starts = pl.max_horizontal("valid_from", "since") + dt.timedelta(days=SEAT_DAYS + 1)
    pairs = pairs.with_columns(valid_from=starts, rule=pl.lit("address_differs"))
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_from") < pl.col("valid_to"))
    return pairs.filter(lasts).select("actor_id", *_SIDES, "rule")


def _comparable(column: str) -> pl.Expr:
    """A name without its legal form, as letters and digits in lower case; null where nothing is left."""
    words = (
        pl.col(column)
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all("&", " och ")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.replace_all(_FORMS, " ")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    return pl.when(words != "").then(words)
