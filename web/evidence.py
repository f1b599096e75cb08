"""The delivered lines behind one value: file, line, day, when it was known, and what it says.

Which rows a measure counts is answered by `indicators.evidence`; the words of a row by `timeline.py`. The rows of the
peers, which decide what is usual, are not shown: the group and its size are.
"""

import datetime as dt
import re
from dataclasses import dataclass

import polars as pl

from indicators.definition import Indicator, Level, Shrinkage
from indicators.evidence import rows_behind
from indicators.measures import Measure
from indicators.registry import catalogue
from sources import identity
from tables.code_lists import codes_of
from tables.contracts import facts as fact_tables
from tables.core import ActivityVersion
from tables.serving import Published
from web import explanation, queries, wording
from web.explanation import Value
from web.finding import CannotSearch
from web.provenance import source_label
from web.timeline import describe

_ESTIMATES = {
    Shrinkage.GAMMA_POISSON: "Kvoten dras mot jämförelsegruppen, mest när underlaget är litet: (κ + y) / (κ + E).",
    Shrinkage.BETA_BINOMIAL: "Andelen dras mot jämförelsegruppen, mest när underlaget är litet: (a + y) / (a + b + n).",
}


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
    latest = dict(queries.sources(published).select("table", "latest_known_at").iter_rows())
    return Evidence(
        indicator_id=indicator_id,
        label=indicator.label,
        entity_id=entity_id,
        level=explanation.level_label(level.value),
        as_of=as_of,
        value=next(iter(explanation.values(found.head(1), latest)), None),
        note=None if not found.is_empty() else f"Inget värde är beräknat per {as_of}; raderna är de som var kända då.",
        measures=tuple(measure_text(measure) for measure in indicator.measures.values()),
        method=(_ESTIMATES[indicator.estimate.kind],) if indicator.estimate else (),
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


def measure_text(measure: Measure) -> str:
    """What a measure counts, with sources, columns and codes by the words the inspectorate uses."""
    table = measure.fact.table
    text = measure.says().replace(table, source_label(table), 1)
    for column, values in measure.where.items():
        text = text.replace(f"{column} = {'/'.join(map(str, values))}", _condition(measure, column, values), 1)
    return _TECHNICAL.sub(lambda found: _WORDS.get(found.group(), found.group()), text)


def _condition(measure: Measure, column: str, values: tuple[object, ...]) -> str:
    codes = measure.fact.notes(column)["codes"]
    if codes and len(values) > _MANY:
        return f"{len(values)} koder i listan {codes}"
    if codes:
        return " eller ".join(wording.label(codes, str(value)) for value in values)
    if all(isinstance(value, bool) for value in values):
        return _CONDITIONS.get((column, *values), f"{column} = {'/'.join(map(str, values))}")
    return " eller ".join(map(str, values))


#: More codes than this are counted instead of listed.
_MANY = 5
#: Column and the values that count → words.
_CONDITIONS: dict[tuple[object, ...], str] = {
    ("counts", True): "som räknas",
    ("is_final", True): "laga kraft",
    ("on_site", True): "på plats",
    ("is_open", True): "öppna",
    ("is_late", True): "för sent anmälda",
    ("is_late", True, False): "med sista dag",
    ("is_serious_deficiency", True): "allvarliga brister",
}
_TECHNICAL = re.compile(r"[a-z]+(?:_[a-z]+)*")
#: Columns and codes that a measure names, where no code list says what they are called.
_WORDS = {
    **{
        code: wording.label(name, code)
        for name in ("roles", "company_event_kinds", "permit_grounds")
        for code in codes_of(name)
    },
    "max_places": "platser",
    "points": "poäng",
    "kind": "läge",
    "ground": "grund",
    "effect": "verkan",
    "due_date": "sista dagen",
    "complied_at": "efterlevnad",
    "ban": "förbud",
    "revocation": "återkallelse",
    "order": "föreläggande",
    "in_force": "gäller",
    "suspended": "inhibition",
}


def _lines(
    published: Published, indicator: Indicator, level: Level, entity_id: str, as_of: dt.date
) -> tuple[Line, ...]:
    measures = list(indicator.measures.values())
    tables = {measure.fact.table for measure in measures}
    if any(measure.else_actor for measure in measures):
        tables.add(ActivityVersion.table)
    facts = {name: queries.whole(published, fact_tables()[name]) for name in sorted(tables)}
    files = queries.files(published)
    return tuple(
        line
        for measure in measures
        for line in _lines_of(measure, rows_behind(facts, measure, level, entity_id, as_of), files)
    )


def _lines_of(measure: Measure, rows: pl.DataFrame, files: dict[str, str]) -> list[Line]:
    lines = [
        _line(measure, row, files)
        for row in rows.sort("known_from", "ledger_id", "source_row", descending=[True, False, False]).iter_rows(
            named=True
        )
    ]
    return sorted(lines, key=lambda line: line.date or line.known_from, reverse=True)


def _line(measure: Measure, row: dict[str, object], files: dict[str, str]) -> Line:
    said = describe(measure.fact, row)
    return Line(
        measure=measure_text(measure),
        source=source_label(measure.fact.table),
        date=said.date,
        known_from=row["known_from"],  # type: ignore[arg-type]
        text=said.text,
        note=said.note,
        file_name=files.get(str(row["ledger_id"])),
        row=row["source_row"],  # type: ignore[arg-type]
    )
