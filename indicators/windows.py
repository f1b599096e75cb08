"""The as-of dates of a computation and the windows that look back from them, as day numbers.

A window of 12 months at T holds the days in (T - 12 months, T]; month arithmetic is that of `tables/months.py`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tables.months import add_months, day_number

Days_ = npt.NDArray[np.int64]
#: Stands for "until further notice" among day numbers.
NEVER = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Months:
    """So many calendar months back, and then so many days."""

    n: int
    days: int = 0

    def before(self, day: dt.date) -> dt.date:
        """The last day that lies outside the window at `day`."""
        return add_months(day, -self.n) - dt.timedelta(days=self.days)

    def __str__(self) -> str:
        months = "en månad" if self.n == 1 else f"{self.n} månader"
        return f"{months} och {Days(self.days)}" if self.days else months


@dataclass(frozen=True)
class Days:
    """So many days back."""

    n: int

    def before(self, day: dt.date) -> dt.date:
        """The last day that lies outside the window at `day`."""
        return day - dt.timedelta(days=self.n)

    def __str__(self) -> str:
        return "en dag" if self.n == 1 else f"{self.n} dagar"


Window = Months | Days
#: No time back: the day itself.
TODAY = Days(0)


@dataclass(frozen=True)
class AsOf:
    """The dates of a computation, ascending and different from each other.

    Raises:
        ValueError: the dates are not ascending, or there are none.
    """

    dates: tuple[dt.date, ...]

    def __post_init__(self) -> None:
        if not self.dates or list(self.dates) != sorted(set(self.dates)):
            raise ValueError("as-of dates must be ascending, different, and at least one")

    @classmethod
    def of(cls, dates: Sequence[dt.date]) -> "AsOf":
        """From dates in any order."""
        return cls(tuple(sorted(set(dates))))

    @cached_property
    def days(self) -> Days_:
        """Day numbers, shape (dates,)."""
        return np.array([day_number(day) for day in self.dates], dtype=np.int64)

    def cutoffs(self, window: Window) -> Days_:
        """The last day outside the window at each date, shape (dates,)."""
        return np.array([day_number(window.before(day)) for day in self.dates], dtype=np.int64)
