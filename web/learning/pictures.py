"""The pictures of what is learned: which are drawn, what they are called, and what they show in words."""

from collections.abc import Iterable, Sequence

import polars as pl

from indicators.learning.effect import LADDER
from indicators.learning.theme import OWN
from web import wording
from web.evaluation.drawing import address
from web.evaluation.pictures import Drawn
from web.learning import charts, words
from web.learning.charts import Point, Series

_FEW = "Linjerna är 95-procentsintervall. Där färre än fem ligger bakom finns bara intervallet."
_MOST = 16


def effect(figures: pl.DataFrame) -> Iterable[Drawn]:
    """The ladder year by year, effect by theme, and complaints and tips after against peers."""
    orders = figures.filter(pl.col("among") == "order")
    yearly = orders.filter(pl.col("year").is_not_null())
    series = [Series(words.label("effect", step), tuple(_points(yearly, step))) for step in LADDER]
    if any(one.points for one in series):
        latest = [(one.name, one.points[-1]) for one in series if one.points]
        said = "; ".join(f"{name} {point.name}: {_share(point)}" for name, point in latest)
        title = "Från föreläggande till effekt, år för år"
        yield Drawn(title, _FEW, address(charts.by_year(series, "Andel av föreläggandena")), f"{title}. {said}.")
    by_area = orders.filter(pl.col("area").is_not_null())
    yield from _groups(by_area, "effect", "Med effekt, efter tema", "Andel av föreläggandena")
    yield from _groups(
        by_area, "again", "Ny brist i samma område inom tolv månader", "Andel av dem som inspekterats igen"
    )
    yield from _groups(
        yearly,
        "reports_after",
        "Klagomål och tips efter föreläggande, mot jämförbara",
        "Kvot; 1 är som hos jämförbara",
        1.0,
    )


def permit(figures: pl.DataFrame) -> Iterable[Drawn]:
    """Hits year by year, and how they stand to what was to be expected of the form."""
    granted = figures.filter(pl.col("among") == "granted")
    for key, what in (("year", "efter tillståndsår"), ("group", "efter bedömning")):
        own = granted.filter(pl.col(key).is_not_null())
        yield from _groups(own, "hit", f"Allvarlig brist eller ingripande, {what}", "Andel av de bedömda")
        yield from _groups(own, "calibration", f"Utfall mot väntat, {what}", "Kvot; 1 är som väntat", 1.0)


def theme(figures: pl.DataFrame) -> Iterable[Drawn]:
    """What is most common among those inspected."""
    common = figures.filter(pl.col("among") == OWN, pl.col("measure") == "common", pl.col("value").is_not_null())
    rows = common.sort("value", "area", "form", descending=[True, False, False], nulls_last=True).head(_MOST)
    yield from _drawn(_told(rows), "Vanligaste bristerna bland inspekterade", "Andel av de inspekterade", None)


def returned(figures: pl.DataFrame) -> Iterable[Drawn]:
    """How many were told, by year and by group of municipalities."""
    title, axis = "Utfall återkopplat inom tolv månader", "Andel av de återlämnade"
    yield from _groups(figures.filter(pl.col("year").is_not_null()), "fed_back", f"{title}, år för år", axis)
    yield from _groups(figures.filter(pl.col("group").is_not_null()), "fed_back", f"{title}, efter kommungrupp", axis)


def _groups(
    figures: pl.DataFrame, measure: str, title: str, axis: str, expected: float | None = None
) -> Iterable[Drawn]:
    yield from _drawn(_points(figures, measure), title, axis, expected)


def _drawn(points: Sequence[Point], title: str, axis: str, expected: float | None) -> Iterable[Drawn]:
    if points:
        written = _share if expected is None else _ratio
        said = "; ".join(f"{point.name}: {written(point)}" for point in points)
        yield Drawn(title, _FEW, address(charts.groups(points, axis, expected)), f"{title}. {said}.")


def _points(figures: pl.DataFrame, measure: str) -> list[Point]:
    """The figures of a measure that have limits, in their order."""
    own = figures.filter(pl.col("measure") == measure, pl.col("low").is_not_null()).with_columns(
        pl.col("high").fill_null(float("inf"))
    )
    return _told(own.filter(pl.col("n") > 0).sort("year", "area", "form", "group", nulls_last=True))


def _told(figures: pl.DataFrame) -> list[Point]:
    return [
        Point(wording.sentence(words.name(row)), row["value"], row["low"], row["high"])
        for row in figures.iter_rows(named=True)
    ]


def _share(point: Point) -> str:
    span = f"{wording.number(100 * point.low, 0)} till {wording.share(point.high)}"
    return span if point.value is None else f"{wording.share(point.value)}, {span}"


def _ratio(point: Point) -> str:
    span = f"{wording.number(point.low, 2)} till {wording.number(min(point.high, 999), 2)}"
    return span if point.value is None else f"{wording.number(point.value, 2)}, {span}"
