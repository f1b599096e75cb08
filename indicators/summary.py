"""A few figures per indicator, for those who watch a run. Nothing reads them to compute with."""

import polars as pl

from indicators.registry import catalogue
from tables.code_lists import codes_of


def per_indicator(values: pl.DataFrame) -> pl.DataFrame:
    """How many values each indicator has, how many are known and why the others are not.

    Every indicator of the catalogue has a row, one without any value too.
    """
    counts = values.group_by("indicator_id").agg(
        pl.len().alias("values"),
        pl.col("value").is_not_null().sum().alias("known"),
        *((pl.col("missing_reason") == reason).sum().alias(reason) for reason in codes_of("missing_reasons")),
    )
    every = pl.DataFrame({"indicator_id": list(catalogue())})
    joined = every.join(counts, on="indicator_id", how="left", maintain_order="left")
    return joined.with_columns(pl.exclude("indicator_id").fill_null(0).cast(pl.Int64))


def together(counts: list[pl.DataFrame]) -> pl.DataFrame:
    """The figures of several days as one: sums, in the order of the catalogue."""
    return pl.concat(counts).group_by("indicator_id", maintain_order=True).sum()
