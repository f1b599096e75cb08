"""Whether one order was better than another, on units that were not chosen by risk.

Better means on every list date, never on average. From rows of
`EvaluationFigure`, so that it can be asked again of figures that were kept.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tables.marts.evaluation import METHODS

#: The units that inspectors did not choose, and what is compared there.
STRATA = ("random_arm", "duty")
MEASURE = "precision_at_k"
#: What an order has to be better than: every simple one, and what was done without it.
SIMPLE = (
    "random", "last_outcome", "own_history", "authority_level", "size", "tips", "region_only", "inspector_only",
    "inspectors_choice",
)  # fmt: skip
_IN_USE = "version_1"


@dataclass(frozen=True)
class Comparison:
    """One order against another among the units of one stratum.

    Attributes:
        other: the method it is compared with.
        stratum: the units.
        better_on: the list dates on which its figure was higher.
        not_better_on: the list dates on which it was not, or could not be estimated.
    """

    other: str
    stratum: str
    better_on: tuple[dt.date, ...] = ()
    not_better_on: tuple[dt.date, ...] = ()

    @property
    def is_better(self) -> bool:
        """Better on every list date, and on at least one."""
        return bool(self.better_on) and not self.not_better_on


def comparisons(figures: pl.DataFrame, target: str | None, method: str) -> tuple[Comparison, ...]:
    """One order against every other that it has to beat, by stratum.

    The other orders are version 1, where it is not the one compared, and every simple one that has any figure; one that
    is nowhere known (no risk level is delivered) is not compared with. A stratum without figures still is: nothing was
    shown there.
    """
    own = _dated(figures, target)
    others = [one for one in METHODS if one in {_IN_USE, *SIMPLE} and one != method and one in own["method"]]
    return tuple(_comparison(own, method, other, stratum) for other in others for stratum in STRATA)


def _dated(figures: pl.DataFrame, target: str | None) -> pl.DataFrame:
    plain = figures.with_columns(pl.col("target", "method", "stratum", "variant").cast(pl.String))
    found = plain.filter(
        pl.col("target").eq_missing(pl.lit(target, pl.String)),
        pl.col("group_kind").is_null(),
        pl.col("list_date").is_not_null(),
        pl.col("variant") == "later",
        pl.col("measure") == MEASURE,
        pl.col("stratum").is_in(STRATA),
    )
    return found if target is None else found.filter(pl.col("label") == target)


def _comparison(figures: pl.DataFrame, method: str, other: str, stratum: str) -> Comparison:
    rows = figures.filter(pl.col("stratum") == stratum)
    mine, theirs = _by_place(rows, method), _by_place(rows, other)
    places = sorted(mine.keys() | theirs.keys(), key=str)
    lost = {day for day, k in places if not _higher(mine.get((day, k)), theirs.get((day, k)))}
    days = sorted({day for day, _ in places})
    return Comparison(
        other, stratum, tuple(day for day in days if day not in lost), tuple(day for day in days if day in lost)
    )


def _by_place(rows: pl.DataFrame, method: str) -> Mapping[tuple[dt.date, int | None], float | None]:
    own = rows.filter(pl.col("method") == method)
    return {(row["list_date"], row["k"]): row["value"] for row in own.iter_rows(named=True)}


def _higher(mine: float | None, theirs: float | None) -> bool:
    """What cannot be estimated was not better; NaN compares as false."""
    return mine is not None and theirs is not None and mine > theirs
