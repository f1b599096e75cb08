"""How much holds at the same time: sums over rows that begin and end, cut where the sum changes."""

from collections.abc import Sequence

import polars as pl

from sources.facts.knowledge import at_each_epoch


def levels(rows: pl.DataFrame, key: Sequence[str], **added: pl.Expr) -> pl.DataFrame:
    """For each key and epoch, the unbroken pieces of validity with the sums of what holds in them.

    Args:
        rows: facts with validity and knowledge.
        key: what is summed over.
        added: name → whole number that a row adds while it holds.

    Returns:
        The key, `epoch`, `epoch_end`, `valid_from`, `valid_to` and one column per name.
    """
    held = at_each_epoch(rows.with_columns(**added), key)
    moment = [*key, "epoch", "epoch_end"]
    begins = held.select(*moment, *added, day="valid_from")
    ends = held.drop_nulls("valid_to").select(*moment, *(-pl.col(name) for name in added), day="valid_to")
    steps = pl.concat([begins, ends]).group_by(*moment, "day").agg(pl.col(*added).sum()).sort(*key, "epoch", "day")
    timeline = [*key, "epoch"]
    return steps.select(
        *moment,
        *(pl.col(name).cum_sum().over(timeline) for name in added),
        valid_from="day",
        valid_to=pl.col("day").shift(-1).over(timeline),
    )
