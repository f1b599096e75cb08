"""What an entity could expect to have, had it been as its peers: exposure times the peers' rate, quarter by quarter.

Rates are taken per comparison cell and calendar quarter, so that a national change in how reports come in (a new form,
a new duty) falls out: it changes what is counted and what is expected alike. A quarter in which the way of reporting
changed is cut on that day (code list `regimes`). The cell of an activity is its form; for municipalities it is the
country.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.measures.base import Measure, Painted, Row, Values
from indicators.measures.spacing import SpacedCount
from indicators.windows import AsOf, Days_, Window
from tables.code_lists import code_list
from tables.core import ActivityVersion, Fact
from tables.months import EPOCH, add_months, day_number


@dataclass(frozen=True)
class PeerExpected(SpacedCount):
    """The expected value of a `SpacedCount` with the same settings; the expected ones sum to the counted ones."""

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:  # noqa: ARG002 - needs all entities
        """Not defined by one entity's rows; `indicators/oracle.py` computes it over all of them."""
        return None

    def says(self) -> str:
        """In Swedish."""
        return f"väntat {super().says()}; efter jämförbaras takt per verksamhetsform och kvartal"

    def active(self, as_of: dt.date) -> pl.Expr:  # noqa: ARG002 - the peers' rows stand behind it
        """No rows of the entity's own."""
        return pl.lit(value=False)


@dataclass(frozen=True)
class PeersInCell(Measure):
    """How many open activities there are in the comparison cell of the activity, itself included: those of its form."""

    fact: type[Fact] = ActivityVersion

    def lanes(self) -> tuple[()]:
        """Nothing is painted: the cells are known from the population."""
        return ()

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - needs all entities
        """Not known from painted lanes."""
        return np.full((1, len(as_of.dates)), np.nan)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:  # noqa: ARG002 - needs all entities
        """Not defined by one entity's rows; `indicators/oracle.py` counts over all of them."""
        return None

    def active(self, as_of: dt.date) -> pl.Expr:  # noqa: ARG002 - the peers' rows stand behind it
        """No rows of the entity's own."""
        return pl.lit(value=False)

    def says(self) -> str:
        """In Swedish."""
        return "antal öppna verksamheter av samma form"


def quarters(day: dt.date, window: Window | None, older: Window | None = None) -> tuple[Days_, Days_]:
    """First and last day numbers of the periods, cut to the window that ends on `day`, or `older` before it.

    Periods are calendar quarters, cut where a way of reporting begins.

    Raises:
        TypeError: there is no window, and so no first quarter.
    """
    if window is None:
        raise TypeError("what is expected needs a window")
    starts = [window.before(day) + dt.timedelta(days=1)]
    newest = day if older is None else older.before(day)
    while (following := period_after(starts[-1])) <= newest:
        starts.append(following)
    first = np.array([day_number(start) for start in starts], dtype=np.int64)
    return first, np.append(first[1:] - 1, (newest - EPOCH).days)


def period_after(day: dt.date) -> dt.date:
    """The first day after `day` on which a calendar quarter or a way of reporting begins."""
    quarter = add_months(dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3)
    return min([quarter, *(begins for begins in _regimes() if day < begins < quarter)])


@functools.cache
def _regimes() -> tuple[dt.date, ...]:
    return tuple(code_list("regimes")["valid_from"])
