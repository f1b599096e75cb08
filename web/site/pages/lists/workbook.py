"""A selection of a list as an Excel file: what was shown, under a cover that says what it is and who took it out.

Rows are written one after another, so that memory does not grow with them. Every text is written as text. Run as a
program it reads what to make from standard input: many rows are made in a process of their own, beside the server.
"""

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from web import wording
from web.files.workbook import COLUMNS, Cell, formats, paper, write_cell
from web.reading import Reading
from web.site.access.roles import Role
from web.site.pages.lists.rows import Marked, Shown, in_parts

#: Columns of the list's own workbook that the page does not show: no score stands alone.
_NOT_SHOWN = frozenset({"Poäng", "Plats inom driftsform", "Sannolikt bland de 5 % översta", "Skäl 3"})
_FROZEN = 5


@dataclass(frozen=True)
class Column:
    """One column of the file."""

    heading: str
    width: int
    style: str
    value: Callable[[Shown], Cell]


def _of_row(value: Callable[..., Cell]) -> Callable[[Shown], Cell]:
    return lambda one: value(one.row)


_SHARED = {
    one.heading: Column(one.heading, one.width, one.style, _of_row(one.value))
    for one in COLUMNS
    if one.heading not in _NOT_SHOWN
}
_BESIDE = (
    Column("Bland de 5 % översta", 18, "text", lambda one: one.band),
    Column("Öppna ärenden", 10, "whole", lambda one: one.open_cases),
    Column("Senaste inspektion", 14, "text", lambda one: _day(one.last_inspection)),
    Column("Märkning", 24, "text", lambda one: ", ".join(one.marks) or None),
)
FILE_COLUMNS = (*_SHARED.values(), *_BESIDE)


def _day(day: dt.date | None) -> str:
    return "okänd" if day is None else day.isoformat()


@dataclass(frozen=True)
class Wanted:
    """What a file is made of: rows of one run, and the lines of its cover.

    Attributes:
        home: the home directory.
        run_id: the run.
        target: which list.
        day: its day, ISO.
        positions: the places of the rows, in order.
        role: of the one who takes it out; fields it does not see are left out.
        arms: activity → arm in the plan drawn last.
        taken: activity → who has taken it.
        cover: word and value, a line each.
    """

    home: str
    run_id: str
    target: str
    day: str
    positions: Sequence[int]
    role: str
    arms: Mapping[str, str]
    taken: Mapping[str, str]
    cover: Sequence[tuple[str, str]]


def make(store: Reading, wanted: Wanted, path: Path) -> None:
    """Write the file."""
    day, marked = dt.date.fromisoformat(wanted.day), Marked(wanted.arms, wanted.taken)
    rows = in_parts(store, wanted.target, day, wanted.positions, Role(wanted.role), marked)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "Tillsynsradar, urval", "created": dt.datetime.combine(day, dt.time())})
        styles = formats(book)
        _cover(book.add_worksheet("Om uttaget"), wanted.cover, styles)
        _rows(book.add_worksheet("Urval"), rows, len(wanted.positions), styles)


def _cover(sheet: Worksheet, lines: Iterable[tuple[str, str]], styles: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "Tillsynsradar, uttag ur en tillsynslista", styles["title"])
    place = 2
    for word, value in lines:
        write_cell(sheet, place, 0, word, styles["text"])
        write_cell(sheet, place, 1, value, styles["wrapped"])
        place += 1
    for text in ("", "Så ska listan läsas", *wording.HOW_TO_READ):
        write_cell(sheet, place, 0, text, styles["plain"])
        place += 1
    paper(sheet)


def _rows(sheet: Worksheet, rows: Iterable[Shown], n: int, styles: Mapping[str, Format]) -> None:
    for place, column in enumerate(FILE_COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, styles["heading"])
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(FILE_COLUMNS):
            write_cell(sheet, line, place, column.value(row), styles[column.style])
    sheet.freeze_panes(1, _FROZEN)
    sheet.autofilter(0, 0, max(n, 1), len(FILE_COLUMNS) - 1)
    paper(sheet)


def as_text(wanted: Wanted) -> bytes:
    """What to make, as another process reads it."""
    return json.dumps(asdict(wanted), ensure_ascii=False).encode()


def main() -> None:
    """Make the file that standard input tells of, at the path that is the only argument."""
    wanted = Wanted(**json.loads(sys.stdin.buffer.read()))
    make(Reading(Path(wanted.home), wanted.run_id), wanted, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
