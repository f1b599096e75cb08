"""The tables of what is learned: which figures stand beside which, and what is said above them."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from indicators.learning.definitions import MEANINGS
from indicators.learning.theme import FORMAL, OWN, REGION
from web import wording
from web.evaluation.grid import NOTHING, Grid
from web.evaluation.words import Figure
from web.learning import words

Headings = tuple[tuple[str, str], ...]
LADDER = ("planned", "verified", "done", "effect", "effect_of_verified", "complied")
CAME_BACK = ("looked_again", "again", "reports_before", "reports_after", "reports_change")
PERMITS = ("inspected", "serious", "hit", "intervened", "calibration")
REFUSALS = ("later_granted", "reported")
THEMES = ("common", "serious", "answered", "checked", "helped")
RETURNS = ("fed_back", "days_lower", "days_median", "days_upper")
_KEYS = ("year", "form", "area", "group")


def effect(figures: pl.DataFrame) -> tuple[Grid, ...]:
    """From order to effect, and whether it came back: by year, by theme, by form; criticism by year."""
    orders, criticism = (figures.filter(pl.col("among") == one) for one in ("order", "criticism"))
    of_areas = "Ett beslut om flera områden räknas i vart och ett."
    return _some(
        _by("Förelägganden, år för år", "", orders, LADDER, "year", "Beslut"),
        _by("Kom det tillbaka? År för år", "", orders, CAME_BACK, "year", "Beslut", of="planned"),
        _by("Förelägganden efter tema", of_areas, orders, LADDER, "area", "Beslut"),
        _by("Kom det tillbaka? Efter tema", of_areas, orders, CAME_BACK, "area", "Beslut", of="planned"),
        _by("Förelägganden efter form", "", orders, LADDER, "form", "Beslut"),
        _by("Kom det tillbaka? Efter form", "", orders, CAME_BACK, "form", "Beslut", of="planned"),
        _by(
            "Kritik, år för år",
            "Kritik är inget krav, men följs på samma sätt.",
            criticism,
            LADDER[:-1],
            "year",
            "Beslut",
        ),
        _by("Efter kritik: kom det tillbaka?", "", criticism, CAME_BACK, "year", "Beslut", of="planned"),
    )


def permit(figures: pl.DataFrame) -> tuple[Grid, ...]:
    """Permits by year and by how they were assessed; refusals by year and ground."""
    granted, refused = (figures.filter(pl.col("among") == one) for one in ("granted", "refused"))
    assessed = (
        "Det som är känt av bedömningen är det som kom före: ett avslag för samma aktör, eller för någon i kretsen. "
        "Ett tillstånd kan stå på flera rader; en rad utan tillstånd visas inte."
    )
    return _some(
        _by("Tillstånd efter år", "", granted, PERMITS, "year", "Tillstånd", of="joined"),
        _by("Tillstånd efter bedömning", assessed, granted, PERMITS, "group", "Tillstånd", of="joined"),
        _by("Avslag efter år", "Vad den gjorde som fick avslag.", refused, REFUSALS, "year", "Avslag"),
        _by("Avslag efter grund", "", refused, REFUSALS, "group", "Avslag"),
    )


def theme(figures: pl.DataFrame) -> tuple[Grid, ...]:
    """Areas with the forms in which enough was found; what is too little is told as that and no more."""
    titles = {
        OWN: ("Brister hos verksamheterna", "Efter område och form."),
        FORMAL: (
            "Dokumentationens form",
            "Fel i hur något är skrivet. Står för sig och räknas inte som andra brister.",
        ),
        REGION: ("Regionens ansvar", "Brister som regionen svarar för. De räknas inte mot verksamheten."),
    }
    grids = []
    for among, (title, text) in titles.items():
        own = figures.filter(pl.col("among") == among)
        common = own.filter(pl.col("measure") == "common")
        shown = common.filter(pl.col("reason").is_null()).sort("area", "form", nulls_last=True)
        n_left = common.height - shown.height
        said = (
            f"{text} {wording.count(n_left)} av {wording.count(common.height)} kombinationer visas inte: färre än fem "
            "verksamheter eller aktörer. Former med få visas tillsammans där det räcker."
        )
        rows = [
            (words.name(row), tuple(_cell(_of(own, row), measure) for measure in THEMES))
            for row in shown.iter_rows(named=True)
        ]
        grids.append(Grid(title, said, _headings("theme", THEMES), tuple(rows)))
    return tuple(grids)


def returned(figures: pl.DataFrame) -> tuple[Grid, ...]:
    """Returned complaints by year and by group of municipalities."""
    return _some(
        _by("Återlämnade klagomål, år för år", "", figures, RETURNS, "year", "Återlämnade", of="fed_back"),
        _by("Efter kommungrupp", "Den kommun där verksamheten ligger, annars avsändarens.", figures, RETURNS, "group",
            "Återlämnade", of="fed_back"),
    )  # fmt: skip


def definitions(part: str) -> Grid:
    """What every measure of a part is; the time once, where it is the same for all."""
    own = [one for (each, _), one in MEANINGS.items() if each == part]
    times = sorted({one.period for one in own})
    is_same = len(times) == 1
    rows = tuple(
        (one.label, tuple(Figure(text) for text in (one.definition, one.denominator, one.period)[: 3 - is_same]))
        for one in own
    )
    headings = (("Vad som räknas", ""), ("Bland vad", ""), ("Tid", ""))[: 3 - is_same]
    return Grid("Så är talen definierade", f"Tid: {times[0]}" if is_same else "", headings, rows)


def _by(
    title: str, text: str, figures: pl.DataFrame, measures: Sequence[str], key: str, units: str, of: str | None = None
) -> Grid:
    """One row for each value of `key` and one for all; `of` is the measure whose denominator is the number of units."""
    part = figures["part"][0] if figures.height else ""
    others = [one for one in _KEYS if one != key]
    own = figures.filter(pl.all_horizontal(pl.col(one).is_null() for one in others))
    values = own[key].drop_nulls().unique().sort().to_list()
    rows = []
    for value in (*values, None):
        of_value = own.filter(pl.col(key).eq_missing(pl.lit(value, own.schema[key])))
        counted = of_value.filter(pl.col("measure") == (of or measures[0]))
        if counted.height and (counted["n"][0] or value is None):
            n = Figure(wording.count(counted["n"][0] or 0))
            cells = tuple(_cell(of_value, measure) for measure in measures)
            rows.append((words.full_name(counted.row(0, named=True)), (n, *cells)))
    headings = ((units, ""), *_headings(part, measures)) if part else ()
    return Grid(title, text, headings, tuple(rows), frozenset({"alla"}))


def _of(figures: pl.DataFrame, row: Mapping[str, Any]) -> pl.DataFrame:
    """The figures of the same area and form as a row."""
    same = (pl.col(one).eq_missing(pl.lit(row[one], pl.String)) for one in ("area", "form", "group"))
    return figures.filter(pl.all_horizontal(same))


def _cell(figures: pl.DataFrame, measure: str) -> Figure:
    own = figures.filter(pl.col("measure") == measure)
    return words.figure(own.row(0, named=True)) if own.height else NOTHING


def _headings(part: str, measures: Sequence[str]) -> Headings:
    return tuple((words.label(part, one), "") for one in measures)


def _some(*grids: Grid) -> tuple[Grid, ...]:
    """Those that have any rows."""
    return tuple(grid for grid in grids if grid.rows)
