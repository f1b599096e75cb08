"""What all measures share: which fact, which rows of it, and the two ways a row is asked whether it counts."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.bulk import Bulk
from indicators.windows import Window
from tables.core import Fact

Row = Mapping[str, Any]
#: Column → the values that count. A measure counts a row when every condition holds.
Where = Mapping[str, tuple[Any, ...]]
Lane = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measure(ABC):
    """One question to one fact table. Equal measures are computed once, whoever asks.

    `else_actor` lets a row that names only an actor count for each of the actor's open activities; a fact that knows no
    activities names only actors. `about` is the column that names the entity, where it is not that of the level.
    """

    fact: type[Fact]
    where: Where = field(default_factory=dict, hash=False)
    else_actor: bool = False
    about: str | None = None

    @abstractmethod
    def lane(self, bulk: Bulk) -> Lane:
        """The measure for every entity and date, shape (entities, dates); NaN where there is nothing to say."""

    @abstractmethod
    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """The same for one entity, from all its rows, one by one. This is the definition."""

    @abstractmethod
    def active(self, as_of: dt.date) -> pl.Expr:
        """Whether a row is among those behind the value at `as_of`."""

    @abstractmethod
    def says(self) -> str:
        """The measure in Swedish words."""

    def columns(self) -> set[str]:
        """The columns of the fact that the measure reads."""
        return {"known_from", "known_to", *self.where}

    def matches(self, row: Row) -> bool:
        """Whether a row meets the conditions, whatever its dates."""
        return all(row[column] in values for column, values in self.where.items())

    def meets(self) -> pl.Expr:
        """The conditions as an expression."""
        tests = [pl.col(column).is_in(list(values)).fill_null(value=False) for column, values in self.where.items()]
        return pl.all_horizontal(pl.lit(value=True), *tests)

    def _words(self) -> str:
        name = self.fact.table
        if not self.where:
            return name
        conditions = ", ".join(f"{column} = {'/'.join(map(str, values))}" for column, values in self.where.items())
        return f"{name} ({conditions})"


def is_known(row: Row, as_of: dt.date) -> bool:
    """Whether the inspectorate knew the row on `as_of`."""
    return bool(row["known_from"] <= as_of and (row["known_to"] is None or as_of < row["known_to"]))


def known(as_of: dt.date) -> pl.Expr:
    """The same as an expression."""
    return (pl.col("known_from") <= as_of) & (pl.col("known_to").is_null() | (pl.col("known_to") > as_of))


def in_window(row: Row, column: str, window: Window | None, as_of: dt.date) -> bool:
    """Whether a row's date lies in the window at `as_of`."""
    day = row[column]
    return bool(day is not None and day <= as_of and (window is None or day > window.before(as_of)))


def within(column: str, window: Window | None, as_of: dt.date) -> pl.Expr:
    """The same as an expression."""
    inside = pl.col(column) <= as_of
    return inside if window is None else inside & (pl.col(column) > window.before(as_of))
