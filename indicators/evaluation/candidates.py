"""The units of all list dates with their labels and every method's scores: what all figures are taken from.

Columns that must be there: `list_date`, `entity_id`, `tie`, `y`, and one column per method. Those that are used where
they are: `y_duty`, `y_random`, `origin`, `look`, `is_chosen`, `chance`, `lot_chance`, `drawn_chance`, `owner_id`,
`region`, `inspector`, the groups.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from indicators.evaluation.estimators import Estimate, effective_size, share
from indicators.evaluation.intervals_of_shares import wilson

#: Stratum → the column that holds what was found among its units.
OUTCOME = {"random_arm": "y_random", "duty": "y_duty", "inspected": "y", "complaint": "y"}


@dataclass(frozen=True)
class Candidates:
    """Units of all list dates.

    Attributes:
        frame: one row per list date and unit.
        target, label: what the scores are about, and what they are judged by.
        methods: the columns that put the units in order, highest first.
        top: the share of a list that is its top.
        variant: whether the owners tested were left out of the training.
    """

    frame: pl.DataFrame
    target: str | None
    label: str
    methods: Sequence[str]
    top: float
    variant: str = "later"

    def of_stratum(self, stratum: str) -> pl.DataFrame:
        """The units of a stratum that have an outcome, in the column `hit`; none where the stratum is not known."""
        column = OUTCOME[stratum]
        if column not in self.frame.columns:
            return self.frame.clear().with_columns(hit=pl.lit(None, pl.Float64))
        units = self.frame.filter(pl.col(column).is_not_null()).with_columns(hit=pl.col(column))
        is_lot = stratum == "random_arm" and "lot_chance" in units.columns and units["lot_chance"].is_not_null().any()
        return _with_lot_weight(units) if is_lot else units


def _with_lot_weight(units: pl.DataFrame) -> pl.DataFrame:
    """The random arm with `lot_weight`: what each unit stands for, since the lot's probability differs between pools.

    The weights have the mean 1. A look by lot whose probability nobody kept weighs as the others do on average.
    """
    raw = 1 / pl.col("lot_chance")
    return units.with_columns(lot_weight=(raw / raw.mean()).fill_null(1.0).fill_nan(1.0))


def in_order(frame: pl.DataFrame, method: str) -> pl.DataFrame:
    """The rows with their `place` on their list, 1 first. Equal scores stand by `tie`, units without one come last."""
    ordered = frame.sort("list_date", method, "tie", descending=[False, True, False], nulls_last=True)
    return ordered.with_columns(place=pl.int_range(1, pl.len() + 1).over("list_date"))


def length(n: int, top: float) -> int:
    """How long the top of a list of `n` is: at least one."""
    return max(1, round(top * n))


def at_top(frame: pl.DataFrame, method: str, top: float) -> pl.DataFrame:
    """The units at the top of each list."""
    return first_of(in_order(frame, method), top)


def first_of(ordered: pl.DataFrame, top: float) -> pl.DataFrame:
    """The units at the top of lists that are in order already."""
    k = pl.max_horizontal(pl.lit(1), (pl.len() * top).round(0, mode="half_to_even").cast(pl.Int64)).over("list_date")
    return ordered.filter(pl.col("place") <= k)


def looks(frame: pl.DataFrame) -> int:
    """How many different looks there are: one look counts once, on however many list dates it does."""
    if "look" not in frame.columns:
        return frame.height
    return frame.select(pl.struct("entity_id", "look").n_unique()).item() if frame.height else 0


def hit_share(frame: pl.DataFrame) -> Estimate:
    """The share of hits, with limits for as many units as there were different looks, or fewer if weights differ."""
    if frame.is_empty():
        return share(0, 0)
    n = looks(frame)
    if "lot_weight" not in frame.columns:
        return share(float((frame["hit"] > 0).sum()) / frame.height * n, n)
    weight, hits = frame["lot_weight"].to_numpy(), (frame["hit"] > 0).to_numpy()
    value = float((weight * hits).sum() / weight.sum())
    as_precise = n * effective_size(weight) / frame.height
    return Estimate(value, *wilson(value, as_precise), n, math.sqrt(value * (1 - value) / as_precise))
