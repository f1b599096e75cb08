"""Calendar months, in the one way the whole program counts them.

A month later is the same day of the next month; where that month has no such day it is the month's last
(31 January + 1 month = 28 or 29 February). Windows are half-open: `12 months` at T are the days in (T - 12 months, T].
"""

import calendar
import datetime as dt

EPOCH = dt.date(1970, 1, 1)


def add_months(day: dt.date, months: int) -> dt.date:
    """The day `months` calendar months after (negative: before) `day`, clipped to the end of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01, the form dates take inside the engine."""
    return (day - EPOCH).days
