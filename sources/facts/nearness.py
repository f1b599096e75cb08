"""Whether days, and what held from one day to another, lie within some months of a day."""

import polars as pl

from sources.facts.notifications import months_later


def near(day: str, other: str, months: int) -> pl.Expr:
    """Whether one day lies within the months before or after the other."""
    before, after = (months_later(pl.col(other), step) for step in (-months, months))
    return pl.col(day).is_between(before, after)


def lately(day: str, months: int) -> pl.Expr:
    """Whether what has `valid_from` and `valid_to` held at some time in the months before the day."""
    since = months_later(pl.col(day), -months)
    return (pl.col("valid_from") <= pl.col(day)) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= since))


def soon(day: str, months: int) -> pl.Expr:
    """Whether what has `valid_from` and `valid_to` held at some time in the months after the day."""
    until = months_later(pl.col(day), months)
    return (pl.col("valid_from") <= until) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col(day)))
