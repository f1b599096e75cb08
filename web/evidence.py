"""The delivered lines behind one value: file, line, day, when it was known, and what it says.

Which rows a measure counts, and what it is called, is answered by `indicators`; the words of a row by `timeline.py`,
and of a way to another company by `paths.py`.
The rows of the peers, which decide what is usual, are not shown: the group and its size are.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import polars as pl

from indicators.definition import Indicator, Level
from indicators.evidence import rows_behind
from indicators.measures import Measure, OfActor
from indicators.reference.words import ESTIMATES
from indicators.registry import catalogue
from sources import identity
from tables.contracts import facts as fact_tables
from tables.core import ActivityVersion, Actor, NomineeSign
from tables.serving import Published
from web import explanation, paths, queries
from web.explanation import Value
from web.finding import CannotSearch
from web.freshness import freshness
from web.timeline import describe

#: A row's way to another company in words, where it speaks of one.
Way = Callable[[dict[str, object]], str | None]


class NoSuchIndicator(LookupError):
    """The catalogue has no indicator of that name."""


@dataclass(frozen=True)
class Line:
    """One delivered line that a value rests on."""

    measure: str
    source: str
    date: dt.date | None
    known_from: dt.date
    text: str
    note: str | None
    file_name: str | None
    row: int | None


@dataclass(frozen=True)
class Evidence:
    """What a value rests on, how it is worked out, and what would clear it."""

    indicator_id: str
    label: str
    entity_id: str
    level: str
    as_of: dt.date
    value: Value | None
    note: str | None
    measures: tuple[str, ...]
    method: tuple[str, ...]
    explanations: tuple[str, ...]
    cleared_by: str
    lines: tuple[Line, ...]


def evidence(published: Published, indicator_id: str, entity: str, as_of: dt.date) -> Evidence:
    """The lines behind one indicator's value for one activity, actor or municipality.

    Raises:
        NoSuchIndicator: the catalogue has no such indicator.
        CannotSearch: the entity is written as a person's number.
    """
    indicator = catalogue().get(indicator_id)
    if indicator is None:
        raise NoSuchIndicator(f"Det finns ingen indikator med det namnet. Välj bland: {', '.join(catalogue())}.")
    entity_id = _entity_id(entity)
    found = queries.values_of_indicator(published, indicator_id, entity_id, as_of)
    level = Level(found.item(0, "level")) if not found.is_empty() else indicator.level
    fresh = freshness(published, as_of)
    return Evidence(
        indicator_id=indicator_id,
        label=indicator.label,
        entity_id=entity_id,
        level=explanation.level_label(level.value),
        as_of=as_of,
        value=next(iter(explanation.values(found.head(1).to_dicts(), fresh)), None),
        note=None if not found.is_empty() else f"Inget värde är beräknat per {as_of}; raderna är de som var kända då.",
        measures=tuple(measure.says() for measure in indicator.measures.values()),
        method=(ESTIMATES[indicator.estimate.kind],) if indicator.estimate else (),
        explanations=indicator.explanations,
        cleared_by=indicator.cleared_by,
        lines=_lines(published, indicator, level, entity_id, as_of),
    )


def _entity_id(text: str) -> str:
    if text[:2] in {"P-", "S-"}:
        return text
    if identity.masked(text) != text:
        raise CannotSearch("Det angivna ser ut som ett personnummer och söks inte. Ange verksamhets-id i stället.")
    return identity.ten_digits(text) or text.upper()


def _lines(
    published: Published, indicator: Indicator, level: Level, entity_id: str, as_of: dt.date
) -> tuple[Line, ...]:
    measures = list(indicator.measures.values())
    tables = {measure.fact.table for measure in measures}
    if any(measure.else_actor or isinstance(measure, OfActor) for measure in measures):
        tables |= {ActivityVersion.table, Actor.table}
    facts = {name: queries.around(published, fact_tables()[name], level.value, entity_id) for name in sorted(tables)}
    files = queries.files(published)
    lines = []
    for measure in measures:
        rows = _without_keys(measure, rows_behind(facts, measure, level, entity_id, as_of))
        names = queries.names(published, paths.others(measure.fact, rows.iter_rows(named=True)), as_of)
        lines += _lines_of(measure, rows, files, partial(paths.sentence, measure.fact, names=names, as_of=as_of))
    return tuple(lines)


def _without_keys(measure: Measure, rows: pl.DataFrame) -> pl.DataFrame:
    """Signs about representatives with a number for each person in place of the key, to tell who has several."""
    if measure.fact is not NomineeSign:
        return rows
    keys = rows.sort("valid_from", "other_id")["other_id"].unique(maintain_order=True).to_list()
    numbers = {key: f"person {place} i kretsen" for place, key in enumerate(keys, start=1)}
    return rows.with_columns(pl.col("other_id").replace_strict(numbers, return_dtype=pl.String))


def _lines_of(measure: Measure, rows: pl.DataFrame, files: dict[str, str], way: Way) -> list[Line]:
    lines = [
        _line(measure, row, files, way(row))
        for row in rows.sort("known_from", "ledger_id", "source_row", descending=[True, False, False]).iter_rows(
            named=True
        )
    ]
    return sorted(lines, key=lambda line: line.date or line.known_from, reverse=True)


def _line(measure: Measure, row: dict[str, object], files: dict[str, str], way: str | None) -> Line:
    said = describe(measure.fact, row)
    return Line(
        measure=measure.says(),
        source=measure.fact.sv,
        date=said.date,
        known_from=row["known_from"],  # type: ignore[arg-type]
        text=way or said.text,
        note=said.note,
        file_name=files.get(str(row["ledger_id"])),
        row=row["source_row"],  # type: ignore[arg-type]
    )
