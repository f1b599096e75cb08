"""Addresses as they are compared: the same house, however it is written. They are compared and never shown."""

import polars as pl

from sources.facts.codes import codes_with, has
from sources.facts.knowledge import known_only_from, nonempty

#: A house where more companies are at once is an office for hire, whatever it is called.
MANY = 100


def comparable(column: str) -> pl.Expr:
    """Letters and digits only, in lower case, words apart by one blank; null where nothing is left.

    `Storgatan 12 B`, `storgatan 12b` and `STORGATAN  12, B` are one address; a number and its letter stand together.
    """
    plain = (
        pl.col(column)
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
        .str.replace_all(r"([0-9]) ([a-zåäö])( |$)", "${1}${2}${3}")
    )
    return pl.when(plain != "").then(plain)


def house() -> pl.Expr:
    """The address with its postal code, from the columns `address` and `postal_code`; null where one is missing."""
    digits = pl.col("postal_code").str.replace_all(r"[^0-9]", "")
    return pl.concat_str(comparable("address"), pl.when(digits != "").then(digits), separator=" ")


def with_offices_for_hire(companies: pl.DataFrame) -> pl.DataFrame:
    """The entries, at an office for hire from the day it was known that very many active companies were in the house.

    From then on it stays one, also for the time before: a house does not become ordinary because some move out.
    """
    is_shared = has("address_type", "address_types", "is_shared")
    is_active = pl.col("status").is_in(codes_with("company_statuses", "is_active"))
    numbered = companies.with_row_index("_entry")
    placed = numbered.filter(~is_shared).with_columns(house=house()).drop_nulls("house")
    since = _crowded(placed.filter(is_active, pl.col("valid_to").is_null()))
    placed = placed.select("_entry", "house").join(since, on="house").drop("house")
    ordinary = numbered.join(placed, on="_entry", how="anti")
    crowded = numbered.join(placed, on="_entry")
    before = crowded.with_columns(known_to=pl.min_horizontal("known_to", "since")).filter(nonempty())
    after = known_only_from(crowded, "since").with_columns(address_type=pl.lit("office_hotel"))
    return pl.concat([ordinary, *(rows.drop("since") for rows in (before, after))]).drop("_entry")


def _crowded(there: pl.DataFrame) -> pl.DataFrame:
    """Each house in which very many were held to be at one time, with the first day of that: `since`."""
    steps = [
        there.select("house", day="known_from", step=1),
        there.drop_nulls("known_to").select("house", day="known_to", step=-1),
    ]
    days = pl.concat(steps).group_by("house", "day").agg(pl.col("step").sum()).sort("house", "day")
    days = days.filter(pl.col("step").cum_sum().over("house") > MANY)
    return days.group_by("house").agg(since=pl.col("day").min())
