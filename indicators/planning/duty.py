"""The yearly inspections of homes for children: which are due in a period, and by what day. They are never dropped.

The rule is that of the indicator `duty_frequency_inspection_overdue`: a year from the latest inspection within the
yearly duty, or from when the home opened where there has been none.
"""

import datetime as dt

import polars as pl

from indicators.definition import Level, Scope
from indicators.measures.base import known
from indicators.scopes import applies
from tables.code_lists import code_list

YEAR = dt.timedelta(days=365)
_FORMS = code_list("forms").filter(pl.col("for_children") == "1")["code"].to_list()


def last_days(
    population: pl.DataFrame, inspections: pl.DataFrame, versions: pl.DataFrame, as_of: dt.date
) -> pl.DataFrame:
    """The last day for the next yearly inspection of each home for children, as known on a day.

    Args:
        population: the open activities of the day, with form_code and for_children.
        inspections: rows of `core.Inspection`.
        versions: rows of `core.ActivityVersion`.
        as_of: the day.

    Returns:
        activity_id, duty_last_day; sorted, one row per home.
    """
    homes = population.filter(applies(Scope.CHILDREN, Level.ACTIVITY)).select("activity_id")
    visits = inspections.filter(known(as_of), pl.col("event_date") <= as_of, pl.col("origin") == "yearly_duty")
    opened = versions.filter(
        known(as_of), pl.col("valid_from") <= as_of, pl.col("is_open"), pl.col("form_code").is_in(_FORMS)
    )
    return (
        homes.join(visits.group_by("activity_id").agg(visited=pl.col("event_date").max()), on="activity_id", how="left")
        .join(opened.group_by("activity_id").agg(opened=pl.col("valid_from").min()), on="activity_id", how="left")
        .select("activity_id", duty_last_day=pl.coalesce("visited", "opened", pl.lit(as_of)) + YEAR)
        .sort("activity_id")
    )


def is_due(period_end: dt.date) -> pl.Expr:
    """Whether the next yearly inspection has to be made by the end of a period; also where it is late already."""
    return (pl.col("duty_last_day") <= period_end).fill_null(value=False)
