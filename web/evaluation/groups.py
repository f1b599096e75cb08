"""The tables of an evaluation that go by group: why inspected, indicators, and groups of providers."""

import re

import polars as pl

from tables.code_lists import labels_of
from web import wording
from web.evaluation.grid import NOTHING, Grid
from web.evaluation.words import Figure, figure, group_words, heading, kind_words, method_words, stratum_words

#: Methods whose groups are compared, and what is compared.
_IN_USE = ("version_1", "own_score")
FAIRNESS = (
    ("share_of_top", "all"), ("share_of_population", "all"), ("selection_ratio", "all"), ("hit_rate", "random_arm"),
    ("hit_rate_of_selected", "inspected"), ("false_alarm_share", "inspected"), ("no_finding_share", "inspected"),
    ("coverage", "all"), ("share_of_score_from_reports", "all"),
)  # fmt: skip
_CALIBRATION = ("calibration_slope", "calibration_intercept", "brier")
_OVERLAP = (
    "propensity_lowest", "propensity_p05", "propensity_median", "propensity_p95", "propensity_highest",
    "share_not_estimable",
)  # fmt: skip
_PICKING = ("version_1", "shadow_boosting", "shadow_points")
_MOST_INDICATORS = 25
_NO_WEIGHT = Figure("ingen vikt")
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def by_origin(figures: pl.DataFrame) -> Grid:
    """Hit rates by why the case was opened, each with what the limits allow to be said."""
    own = _total(figures).filter(pl.col("group_kind") == "origin").sort("group")
    rows = [
        (group_words("origin", row["group"]),
         (figure(row), Figure(wording.count(row["n"] or 0)), Figure(_origins_named(row["note"] or ""))))
        for row in own.iter_rows(named=True)
    ]  # fmt: skip
    text = "När intervallen går i varandra kan skillnaden vara slump."
    headings = (("Andel med utfallet", ""), ("Antal inspektioner", ""), ("Att tänka på", ""))
    return Grid("Träffandel efter skälet till inspektionen", text, headings, tuple(rows))


def _origins_named(text: str) -> str:
    names = labels_of("case_origins")
    return _CODE.sub(lambda found: names.get(found[0], found[0]), text)


def indicators(figures: pl.DataFrame) -> Grid:
    """How well each indicator tells units apart alone, and what is lost without it."""
    own = _total(figures).filter(pl.col("group_kind") == "indicator")
    alone = own.filter(pl.col("measure") == "auc_alone").sort(
        "value", "group", "stratum", descending=[True, False, False], nulls_last=True
    )
    removed = own.filter(pl.col("measure") == "auc_change_when_removed")
    without = {(row["group"], row["stratum"]): figure(row) for row in removed.iter_rows(named=True)}
    weighted = alone.filter(pl.col("group").is_in(list({group for group, _ in without})))
    others = alone.filter(~pl.col("group").is_in(weighted["group"].to_list()))
    shown = pl.concat([weighted, others.head(max(_MOST_INDICATORS - weighted.height, 0))])
    rows = [
        (group_words("indicator", row["group"]),
         (figure(row), without.get((row["group"], row["stratum"]), _NO_WEIGHT)))
        for row in shown.iter_rows(named=True)
    ]  # fmt: skip
    text = (
        "Hur väl indikatorn ensam skiljer dem med utfallet från de andra, och vad som händer utan den, bland dem som "
        f"inte är valda efter risk. Hela poängen räknas om utan den. De som har vikt "
        f"står först, sedan de främsta av de övriga, högst {_MOST_INDICATORS}."
    )
    headings = ((heading("auc_alone", None), ""), (heading("auc_change_when_removed", None), ""))
    return Grid("Varje indikator för sig", text, headings, tuple(rows))


def alarms(figures: pl.DataFrame) -> Grid:
    """What has to be explained or corrected."""
    own = _total(figures).filter(
        pl.col("is_alarm"), pl.col("group_kind").is_not_null(), pl.col("method").is_in([*_IN_USE, "none"])
    )
    rows = [
        (_group(row["group_kind"], row["group"]),
         (Figure(method_words(row["method"])), Figure(heading(row["measure"], None)), figure(row),
          Figure(row["note"] or "")))
        for row in own.sort("group_kind", "group", "method", "measure").iter_rows(named=True)
    ]  # fmt: skip
    text = (
        "Ett larm är en kvot utanför 0,8–1,25 vars intervall inte rymmer 1. Det ska förklaras eller rättas, och "
        "förklaringen ska sparas."
    )
    headings = (("Ordning", ""), ("Mått", ""), ("Tal", ""), ("Att tänka på", ""))
    return Grid("Larm om grupper av utförare", text, headings, tuple(rows))


def fairness(figures: pl.DataFrame) -> Grid:
    """Groups of providers down, measures across, for the order in use."""
    own = _total(figures).filter(
        pl.col("group_kind").is_not_null(), ~pl.col("group_kind").is_in(["origin", "indicator", "method"]),
        pl.col("method").is_in([*_IN_USE, "none"]), pl.col("measure").is_in([name for name, _ in FAIRNESS]),
    )  # fmt: skip
    measures = [one for one, _ in FAIRNESS if one in set(own["measure"])]
    text = (
        "Grupper av utförare, aldrig av personer. Jämför inte poäng mellan driftsformer: bolagsuppgifter finns bara "
        "för privata."
    )
    return Grid("Grupper av utförare", text, tuple((heading(one, None), "") for one in measures), _rows(own, measures))


def whom_each_picks(figures: pl.DataFrame) -> Grid:
    """Share of the top against share of everyone, order by order: another outcome picks other providers."""
    own = _total(figures).filter(
        pl.col("measure") == "selection_ratio", pl.col("method").is_in(_PICKING), pl.col("group_kind").is_not_null()
    )
    methods = [one for one in _PICKING if one in set(own["method"])]
    found = []
    for kind, code in own.select("group_kind", "group").unique().sort("group_kind", "group").iter_rows():
        of = own.filter(pl.col("group_kind") == kind, pl.col("group") == code)
        cells = {row["method"]: figure(row) for row in of.iter_rows(named=True)}
        found.append((_group(kind, code), tuple(cells.get(one, NOTHING) for one in methods)))
    text = (
        "Andel av toppen mot andel av alla. Vad som räknas som utfall avgör vilka utförare som hamnar först: ja eller "
        "nej väljer andra än bristpoäng."
    )
    headings = tuple((wording.sentence(method_words(one)), "") for one in methods)
    rows = tuple(found) if len(methods) > 1 else ()
    return Grid("Vilka grupper varje ordning väljer", text, headings, rows)


def hours(figures: pl.DataFrame) -> Grid:
    """Hours for each hit, by how the case came into a plan and by group."""
    own = _total(figures).filter(pl.col("measure") == "hours_per_hit", pl.col("value").is_not_null())
    rows = [
        (wording.sentence(stratum_words(row["stratum"])) if row["group_kind"] is None
         else _group(row["group_kind"], row["group"]), (figure(row), Figure(wording.count(row["n"] or 0))))
        for row in own.sort("group_kind", "group", "stratum").iter_rows(named=True)
    ]  # fmt: skip
    text = "Antecknade timmar vid planernas ärenden, delade med antalet ärenden som gav utfallet."
    return Grid("Timmar per utfall", text, ((heading("hours_per_hit", None), ""), ("Antal ärenden", "")), tuple(rows))


def calibration(figures: pl.DataFrame) -> Grid:
    """How far probabilities can be trusted in each form and with each kind of operator."""
    own = _total(figures).filter(
        pl.col("group_kind").is_not_null(), pl.col("measure").is_in(_CALIBRATION),
        pl.col("method") == "shadow_boosting", pl.col("stratum") == "duty",
    )  # fmt: skip
    text = f"För {method_words('shadow_boosting')}. Där få har inspekterats är intervallen breda."
    headings = tuple((heading(one, None), "") for one in _CALIBRATION)
    return Grid("Sannolikheterna i varje grupp", text, headings, _rows(own, list(_CALIBRATION)))


def overlap(figures: pl.DataFrame) -> Grid:
    """How alike those inspected and the others are, by the chance of having been inspected."""
    own = _total(figures).filter(pl.col("group_kind") == "overlap", pl.col("measure").is_in(_OVERLAP))
    text = (
        "Sannolikheten att inspekteras, så långt registren visar den. Ingen verksamhets sannolikhet kommer från en "
        "beräkning som har sett den själv. Skiljer sig raderna mycket åt säger det som fanns hos de inspekterade lite "
        "om de övriga."
    )
    headings = tuple((heading(one, None), "") for one in _OVERLAP)
    return Grid("Hur lika de inspekterade är de övriga", text, headings, _rows(own, list(_OVERLAP)))


def _rows(figures: pl.DataFrame, measures: list[str]) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    found = []
    for kind, code in figures.select("group_kind", "group").unique().sort("group_kind", "group").iter_rows():
        of = figures.filter(pl.col("group_kind") == kind, pl.col("group").eq_missing(pl.lit(code, pl.String)))
        cells = {row["measure"]: figure(row) for row in of.sort("measure", "stratum").iter_rows(named=True)}
        found.append((_group(kind, code), tuple(cells.get(one, NOTHING) for one in measures)))
    return tuple(found)


def _total(figures: pl.DataFrame) -> pl.DataFrame:
    return figures.filter(pl.col("list_date").is_null(), pl.col("variant") == "later")


def _group(kind: str, code: str | None) -> str:
    return f"{wording.sentence(kind_words(kind))}: {group_words(kind, code)}"
