"""What all measures share: which fact, which rows of it, and the ways a row is asked whether it counts."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.lanes import Conditions, Lane, conditions
from indicators.measures import words
from indicators.windows import AsOf, Window
from tables.core import Fact

Row = Mapping[str, Any]
#: Column → the values that count. A measure counts a row when every condition holds.
Where = Mapping[str, tuple[Any, ...]]
#: What a lane left behind: whole numbers, shape (entities or pairs, dates); a `latest` lane has numbers and NaN.
Painted = npt.NDArray[Any]
#: A measure for every entity and date; NaN where there is nothing to say.
Values = npt.NDArray[np.float64]


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
    def lanes(self) -> tuple[Lane, ...]:
        """What has to be painted to know the measure."""

    @abstractmethod
    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """The measure from its painted lanes, in their order; shape (entities, dates), or one row for all entities."""

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
        return {"known_from", "known_to", *self.where} | ({self.about} if self.about else set())

    def matches(self, row: Row) -> bool:
        """Whether a row meets the conditions, whatever its dates."""
        return all(row[column] in values for column, values in self.where.items())

    def meets(self) -> pl.Expr:
        """The conditions as an expression."""
        tests = [pl.col(column).is_in(list(values)).fill_null(value=False) for column, values in self.where.items()]
        return pl.all_horizontal(pl.lit(value=True), *tests)

    def when(self, also: Where | None = None) -> Conditions:
        """The conditions as a stroke states them; `also` narrows a column further."""
        narrowed = {
            column: tuple(value for value in values if value in self.where.get(column, values))
            for column, values in (also or {}).items()
        }
        return conditions({**self.where, **narrowed})

    def _rows(self) -> str:
        return words.rows(self.fact, self.where)


@dataclass(frozen=True)
class PerValue(Measure):
    """A measure that is first taken for each value of a column, then over the values.

    Its lanes are painted `within` the column `by`; what `each` makes of them is drawn together by `reductions`, and
    `finish` gets that one array. Rows with an empty `by` fall away.
    """

    by: str = ""

    @abstractmethod
    def each(self, painted: Sequence[Painted], as_of: AsOf) -> Painted:
        """Whole numbers for each pair of entity and value, shape (pairs, dates), from the painted lanes."""

    def reductions(self) -> tuple[Literal["sum", "max"], ...]:
        """One for each column of `within`, in its order; the last is applied first. Without values there is 0."""
        return ("sum",)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - not needed by most
        """From what was drawn together per entity."""
        return painted[0].astype(np.float64)

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.by}


def is_known(row: Row, as_of: dt.date) -> bool:
    """Whether the inspectorate knew the row on `as_of`."""
    return bool(row["known_from"] <= as_of and (row["known_to"] is None or as_of < row["known_to"]))


def known(as_of: dt.date) -> pl.Expr:
    """The same as an expression."""
    return (pl.col("known_from") <= as_of) & (pl.col("known_to").is_null() | (pl.col("known_to") > as_of))


def in_window(row: Row, column: str, window: Window | None, as_of: dt.date, older: Window | None = None) -> bool:
    """Whether a row's date lies in the window at `as_of`, at least `older` back."""
    day, newest = row[column], as_of if older is None else older.before(as_of)
    return bool(day is not None and day <= newest and (window is None or day > window.before(as_of)))


def within(column: str, window: Window | None, as_of: dt.date, older: Window | None = None) -> pl.Expr:
    """The same as an expression."""
    inside = pl.col(column) <= (as_of if older is None else older.before(as_of))
    inside = inside if window is None else inside & (pl.col(column) > window.before(as_of))
    return inside.fill_null(value=False)
