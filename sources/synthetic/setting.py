"""What one synthetic register is asked to be: its size, its years and its seed.

Every subject draws from a stream of its own, so that a change in one subject leaves the others as they were.
What is drawn belongs in the modules of the subjects.
"""

import datetime as dt
import zlib
from dataclasses import dataclass

import numpy as np

from tables.months import add_months, day_number

#: The size that the published figures (tips, reports, revocations a year) are about.
FULL_SCALE = 25_000


@dataclass(frozen=True)
class Setting:
    """Size, years and seed of one synthetic register."""

    activities: int
    years: int
    seed: int
    ends_on: dt.date

    def __post_init__(self) -> None:
        if self.activities < 50:
            raise ValueError(f"activities is {self.activities}; a register needs at least 50 to hold every form")
        if not 1 <= self.years <= 25:
            raise ValueError(f"years is {self.years}; choose 1 to 25")
        if self.seed < 0:
            raise ValueError(f"seed is {self.seed}; choose 0 or more")

    @property
    def starts_on(self) -> dt.date:
        """First day of the period; what was known before it is delivered as a base file."""
        return add_months(self.ends_on + dt.timedelta(days=1), -12 * self.years)

    @property
    def first_day(self) -> int:
        """`starts_on` as a day number."""
        return day_number(self.starts_on)

    @property
    def last_day(self) -> int:
        """`ends_on` as a day number."""
        return day_number(self.ends_on)

    @property
    def scale(self) -> float:
        """This register's size against the full one."""
        return self.activities / FULL_SCALE

    def stream(self, subject: str) -> np.random.Generator:
        """The subject's own stream of random numbers."""
        return np.random.default_rng([self.seed, zlib.crc32(subject.encode())])

    def share_of_year(self, year: int) -> float:
        """How much of the calendar year lies inside the period, 0 to 1."""
        first, after = day_number(dt.date(year, 1, 1)), day_number(dt.date(year + 1, 1, 1))
        inside = min(after, self.last_day + 1) - max(first, self.first_day)
        return max(0, inside) / (after - first)

    def calendar_years(self) -> range:
        """The calendar years that the period touches."""
        return range(self.starts_on.year, self.ends_on.year + 1)
