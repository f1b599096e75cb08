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
    return lambda row: row.reasons[place] if place < len(row.reasons) else None


COLUMNS = (
    Column("Plats", 7, "whole", lambda row: row.rank),
    Column("Plats från", 9, "whole", lambda row: row.rank_low),
    Column("Plats till", 9, "whole", lambda row: row.rank_high),
    Column("Band", 6, "centred", lambda row: row.band),
    Column("Verksamhet", 34, "text", lambda row: row.activity_name),
    Column("Verksamhets-id", 15, "text", lambda row: row.activity_id),
    Column("Aktör", 30, "text", lambda row: row.actor_name),
    Column("Organisationsnummer", 21, "text", lambda row: row.actor_number),
    Column("Form", 34, "text", lambda row: row.form),
    Column("Driftsform", 12, "text", lambda row: row.operator_type),
    Column("Kommun", 18, "text", lambda row: row.municipality),
    Column("Län", 21, "text", lambda row: row.county),
    Column("Avdelning", 11, "text", lambda row: row.division),
    Column("Status", 16, "text", lambda row: row.status),
    Column("Rättsläge", 20, "text", lambda row: row.legal_state),
    Column("Poäng", 8, "decimal", lambda row: float(row.score)),
    Column("Täckning", 10, "share", lambda row: row.coverage),
    Column("Sannolikt bland de 5 % översta", 16, "share", lambda row: row.p_top),
    Column("Plats inom driftsform", 12, "whole", lambda row: row.rank_in_operator_type),
    Column("Underlag", 22, "text", lambda row: "rangordnad" if row.rank is not None else row.position),
    Column("Att åtgärda", 34, "wrapped", lambda row: "\n".join(row.flags) or None),
    *(Column(f"Skäl {place + 1}", 48, "wrapped", _reason(place)) for place in range(N_REASONS)),
)


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
        styles = _styles(book)
        for one in lists:
            _list_sheet(book.add_worksheet(_SHEETS.get(one.target, one.target)[:_NAME_LENGTH]), one, styles)
        _about_sheet(book.add_worksheet(ABOUT), lists, facts, styles)
    return stream.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    top = {"valign": "top"}
    return {
        "heading": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF3", "bottom": 1}
        ),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "section": book.add_format({"bold": True, "font_size": 12}),
        "text": book.add_format({**top, "num_format": "@"}),
        "wrapped": book.add_format({**top, "num_format": "@", "text_wrap": True}),
        "centred": book.add_format({**top, "num_format": "@", "align": "center"}),
        "whole": book.add_format({**top, "num_format": "0"}),
        "decimal": book.add_format({**top, "num_format": "0.0"}),
        "share": book.add_format({**top, "num_format": "0%"}),
        "date": book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _list_sheet(sheet: Worksheet, found: Listing, styles: dict[str, Format]) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, styles["heading"])
    for line, row in enumerate(found.rows, start=1):
        for place, column in enumerate(COLUMNS):
            _write(sheet, line, place, column.value(row), styles[column.style])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, _FROZEN_COLUMNS)
    sheet.autofilter(0, 0, max(len(found.rows), 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


#: Place, interval, band and name stay in view when the reader scrolls sideways.
_FROZEN_COLUMNS = 5


def _write(sheet: Worksheet, line: int, place: int, value: Cell, style: Format) -> None:
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, place, value, style)
    else:
        sheet.write_number(line, place, value, style)


def _about_sheet(sheet: Worksheet, lists: Sequence[Listing], facts: Provenance, styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 5, 18)
    sheet.write_string(0, 0, f"Tillsynsradar, prioriterad lista per {facts.as_of}", styles["title"])
    line = 2
    for heading, rows in _about(lists, facts):
        sheet.write_string(line, 0, heading, styles["section"])
        for row in rows:
            line += 1
            for place, value in enumerate(row):
                _write(sheet, line, place, value, styles["wrapped" if isinstance(value, str) else "whole"])
        line += 2
    sheet.freeze_panes(1, 0)


def _about(lists: Sequence[Listing], facts: Provenance) -> Iterable[tuple[str, list[tuple[Cell, ...]]]]:
    yield "Så ska listan läsas", [(text,) for text in wording.HOW_TO_READ]
    yield "Urval", [
        (one.target_label, _selection(one), f"{wording.count(one.n_ranked)} rangordnade",
         f"{wording.count(one.n_insufficient)} med otillräckligt underlag",
         f"{wording.count(one.n_sole_traders)} enskilda näringsidkare")
        for one in lists
    ]  # fmt: skip
    yield (
        "Källor (källa, senaste uppgift, ålder i dagar, filer, rader, i karantän)",
        [
            (age.label, wording.day(age.latest_known_at), age.age_days, age.files, age.rows, age.quarantined)
            for age in facts.sources
        ],
    )
    yield (
        "Indikatorer (namn, vad som räknas, identitet, version)",
        [
            (one.label, one.cleared_by and f"Lämnar poängen: {one.cleared_by}", one.name, one.version)
            for one in catalogue().values()
        ],
    )
    yield (
        "Körning",
        [
            ("Körningens id", facts.run_id),
            ("Beräknad per", ", ".join(str(day) for day in facts.days)),
            ("Programmets version", facts.code_version),
            ("Katalogens version", facts.catalogue_version),
            ("Viktprofil", f"{facts.profile}, {facts.profile_version}"),
            ("Nyckelns fingeravtryck", facts.key_fingerprint),
            ("Frö", str(facts.seed)),
            ("Filer som ligger till grund", "\n".join(facts.ledger_ids)),
        ],
    )


def _selection(found: Listing) -> str:
    named = (
        ("regional_divisions", found.filters.division),
        ("counties", found.filters.county),
        ("forms", found.filters.form),
    )
    chosen = [wording.label(name, code) for name, code in named if code]
    return (
        f"{wording.count(len(found.rows))} rader. Urval: {', '.join(chosen) if chosen else 'hela riket, alla former'}"
    )
