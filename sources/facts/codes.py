"""Attributes of codes as expressions, so that what a code means stands in the code list and not in a rule."""

import polars as pl

from tables.code_lists import code_list


def attribute(column: str, list_name: str, name: str) -> pl.Expr:
    """The attribute `name` of the code in `column`; null for a code that has none."""
    rows = code_list(list_name).select("code", name)
    return pl.col(column).replace_strict(rows["code"], rows[name], default=None, return_dtype=pl.String)


def has(column: str, list_name: str, name: str) -> pl.Expr:
    """Whether the attribute `name` of the code in `column` is 1."""
    return pl.col(column).is_in(codes_with(list_name, name))


def codes_with(list_name: str, name: str) -> list[str]:
    """The codes of a list whose attribute `name` is 1."""
    return code_list(list_name).filter(pl.col(name) == "1")["code"].to_list()


def place_in(column: str, list_name: str) -> pl.Expr:
    """The place of the code in the order of its list, from 0."""
    codes = code_list(list_name)["code"].unique(maintain_order=True)
    return pl.col(column).replace_strict(codes, pl.int_range(len(codes), eager=True), default=None)
