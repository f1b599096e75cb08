"""What supervision has to teach as one HTML page that needs nothing else: what is shown, in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from indicators.learning.theme import OWN
from tables.store import atomic_write
from web import wording
from web.evaluation.grid import Grid
from web.evaluation.pictures import Drawn
from web.files.page import page
from web.learning import pictures, tables, words


@dataclass(frozen=True)
class Section:
    """Everything about one part."""

    anchor: str
    label: str
    lead: str
    said: tuple[str, ...]
    pictures: tuple[Drawn, ...]
    tables: tuple[Grid, ...]
    definitions: Grid


#: Part → what it is called, what it is for, its tables and its pictures.
_Tables = Callable[[pl.DataFrame], tuple[Grid, ...]]
_Pictures = Callable[[pl.DataFrame], Iterable[Drawn]]
_PARTS: dict[str, tuple[str, str, _Tables, _Pictures]] = {
    "effect": (
        "Hjälpte tillsynen?",
        "Varje beslut följs lika länge: planerades åtgärder, kontrollerades de, gjordes de, hade de effekt, och kom "
        "bristen tillbaka?",
        tables.effect, pictures.effect,
    ),
    "permit": (
        "Vad blev det av tillstånden?",
        "Tillsynen är kvittot på hur väl tillståndet bedömdes. Varje tillstånd följs lika länge, så att åren går att "
        "jämföra.",
        tables.permit, pictures.permit,
    ),
    "theme": (
        "Vad andra kan lära",
        "För den som inte har inspekterats: vad som brukar brista i verksamheter av samma form, hur allvarligt det "
        "var, vad som gjordes och om det hjälpte.",
        tables.theme, pictures.theme,
    ),
    "returned": (
        "Klagomål som återlämnas till kommunen",
        "Kom det tillbaka ett utfall, och hur lång tid tog det?",
        tables.returned, pictures.returned,
    ),
}  # fmt: skip
#: Part → the figures that are told first, as sentences.
_SAID = {
    "effect": (
        ("planned", "order", "Åtgärd planerad: {}."), ("verified", "order", "Kontrollerat av myndigheten: {}."),
        ("effect", "order", "Genomfört med effekt: {}."),
        ("again", "order", "Ny brist i samma område, bland dem som inspekterats igen: {}."),
        ("reports_change", "order", "Klagomål och tips efter mot före, mot jämförbara: {}."),
    ),
    "permit": (
        ("inspected", "granted", "Inspekterade inom tiden: {}."),
        ("hit", "granted", "Allvarlig brist eller ingripande, bland de bedömda: {}."),
        ("later_granted", "refused", "Avslag som följdes av bifall: {}."),
        ("conditions", "granted", "Villkor: {}; finns inte i uppgifterna."),
        ("completions", "granted", "Kompletteringar: {}; finns inte i uppgifterna."),
    ),
    "theme": (),  # told from the figures themselves
    "returned": (
        ("fed_back", "complaint", "Utfall återkopplat inom tolv månader: {}."),
        ("days_median", "complaint", "Dagar tills hälften hade ett utfall: {}."),
        ("not_yet", "complaint", "Återlämnade så sent att tiden inte har gått: {}."),
        ("unplaced", "complaint", "Kommungrupp inte känd för: {}."),
        ("told_to_the_person", "complaint", "Om den enskilde har fått besked: {}."),
    ),
}  # fmt: skip

#: How many themes are told first.
_FIRST = 3


def write(figures: pl.DataFrame, about: tuple[tuple[str, str], ...], path: Path) -> None:
    """Save the page; an earlier one stays whole until the new one is."""
    atomic_write(path, render(figures, about).encode())


def render(figures: pl.DataFrame, about: tuple[tuple[str, str], ...]) -> str:
    """The page.

    Args:
        figures: rows of `LearningFigure`.
        about: what they rest on, heading and text.
    """
    content = {
        "sections": sections(figures),
        "about": about,
        "limits": words.LIMITS,
        "why": words.WHY,
        "gaps": words.GAPS,
    }
    return page("learning.html", ("report.css", "evaluation.css"), content)


def sections(figures: pl.DataFrame) -> list[Section]:
    """The page's content, part by part."""
    plain = figures.with_columns(pl.col("part", "reason").cast(pl.String))
    return [_section(plain.filter(pl.col("part") == part), part) for part in _PARTS]


def _section(figures: pl.DataFrame, part: str) -> Section:
    label, lead, shown, drawn = _PARTS[part]
    return Section(
        part,
        label,
        lead,
        tuple(_said(figures, part)),
        tuple(drawn(figures)),
        shown(figures),
        tables.definitions(part),
    )


def _most_common(figures: pl.DataFrame) -> Iterable[str]:
    """The areas and forms in which most of those inspected were found wanting."""
    common = figures.filter(pl.col("measure") == "common", pl.col("among") == OWN, pl.col("value").is_not_null())
    first = common.sort("value", "area", "form", descending=[True, False, False], nulls_last=True).head(_FIRST)
    for row in first.iter_rows(named=True):
        yield f"{wording.sentence(words.name(row))}, {words.sentence_of(row)} av de inspekterade."


def _said(figures: pl.DataFrame, part: str) -> Iterable[str]:
    if part == "theme":
        yield from _most_common(figures)
    whole = figures.filter(pl.all_horizontal(pl.col("year", "form", "area", "group").is_null()))
    for measure, among, text in _SAID[part]:
        own = whole.filter(pl.col("measure") == measure, pl.col("among") == among)
        if own.height:
            yield wording.sentence(text.format(words.sentence_of(own.row(0, named=True))))
