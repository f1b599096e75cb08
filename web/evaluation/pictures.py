"""The pictures of an evaluation: which are drawn, what they are called, and what they show in words."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from tables.code_lists import labels_of
from tables.marts.evaluation import STRATA
from web import wording
from web.evaluation import charts
from web.evaluation.drawing import address
from web.evaluation.words import group_words, kind_words, method_words

_LIFT_METHODS = ("version_1", "own_score", "shadow_boosting", "last_outcome", "own_history", "size", "region_only")
_MOST_GROUPS = 14


@dataclass(frozen=True)
class Drawn:
    """A picture as an address that holds it, with what it shows in words."""

    title: str
    text: str
    address: str
    alternative: str


def pictures(figures: pl.DataFrame, curves: pl.DataFrame) -> Iterable[Drawn]:
    """The pictures of one target, from its figures and its curves."""
    plain = curves.with_columns(pl.col("method", "curve", "stratum").cast(pl.String))
    for stratum in STRATA:
        own = plain.filter(pl.col("curve") == "lift", pl.col("stratum") == stratum)
        if own["y"].is_not_null().any():
            yield _lift(own, stratum)
    yield from _calibrations(plain.filter(pl.col("curve") == "calibration"))
    funnel = plain.filter(pl.col("curve") == "funnel")
    if not funnel.is_empty():
        yield _funnel(funnel)
    overlap = plain.filter(pl.col("curve") == "overlap")
    if overlap["y"].is_not_null().any():
        yield _overlap(overlap)
    chosen = figures.filter(
        pl.col("measure") == "selection_ratio", pl.col("method").is_in(["version_1", "own_score"]),
        pl.col("list_date").is_null(), pl.col("value") > 0,
    )  # fmt: skip
    for kind in chosen["group_kind"].drop_nulls().unique().sort().to_list():
        own = chosen.filter(pl.col("group_kind") == kind)
        if own.height > 1:
            yield _groups(own, kind)


def _lift(curves: pl.DataFrame, stratum: str) -> Drawn:
    drawn = set(curves["method"])
    methods = [one for one in _LIFT_METHODS if one in drawn]
    text = (
        "Över 1 hittas fler än om man gick i slumpmässig ordning. Det ljusa fältet är osäkerheten hos "
        f"{method_words(methods[0])}." if methods else ""
    )  # fmt: skip
    said = "; ".join(_at_a_tenth(curves.filter(pl.col("method") == one), method_words(one)) for one in methods)
    title = f"Träffar längs listan, {STRATA[stratum]}"
    return Drawn(title, text, address(charts.lift(curves, methods)), f"{title}. {said}.")


def _at_a_tenth(curve: pl.DataFrame, name: str) -> str:
    """What a curve shows when a tenth of the list has been gone through."""
    near = curve.sort((pl.col("x") - 0.1).abs(), "order").row(0, named=True)
    value = "okänt" if near["y"] is None else wording.number(near["y"], 2)
    return f"{name}: {value} efter {wording.share(near['x'])} av listan"


def _calibrations(curves: pl.DataFrame) -> Iterable[Drawn]:
    for (method, stratum), rows in curves.partition_by("method", "stratum", as_dict=True, maintain_order=True).items():
        title = f"Sagt mot sett: {method_words(str(method))}, {STRATA[str(stratum)]}"
        pairs = rows.drop_nulls("y").sort("order").select("x", "y").iter_rows()
        said = "; ".join(f"sagt {wording.share(x)}, sett {wording.share(y)}" for x, y in pairs)
        text = "Varje punkt är en tiondel av verksamheterna. En punkt på linjen stämde; under linjen sades för mycket."
        yield Drawn(title, text, address(charts.calibration(rows)), f"{title}. {said}.")


def _funnel(points: pl.DataFrame) -> Drawn:
    named = points.with_columns(point=pl.col("point").map_elements(_named, return_dtype=pl.String))
    outside = named.filter(charts.is_outside())["point"].sort().to_list()
    title = "Grupper mot antalet inspektioner"
    text = (
        "Det ljusa fältet är vad slumpen ger, efter exakta gränser; en av tjugo hamnar utanför ändå. De som ligger "
        "utanför är namngivna."
    )
    said = f"Utanför ligger: {', '.join(outside)}." if outside else "Ingen grupp ligger utanför."
    return Drawn(title, text, address(charts.funnel(named)), f"{title}. {said}")


def _overlap(points: pl.DataFrame) -> Drawn:
    title = "Hur lika de inspekterade är de övriga"
    text = (
        "Varje stapel är en tiondel av sannolikheten att inspekteras. Där bara den ena gruppen har staplar går de inte "
        "att jämföra."
    )
    said = "; ".join(
        f"{group}: {wording.share(own['y'][0])} under en tiondel"
        for (group,), own in points.sort("point", "order").group_by("point", maintain_order=True)
    )
    return Drawn(title, text, address(charts.overlap(points)), f"{title}. {said}.")


def _named(point: str) -> str:
    """A point's name: the county's where it is the code of one."""
    return labels_of("counties").get(point, point)


def _groups(figures: pl.DataFrame, kind: str) -> Drawn:
    own = figures.sort("n", "group", descending=[True, False], nulls_last=True).head(_MOST_GROUPS)
    rows = [
        charts.Ratio(
            group_words(kind, row["group"]), row["value"],
            row["value"] if row["low"] is None else row["low"],
            row["value"] if row["high"] is None else row["high"], row["is_alarm"],
        )
        for row in own.iter_rows(named=True)
    ]  # fmt: skip
    title = f"Vilka hamnar i toppen: {kind_words(kind)}"
    text = "1 är lika stor andel av toppen som av alla. Det ljusa fältet är 0,8–1,25; en fylld romb är ett larm."
    said = "; ".join(f"{row.name} {wording.number(row.value, 2)}" for row in rows)
    return Drawn(title, text, address(charts.groups(rows)), f"{title}. {said}.")
