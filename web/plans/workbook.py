"""A plan as an Excel file: the cases as they are shown, and a sheet that says what the plan is and rests on.

Every text is written as text; the file holds no time of its own, so equal plans give equal cells.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tables.store import atomic_write
from web.files.workbook import Cell, formats, paper, write_cell
from web.plans.plan import ARMS, HOW_TO_READ, Case, PlanView

_SHEETS = ("Plan", "Om planen")
_FROZEN = 3


@dataclass(frozen=True)
class Column:
    """One column: heading, width, style and where its value comes from."""

    heading: str
    width: int
    style: str
    value: Callable[[Case], Cell]


COLUMNS = (
    Column("Nr", 6, "whole", lambda case: case.order),
    Column("Urval", 16, "text", lambda case: ARMS[case.arm]),
    Column("Verksamhet", 32, "wrapped", lambda case: case.activity_name),
    Column("Form", 28, "wrapped", lambda case: case.form),
    Column("Kommun", 16, "text", lambda case: case.municipality),
    Column("Avdelning", 12, "text", lambda case: case.division),
    Column("Team", 10, "text", lambda case: case.team),
    Column("Därför", 44, "wrapped", lambda case: case.why),
    Column("Senast", 12, "text", lambda case: str(case.duty_last_day) if case.arm == "duty" else None),
    Column("Ryms", 7, "text", lambda case: "ja" if case.has_room else "nej"),
    Column("Att tänka på", 44, "wrapped", lambda case: "\n".join(case.notes) or None),
    Column("Skäl", 60, "wrapped", lambda case: "\n".join(case.reasons) or None),
    Column("Ändrat sedan dragningen", 44, "wrapped", lambda case: "\n".join(case.marks) or None),
    Column("Antecknat", 44, "wrapped", lambda case: case.record),
    Column("Band", 7, "text", lambda case: case.band),
    Column("Plats", 8, "whole", lambda case: case.rank),
    Column("Sannolikhet att väljas", 12, "exact_share", lambda case: case.probability),
    Column("Verksamhets-id", 16, "text", lambda case: case.activity_id),
    Column("Aktör", 36, "wrapped", lambda case: case.actor),
)


def write(path: Path, view: PlanView) -> int:
    """Save a plan as Excel and say how many cases it has. An earlier file stays whole until the new one is."""
    atomic_write(path, content(view))
    return len(view.cases)


def content(view: PlanView) -> bytes:
    """The bytes of the Excel file."""
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": f"Plan {view.plan_id}", "created": dt.datetime.combine(view.drawn_on, dt.time())})
        styles = formats(book)
        _cases(book.add_worksheet(_SHEETS[0]), view, styles)
        _about(book.add_worksheet(_SHEETS[1]), view, styles)
    return stream.getvalue()


def _cases(sheet: Worksheet, view: PlanView, styles: dict[str, Format]) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, styles["heading"])
    for line, case in enumerate(view.cases, start=1):
        for place, column in enumerate(COLUMNS):
            write_cell(sheet, line, place, column.value(case), styles[column.style])
    sheet.freeze_panes(1, _FROZEN)
    sheet.autofilter(0, 0, max(len(view.cases), 1), len(COLUMNS) - 1)
    paper(sheet)


def _about(sheet: Worksheet, view: PlanView, styles: dict[str, Format]) -> None:
    for place, width in enumerate((60, 40, 12, 12, 12, 12)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, f"Plan {view.plan_id}: {view.target_label}, {view.period}", styles["title"])
    line = 2
    facts = (
        ("Dragen", f"{view.drawn_on} {view.by}".strip()),
        ("Ur listan per", str(view.as_of)),
        ("Körning", view.run_id),
        ("Frö", str(view.seed)),
        ("Slumpurvalets del av det som är kvar", f"{view.random_share:.0%}"),
        ("Varför en ny plan", view.because or "–"),
        ("Senare rättelser", view.compared),
    )
    shares = tuple((one.name, "", one.capacity, one.duty, one.random, one.risk, one.no_room) for one in view.shares)
    heading = ("Avdelning", "", "Ryms", "Frekvens", "Slump", "Risk", "Ryms inte")
    blocks: tuple[tuple[tuple[Cell, ...], ...], ...] = (
        facts,
        (heading, *shares),
        tuple((text,) for text in view.remarks),
        tuple((f"Inte med i riskurvalet: {text}", "", n) for text, n in view.outside.items()),
        tuple((text,) for text in view.departures),
        tuple((text,) for text in HOW_TO_READ),
    )
    for block in blocks:
        for row in block:
            for place, value in enumerate(row):
                write_cell(sheet, line, place, value, styles["whole" if isinstance(value, int) else "text"])
            line += 1
        line += 1 if block else 0
    paper(sheet)
