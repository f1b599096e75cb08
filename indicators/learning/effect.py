"""The effect of supervision: what was demanded, answered, checked and of use, year by year, by theme and by form."""

import datetime as dt
from typing import Any

import polars as pl

from indicators.evaluation.intervals_of_shares import wilson
from indicators.learning import following
from indicators.learning.against_peers import with_reports
from indicators.learning.demands import CRITICISM, ORDER, demands
from indicators.learning.gathering import Figures, Period
from indicators.population import Facts

#: The ladder: each step of those demanded that have come so far, every one a part of the one before.
LADDER = ("planned", "verified", "done", "effect")


def effect(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Rows of `LearningFigure` for the part `effect`.

    Args:
        facts: `decision`, `measure`, `finding`, `inspection`, `report` and `activity_version`.
        day: the day that knowledge ends; nothing known later has any part in it.
    """
    rows = with_reports(demands(facts, day), facts, day).with_columns(
        has_area=pl.col("areas").list.len() > 0, again=pl.col("again_in").list.len() > 0
    )
    figures = Figures("effect")
    whole, years = following.periods(rows["event_date"], following.latest(day, following.AFTER_ORDER))
    for among in (ORDER, CRITICISM):
        own = rows.filter(pl.col("among") == among)
        _add(figures, own, whole, among=among)
        for year, period in years.items():
            _add(figures, own.filter(pl.col("year") == year), period, among=among, year=year)
        for form in own["form"].drop_nulls().unique().sort():
            _add(figures, own.filter(pl.col("form") == form), whole, among=among, form=form)
        by_area = own.explode("areas").with_columns(again=pl.col("again_in").list.contains(pl.col("areas")))
        for area in by_area["areas"].drop_nulls().unique().sort():
            _add(figures, by_area.filter(pl.col("areas") == area), whole, among=among, area=area)
    return figures.frame()


def _add(figures: Figures, rows: pl.DataFrame, period: Period, **key: Any) -> None:
    """Every measure of one group of demands."""
    n = rows.height
    for step in LADDER:
        figures.share(step, int(rows[step].sum()), n, period, **key)
    verified, dated = rows.filter("verified"), rows.filter("is_dated")
    figures.share("effect_of_verified", int(verified["effect"].sum()), verified.height, period, **key)
    figures.share("complied", int(dated["complied"].sum()), dated.height, period, **key)
    about = rows.filter("has_area")
    figures.share("looked_again", int(about["looked_again"].sum()), about.height, period, **key)
    seen = about.filter("looked_again")
    figures.share("again", int(seen["again"].sum()), seen.height, period, **key)
    _add_reports(figures, rows.drop_nulls("expected_before"), period, key)


def _add_reports(figures: Figures, rows: pl.DataFrame, period: Period, key: dict[str, Any]) -> None:
    """Reports before and after against the peers', and what became of the ratio between the two."""
    before, after = int(rows["n_before"].sum()), int(rows["n_after"].sum())
    usual_before, usual_after = float(rows["expected_before"].sum()), float(rows["expected_after"].sum())
    figures.ratio("reports_before", before, usual_before, rows.height, period, **key)
    figures.ratio("reports_after", after, usual_after, rows.height, period, **key)
    key = {"n": rows.height, "count": after, **key}
    if not (before + after and usual_before and usual_after):
        figures.limited("reports_change", None, (0.0, 0.0), 0, period, **key)
        return
    share = after / (before + after)
    value, low, high = (_odds(one) * usual_before / usual_after for one in (share, *wilson(share, before + after)))
    figures.limited("reports_change", value, (low, high), min(before, after, rows.height), period, **key)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
