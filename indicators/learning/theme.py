"""Themes for those that were not inspected: what is found where, how grave, what was done, and whether it helped.

Made to be read by anyone, so nobody may be told from it: a figure is withheld when fewer than five activities, or
fewer than five actors, stand behind what is counted or what it is counted among. There are no totals over forms or
areas, from which a withheld cell could be worked out; forms that are withheld in an area are told together where that
is enough of them. The form of the documentation, and what is the region's to answer for, stand apart.
"""

import datetime as dt
from typing import Any

import polars as pl

from indicators.learning import following
from indicators.learning.demands import EFFECT
from indicators.learning.following import standing_findings
from indicators.learning.gathering import FEW, Figures, Period
from indicators.measures.base import known
from indicators.population import Facts
from tables.code_lists import codes_of
from tables.months import add_months

#: Months back that findings are looked for.
LOOKED_BACK = 24
OWN, FORMAL, REGION = "own", "formal", "region"
FORMAL_AREA = "documentation_formal"
#: The areas of each kind, found in or not: that a row is there says nothing.
AREAS = {
    OWN: tuple(one for one in codes_of("finding_areas") if one != FORMAL_AREA),
    FORMAL: (FORMAL_AREA,),
    REGION: codes_of("finding_areas"),
}
#: The group of forms that are told together, since each is too small.
TOGETHER = "together"
_SERIOUS = 3


def theme(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Rows of `LearningFigure` for the part `theme`.

    Args:
        facts: `finding`, `inspection`, `measure`, `activity_version` and `decision`.
        day: the day that knowledge ends; nothing known later has any part in it.
    """
    first = add_months(day, -LOOKED_BACK)
    period = (first + dt.timedelta(days=1), day)
    found, seen = themed(facts, day), _seen(facts, day, first)
    figures = Figures("theme")
    for among, areas in AREAS.items():
        for area in areas:
            own = found.filter(pl.col("among") == among, pl.col("area") == area)
            _add_area(figures, own, seen, period, {"among": among, "area": area})
    return figures.frame()


def themed(facts: Facts, day: dt.date) -> pl.DataFrame:
    """One row per finding of the period that stands, as known on `day`.

    Returns:
        `finding_id`, `activity_id`, `actor_id`, `form`, `area`, `among` (own, formal or region), and whether it
        `is_serious`, `is_answered` (a measure has been planned), `is_checked` (any has been checked) and `has_helped`
        (all those checked had effect).
    """
    recent = standing_findings(facts, day).filter(
        pl.col("event_date") > add_months(day, -LOOKED_BACK), pl.col("event_date") <= day
    )
    rows = recent.select(
        "finding_id",
        "activity_id",
        "actor_id",
        "decision_id",
        "event_date",
        "area",
        among=pl.when(pl.col("responsible_principal") == REGION)
        .then(pl.lit(REGION))
        .when(pl.col("area") == FORMAL_AREA)
        .then(pl.lit(FORMAL))
        .otherwise(pl.lit(OWN)),
        is_serious=pl.col("severity") >= _SERIOUS,
    ).sort("event_date", "finding_id")
    rows = following.with_version(rows, facts, day, "event_date", "form_code").rename({"form_code": "form"})
    is_checked = (pl.col("event_date") <= day).fill_null(value=False) & pl.col("result").is_not_null()
    answers = facts["measure"].filter(known(day)).group_by("decision_id", "activity_id")
    answered = answers.agg(
        is_answered=pl.lit(value=True),
        is_checked=is_checked.any(),
        has_helped=is_checked.any() & (pl.col("result") == EFFECT).filter(is_checked).all(),
    )
    joined = rows.join(answered, on=["decision_id", "activity_id"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("is_answered", "is_checked", "has_helped").fill_null(value=False))


def _seen(facts: Facts, day: dt.date, first: dt.date) -> pl.DataFrame:
    """Activities inspected in the period, with their form that day; one row each and form."""
    visits = (
        facts["inspection"]
        .filter(known(day), pl.col("event_date") > first, pl.col("event_date") <= day)
        .select("activity_id", "actor_id", "event_date")
    )
    placed = following.with_version(visits, facts, day, "event_date", "form_code").rename({"form_code": "form"})
    return placed.sort("activity_id", "form", "event_date").unique(["activity_id", "form"], keep="last")


def _add_area(figures: Figures, rows: pl.DataFrame, seen: pl.DataFrame, period: Period, key: dict[str, Any]) -> None:
    """Every form of one area; those too small are told together where there are two or more of them."""
    small = []
    for form in seen["form"].drop_nulls().unique().sort():
        own, among = rows.filter(pl.col("form") == form), seen.filter(pl.col("form") == form)
        _add(figures, own, among, period, {**key, "form": form})
        if _is_few(_found_in(own, among)):
            small.append(form)
    if len(small) > 1:
        own, among = (frame.filter(pl.col("form").is_in(small)) for frame in (rows, seen))
        _add(figures, own, among, period, {**key, "group": TOGETHER})


def _add(figures: Figures, rows: pl.DataFrame, seen: pl.DataFrame, period: Period, key: dict[str, Any]) -> None:
    """How common among those inspected, and of what was found: how grave, what was done, whether it helped."""
    found = _found_in(rows, seen)
    _share(figures, "common", found, seen, period, key)
    if _is_few(found):
        return
    for measure, part, whole in (
        ("serious", rows.filter("is_serious"), rows),
        ("answered", rows.filter("is_answered"), rows),
        ("checked", rows.filter("is_checked"), rows),
        ("helped", rows.filter("has_helped"), rows.filter("is_checked")),
    ):
        _share(figures, measure, part, whole, period, key)


def _found_in(rows: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """Those inspected where anything was found."""
    return seen.filter(pl.col("activity_id").is_in(rows["activity_id"].implode()))


def _share(
    figures: Figures, measure: str, part: pl.DataFrame, whole: pl.DataFrame, period: Period, key: dict[str, Any]
) -> None:
    if _is_few(part) or _is_few(whole):
        figures.gap(measure, "withheld", period, **key)
    else:
        figures.share(measure, part.height, whole.height, period, **key)


def _is_few(rows: pl.DataFrame) -> bool:
    """Whether fewer than five activities, or fewer than five actors, stand behind."""
    return min(rows["activity_id"].n_unique(), rows["actor_id"].drop_nulls().n_unique()) < FEW
