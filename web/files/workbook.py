"""The lists as an Excel file: one sheet a target, and one that says what the list is and what it rests on.

Every text is written as text: a name that begins with `=`, `+`, `-` or `@` stays a name. The file holds no time of its
own, so equal runs give equal cells.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.registry import catalogue
from tables.serving import Published
from tables.store import atomic_write
from web import wording
from web.freshness import SourceAge, SourceReach
from web.listing import Listing, ListRow, listing
from web.provenance import Provenance, provenance
from web.queries import Filters

ABOUT = "Om listan"
N_REASONS = 3
Cell = str | int | float | None
_SHEETS = {"Q": "Vårdens kvalitet", "W": "Välfärdsbrott", "R": "Register"}
#: Excel reserves these in the names of sheets, and cuts names at 31 characters.
_NAME_LENGTH = 31


@dataclass(frozen=True)
class Column:
    """One column of a list: heading, width, how it is written and where its value comes from."""

    heading: str
    width: int
    style: str
    value: Callable[[ListRow], Cell]


def _reason(place: int) -> Callable[[ListRow], Cell]:
    return lambda row: row.dated_reasons[place] if place < len(row.reasons) else None


COLUMNS = (
    Column("Plats", 7, "whole", lambda row: row.rank),
    Column("Plats från", 8, "whole", lambda row: row.rank_low),
    Column("Plats till", 8, "whole", lambda row: row.rank_high),
    Column("Band", 7, "centred", lambda row: row.band),
    Column("Verksamhet", 32, "wrapped", lambda row: row.activity_name),
    Column("Form", 28, "wrapped", lambda row: row.form),
    Column("Kommun", 16, "text", lambda row: row.municipality),
    Column("Poäng", 8, "decimal", lambda row: None if row.score is None else float(row.score)),
    Column("Täckning", 10, "share", lambda row: row.coverage),
    Column("Trend", 26, "wrapped", lambda row: "\n".join(one.said for one in row.trends) or None),
    Column("Att åtgärda", 34, "wrapped", lambda row: "\n".join(row.dated_flags) or None),
    *(Column(f"Skäl {place + 1}", 50, "wrapped", _reason(place)) for place in range(N_REASONS)),
    Column("Rättsläge", 20, "wrapped", lambda row: row.legal_state),
    Column("Status", 16, "text", lambda row: row.status),
    Column("Verksamhets-id", 16, "text", lambda row: row.activity_id),
    Column("Aktör", 32, "wrapped", lambda row: row.actor_name),
    Column("Organisationsnummer", 22, "text", lambda row: row.actor_number),
    Column("Driftsform", 12, "text", lambda row: row.operator_type),
    Column("Plats inom driftsform", 12, "whole", lambda row: row.rank_in_operator_type),
    Column("Sannolikt bland de 5 % översta", 14, "share", lambda row: row.p_top),
    Column("Underlag", 24, "text", lambda row: "rangordnad" if row.rank is not None else row.position),
    Column("Län", 20, "text", lambda row: row.county),
    Column("Avdelning", 12, "text", lambda row: row.division),
)
#: Place, interval, band and name stay in view when the reader scrolls sideways.
_FROZEN_COLUMNS = 5
#: What goes on paper: up to the second reason. The rest is for the screen.
_PRINTED_COLUMNS = 13
_LINE_HEIGHT, _MOST_LINES = 15, 8
_A4 = 9


def write(
    published: Published, path: Path, as_of: dt.date, targets: Sequence[str], filters: Filters, top: int | None
) -> int:
    """Save the lists as Excel and say how many rows they have. An earlier file stays whole until the new one is."""
    lists = [listing(published, target, as_of, filters, top) for target in targets]
    atomic_write(path, content(lists, provenance(published, as_of)))
    return sum(len(one.rows) for one in lists)


def content(lists: Sequence[Listing], facts: Provenance) -> bytes:
    """The bytes of the Excel file."""
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {
                "title": "Tillsynsradar, prioriterad lista",
                "created": dt.datetime.combine(facts.as_of, dt.time()),
            }
        )
        styles = formats(book)
        for one in lists:
            _list_sheet(book.add_worksheet(_SHEETS.get(one.target, one.target)[:_NAME_LENGTH]), one, styles)
        _about_sheet(book.add_worksheet(ABOUT), lists, facts, styles)
    return stream.getvalue()


def formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """How cells look, by the name of a column's style."""
    top = {"valign": "top", "bottom": 1, "bottom_color": "#D3DAE0"}
    return {
        "heading": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF3", "bottom": 1}
        ),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "section": book.add_format({"bold": True, "font_size": 12}),
        "text": book.add_format({**top, "num_format": "@"}),
        "plain": book.add_format({"num_format": "@"}),
        "wrapped": book.add_format({**top, "num_format": "@", "text_wrap": True}),
        "centred": book.add_format({**top, "num_format": "@", "align": "center"}),
        "whole": book.add_format({**top, "num_format": "0"}),
        "decimal": book.add_format({**top, "num_format": "0.0"}),
        "share": book.add_format({**top, "num_format": "0%"}),
        "exact_share": book.add_format({**top, "num_format": "0.0%"}),
        "date": book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _list_sheet(sheet: Worksheet, found: Listing, styles: dict[str, Format]) -> None:
    head = 0 if found.held is None else 1
    if found.held is not None:
        sheet.write_string(0, 0, found.held.said, styles["section"])
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(head, place, column.heading, styles["heading"])
    sheet.set_row(head, 2 * _LINE_HEIGHT)
    for line, row in enumerate(found.rows, start=head + 1):
        values = [column.value(row) for column in COLUMNS]
        sheet.set_row(line, _LINE_HEIGHT * _n_lines(values))
        for place, value in enumerate(values):
            write_cell(sheet, line, place, value, styles[COLUMNS[place].style])
    last = head + max(len(found.rows), 1)
    sheet.freeze_panes(head + 1, _FROZEN_COLUMNS)
    sheet.autofilter(head, 0, last, len(COLUMNS) - 1)
    sheet.print_area(0, 0, last, _PRINTED_COLUMNS - 1)
    paper(sheet, head)


def _n_lines(values: Sequence[Cell]) -> int:
    """How many lines the fullest cell of a row needs; not every program works that out when it opens a file."""
    wrapped = (
        sum(-(-len(part) // (column.width - 2)) for part in value.split("\n"))
        for column, value in zip(COLUMNS, values, strict=True)
        if column.style == "wrapped" and isinstance(value, str)
    )
    return min(max(wrapped, default=1), _MOST_LINES)


def paper(sheet: Worksheet, head: int = 0) -> None:
    """How a sheet is printed, with the rows down to its head on every page."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.repeat_rows(0, head)
    sheet.fit_to_pages(1, 0)


def write_cell(sheet: Worksheet, line: int, place: int, value: Cell, style: Format) -> None:
    """Write one cell: a text as a text, whatever it begins with."""
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, place, value, style)
    else:
        sheet.write_number(line, place, value, style)


def _about_sheet(sheet: Worksheet, lists: Sequence[Listing], facts: Provenance, styles: dict[str, Format]) -> None:
    for place, width in enumerate((44, 30, 18, 14, 14, 18)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, f"Tillsynsradar, prioriterad lista per {facts.as_of}", styles["title"])
    line = 2
    for title, headings, rows in _about(lists, facts):
        sheet.write_string(line, 0, title, styles["section"])
        for row in [headings, *rows] if headings else rows:
            line += 1
            if headings and row is headings:
                sheet.set_row(line, 2 * _LINE_HEIGHT)
            for place, value in enumerate(row):
                plain = ("text" if headings else "plain") if isinstance(value, str) else "whole"
                write_cell(sheet, line, place, value, styles["heading" if row is headings else plain])
        line += 2
    sheet.freeze_panes(1, 0)
    paper(sheet)


#: A part of the last sheet: title, headings and rows.
Part = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]


def _about(lists: Sequence[Listing], facts: Provenance) -> Iterable[Part]:
    selection = ("Lista", "Urval", "Rader", "Rangordnade", "Otillräckligt underlag", "Enskilda näringsidkare")
    ages = ("Källa", "Senaste uppgift", "Ålder, dagar", "Filer", "Rader", "I karantän")
    indicators = [(one.label, one.name, one.version, one.cleared_by) for one in catalogue().values()]
    if facts.held:
        yield "Listor som inte är dagens", (), [(one.said,) for one in facts.held]
    yield "Så ska listan läsas", (), [(text,) for text in wording.HOW_TO_READ]
    yield "Urval", selection, [_counts(one) for one in lists]
    yield "Källor", ages, [_age(one) for one in facts.sources]
    if facts.fetched:
        reach = ("Hämtad källa", "Uppgifter t.o.m.", "Ålder, dagar", "Läge")
        yield "Källor som hämtas över nätet", reach, [_reach(one) for one in facts.fetched]
    yield "Indikatorer", ("Vad", "Identitet", "Version", "Det som ändrar värdet"), [*indicators]
    yield "Körning", (), _run(facts)


def _counts(found: Listing) -> tuple[Cell, ...]:
    counts = (len(found.rows), found.n_ranked, found.n_insufficient, found.n_sole_traders)
    return (found.target_label, _selection(found), *counts)


def _age(source: SourceAge) -> tuple[Cell, ...]:
    label, latest = wording.sentence(source.label), wording.day(source.latest_known_at)
    return (label, latest, source.age_days, source.files, source.rows, source.quarantined)


def _reach(source: SourceReach) -> tuple[Cell, ...]:
    state = f"SEN sedan {source.late_since}" if source.late_since else "i tid"
    return (wording.sentence(source.label), wording.day(source.covered_to), source.age_days, state)


def _run(facts: Provenance) -> list[tuple[Cell, ...]]:
    return [
        ("Körningens id", facts.run_id),
        ("Beräknad per", ", ".join(str(day) for day in facts.days)),
        ("Programmets version", facts.code_version),
        ("Katalogens version", facts.catalogue_version),
        ("Viktprofil", f"{facts.profile}, {facts.profile_version}"),
        ("Nyckelns fingeravtryck", facts.key_fingerprint),
        ("Frö", str(facts.seed)),
        *(("Fil i underlaget", ledger_id) for ledger_id in facts.ledger_ids),
    ]


def _selection(found: Listing) -> str:
    named = (
        ("regional_divisions", found.filters.division),
        ("counties", found.filters.county),
        ("forms", found.filters.form),
    )
    chosen = [wording.label(name, code) for name, code in named if code]
    return ", ".join(chosen) or "hela riket, alla former"
