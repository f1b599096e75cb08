"""The time that everything is followed for, the same for old and new, and which facts stand.

A decision, a permit or a return counts only when its whole time has passed by the day, and so years are compared with
years on equal terms. What is the region's to answer for, and what a court has annulled, is left out.
"""

import datetime as dt

import polars as pl

from indicators.learning.gathering import Period
from indicators.measures.base import known
from indicators.population import Facts, valid
from tables.months import add_months

#: Months that an order is followed, and a permit, and a return.
AFTER_ORDER, AFTER_PERMIT, AFTER_RETURN = 12, 24, 12
#: Months within which what happened at the end of the time has become known.
BECOMES_KNOWN = 3


def latest(day: dt.date, months: int) -> dt.date:
    """The last day whose following `months` had passed, and had become known, by `day`."""
    return add_months(day, -(months + BECOMES_KNOWN))


def until(column: str, months: int) -> pl.Expr:
    """The day so many months after (negative: before) that of a column."""
    return pl.col(column).dt.offset_by(f"{months}mo")


def periods(days: pl.Series, last: dt.date) -> tuple[Period, dict[int, Period]]:
    """The period that `days` span, which ends on `last`, and that of every calendar year in it."""
    first = days.min()
    begins = first if isinstance(first, dt.date) else last
    years = range(begins.year, last.year + 1)
    whole = {one: (max(dt.date(one, 1, 1), begins), min(dt.date(one, 12, 31), last)) for one in years}
    return (begins, last), whole


def standing_findings(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Findings that no court has annulled, the region's too."""
    return facts["finding"].filter(known(day), pl.col("effect").cast(pl.String).ne_missing("annulled"))


def standing_decisions(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Decisions that no court has annulled."""
    return facts["decision"].filter(known(day), pl.col("effect").cast(pl.String) != "annulled")


def with_version(rows: pl.DataFrame, facts: Facts, day: dt.date, on: str, *columns: str) -> pl.DataFrame:
    """`rows` with columns of the register as it was on the day of the row; null where the register has nothing.

    Args:
        rows: with `activity_id`.
        facts: core facts by table name.
        day: the day that knowledge ends.
        on: the column that holds the row's day.
        columns: columns of `activity_version`.
    """
    versions = facts["activity_version"].filter(known(day))
    keyed = rows.with_row_index("_row")
    pairs = keyed.select("_row", "activity_id", _day=on).join(versions, on="activity_id")
    own = pairs.filter(valid(pl.col("_day"))).sort("_row", "valid_from")
    last = own.unique("_row", keep="last").select("_row", *columns)
    return keyed.join(last, on="_row", how="left", maintain_order="left").drop("_row")
