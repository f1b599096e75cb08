"""Complaints returned to municipalities: how many came back with what became of them, and how soon.

A state of a report begins on the day that it was known. The municipality is that of the activity on the day the
complaint came in; where a report names no activity it is the sender's.
"""

import datetime as dt
from typing import Any

import numpy as np
import polars as pl

from indicators.learning import following
from indicators.learning.following import AFTER_RETURN
from indicators.learning.gathering import Figures, Period
from indicators.measures.base import known
from indicators.population import Facts
from tables.months import add_months

RETURNED = "returned_to_municipality"
#: The states that say what became of a report.
OUTCOMES = ("substantiated", "unsubstantiated", "closed_no_action", "cleared")
COMPLAINT, UNKNOWN = "complaint", "unknown"
QUARTILES = {"days_lower": 0.25, "days_median": 0.5, "days_upper": 0.75}


def returned(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Rows of `LearningFigure` for the part `returned`.

    Where no outcome of any returned complaint has ever been known, it is no delivery that says so: unknown, not zero.

    Args:
        facts: `report`, `activity_version` and `municipality`.
        day: the day that knowledge ends; nothing known later has any part in it.
    """
    everything = returns(facts, day)
    last = add_months(day, -AFTER_RETURN)
    rows = everything.filter(pl.col("returned_on") <= last)
    figures = Figures("returned")
    whole, years = following.periods(rows["returned_on"], last)
    each: list[tuple[pl.DataFrame, Period, dict[str, Any]]] = [(rows, whole, {})]
    each += [(rows.filter(pl.col("returned_on").dt.year() == one), span, {"year": one}) for one, span in years.items()]
    each += [(rows.filter(pl.col("group") == one), whole, {"group": one}) for one in rows["group"].unique().sort()]
    is_silent = everything["days"].is_null().all()
    for own, period, key in each:
        if is_silent:
            figures.gap("fed_back", "not_in_facts", period, among=COMPLAINT, n=own.height, **key)
        else:
            _add(figures, own, period, key)
    figures.gap("told_to_the_person", "not_in_facts", whole, among=COMPLAINT)
    young = everything.height - rows.height
    figures.number("not_yet", float(young), everything.height, (last, day), among=COMPLAINT)
    figures.number("unplaced", float((rows["group"] == UNKNOWN).sum()), rows.height, whole, among=COMPLAINT)
    return figures.frame()


def returns(facts: Facts, day: dt.date) -> pl.DataFrame:
    """One row per complaint that has been returned, as known on `day`.

    Returns:
        `report_id`, `returned_on`, `group` (of municipalities), `is_back` (its outcome came within the time) and
        `days` until it did; by day.
    """
    states = facts["report"].filter(pl.col("known_from") <= day, pl.col("kind") == COMPLAINT)
    sent = states.filter(pl.col("state") == RETURNED).sort("known_from").unique("report_id", keep="first")
    rows = sent.select(
        "report_id", "activity_id", "sender_municipality", came_in="event_date", returned_on="known_from"
    ).sort("returned_on", "report_id")
    later = states.filter(pl.col("state").is_in(OUTCOMES)).select("report_id", back_on="known_from")
    pairs = rows.select("report_id", "returned_on").join(later, on="report_id")
    back = pairs.filter(pl.col("back_on") > pl.col("returned_on")).group_by("report_id").agg(pl.col("back_on").min())
    rows = rows.join(back, on="report_id", how="left", maintain_order="left")
    is_back = pl.col("back_on") <= following.until("returned_on", AFTER_RETURN)
    rows = rows.with_columns(
        is_back=is_back.fill_null(value=False), days=(pl.col("back_on") - pl.col("returned_on")).dt.total_days()
    )
    return _with_municipality(rows, facts, day).select("report_id", "returned_on", "group", "is_back", "days")


def _with_municipality(rows: pl.DataFrame, facts: Facts, day: dt.date) -> pl.DataFrame:
    placed = following.with_version(rows, facts, day, "came_in", "municipality_code")
    groups = facts["municipality"].filter(known(day)).select("municipality_code", group="skr_group")
    placed = placed.with_columns(pl.coalesce("municipality_code", "sender_municipality"))
    first = groups.sort("municipality_code", "group").unique("municipality_code", keep="first")
    joined = placed.join(first, on="municipality_code", how="left", maintain_order="left")
    return joined.with_columns(pl.col("group").fill_null(UNKNOWN))


def _add(figures: Figures, rows: pl.DataFrame, period: Period, key: dict[str, Any]) -> None:
    """Share and time of one group; the time is of all returned, so that those without an answer stretch it."""
    back = rows.filter("is_back")
    figures.share("fed_back", back.height, rows.height, period, among=COMPLAINT, **key)
    days = np.concatenate(
        [np.sort(back["days"].to_numpy().astype(np.float64)), np.full(rows.height - back.height, np.inf)]
    )
    for measure, share in QUARTILES.items():
        found = _quantile(days, share)
        if found is not None and not np.isfinite(found):
            figures.gap(measure, "not_reached", period, among=COMPLAINT, **key)
        else:
            figures.number(measure, found, rows.height, period, among=COMPLAINT, **key)


def _quantile(ascending: np.ndarray, share: float) -> float | None:
    """The day by which the share had an answer: the first at or beyond it."""
    if not len(ascending):
        return None
    return float(ascending[max(int(np.ceil(share * len(ascending))) - 1, 0)])
