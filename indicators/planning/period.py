"""The period a plan is for: a year, a half-year, a quarter or a month."""

import datetime as dt
import re
from dataclasses import dataclass

from tables.months import add_months

_FORM = re.compile(r"(20[0-9]{2})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?")


class UnknownPeriod(ValueError):
    """A period that is not written as one."""


@dataclass(frozen=True)
class Period:
    """A period by its name, with its first and last day."""

    name: str
    first: dt.date
    last: dt.date


def period(name: str) -> Period:
    """The period of a name: `2026`, `2026-H2`, `2026-Q3` or `2026-07`.

    Raises:
        UnknownPeriod: it is written in another way.
    """
    found = _FORM.fullmatch(name.strip().upper())
    if found is None:
        raise UnknownPeriod(
            f"perioden {name!r} är inte skriven som en period; skriv till exempel 2026, 2026-H2, 2026-Q3 eller 2026-07"
        )
    year, half, quarter, month = found.groups()
    length = 6 if half else 3 if quarter else 1 if month else 12
    place = int(half or quarter or month or 1) - 1
    first = add_months(dt.date(int(year), 1, 1), place * length)
    return Period(found.group(), first, add_months(first, length) - dt.timedelta(days=1))


def following(day: dt.date) -> Period:
    """The half-year after the one a day lies in, or the one it ends on the last day of."""
    half = 1 if day.month <= 6 else 2
    return period(f"{day.year}-H2" if half == 1 else f"{day.year + 1}-H1")
