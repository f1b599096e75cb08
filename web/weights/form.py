"""The form in which inspectors weigh indicators: an Excel file that is filled in alone, and read back.

What the answers make together is `indicators/decisions/elicitation.py`. The weights in force are not in the form:
whoever sees a number tends to answer near it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.decisions.elicitation import HIGHEST, LOWEST, Answer
from indicators.definition import Target
from tables.code_lists import labels_of
from tables.store import atomic_write

READ_FIRST = "Läs först"
WHO_CELL = (1, 1)
_HEADINGS = (
    "Indikator", "Vad den är", "Frågan den svarar på", "Vanligt (hälften ligger under)", "Var tionde ligger över",
    "Känd för", f"Vikt {LOWEST:g}–{HIGHEST:g}", "Skäl",
)  # fmt: skip
_WIDTHS = (30, 34, 44, 16, 14, 9, 10, 60)
_WEIGHT, _REASON = 6, 7
_FIRST_LINE = 1
_ABOUT = (
    "Vad detta är: du anger hur mycket varje uppgift ska väga när verksamheter rangordnas för tillsyn.",
    "Svara ensam, innan ni talar om det. Medianen av alla svar blir förslaget till vikt.",
    "0 = ska inte räknas alls. 1 = liten betydelse. 2 = tydlig betydelse. 3 = så mycket som något kan väga.",
    "Halva steg går bra. Skriv skälet med egna ord: vad har du sett i tillsynen som talar för eller emot?",
    "En rad utan vikt är inget svar. Rader och kolumner får inte läggas till eller tas bort.",
    "Skriv ingen uppgift om en enskild person, verksamhet eller aktör i formuläret.",
)


@dataclass(frozen=True)
class Question:
    """One row of the form. Values are written as an inspector reads them."""

    target: Target
    indicator: str
    label: str
    question: str
    usual: str
    high: str
    known: str


class FormFault(ValueError):
    """A form cannot be read. The message names file, sheet, row and remedy, in Swedish."""


def write(path: Path, questions: Sequence[Question]) -> None:
    """Save an empty form; an earlier file stays whole until the new one is."""
    atomic_write(path, content(questions))


def content(questions: Sequence[Question]) -> bytes:
    """The bytes of an empty form, one sheet per target."""
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        styles = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF3"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "answer": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8DC", "border": 1}),
        }
        _read_first(book.add_worksheet(READ_FIRST), styles)
        for target in sorted({one.target for one in questions}):
            _sheet(book.add_worksheet(target.value), [one for one in questions if one.target is target], styles)
    return stream.getvalue()


def _read_first(sheet: Worksheet, styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, "Vikter för indikatorer", styles["title"])
    sheet.write_string(*(WHO_CELL[0], 0), "Din roll (inte ditt namn)", styles["heading"])
    sheet.write_blank(*WHO_CELL, None, styles["answer"])
    for line, text in enumerate(_ABOUT, start=3):
        sheet.merge_range(line, 0, line, 1, text, styles["text"])
    first = 4 + len(_ABOUT)
    for line, (code, label) in enumerate(labels_of("targets").items(), start=first):
        sheet.write_string(line, 0, f"Blad {code}", styles["heading"])
        sheet.write_string(line, 1, label, styles["text"])


def _sheet(sheet: Worksheet, questions: Sequence[Question], styles: dict[str, Format]) -> None:
    for place, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, styles["heading"])
    for line, one in enumerate(questions, start=_FIRST_LINE):
        told = (one.indicator, one.label, one.question, one.usual, one.high, one.known)
        for place, text in enumerate(told):
            sheet.write_string(line, place, text, styles["text"])
        sheet.write_blank(line, _WEIGHT, None, styles["answer"])
        sheet.write_blank(line, _REASON, None, styles["answer"])
    rule = {
        "validate": "decimal", "criteria": "between", "minimum": LOWEST, "maximum": HIGHEST,
        "error_title": "Vikten går inte att läsa", "error_message": f"Skriv ett tal från {LOWEST:g} till {HIGHEST:g}.",
    }  # fmt: skip
    sheet.data_validation(_FIRST_LINE, _WEIGHT, max(len(questions), 1), _WEIGHT, rule)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def read(path: Path) -> list[Answer]:
    """The answers of one filled-in form; rows without a weight are no answers.

    Raises:
        FormFault: the file is no such form, or an answer is not one.
    """
    try:
        book = openpyxl.load_workbook(BytesIO(path.read_bytes()), data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise FormFault(f"{path.name}: går inte att öppna som Excel; spara formuläret som .xlsx") from error
    if READ_FIRST not in book.sheetnames:
        raise FormFault(f"{path.name}: bladet {READ_FIRST!r} saknas; utgå från filen som `profile elicit` skapade")
    who = str(book[READ_FIRST].cell(WHO_CELL[0] + 1, WHO_CELL[1] + 1).value or "").strip()
    if not who:
        raise FormFault(f"{path.name}, bladet {READ_FIRST}: rollen är inte ifylld; skriv den i den gula rutan")
    targets = [Target(name) for name in book.sheetnames if name in set(Target)]
    found = [
        answer for target in targets for answer in _answers(path.name, target, who, book[target.value].iter_rows())
    ]
    if not found:
        raise FormFault(f"{path.name}: ingen vikt är ifylld; skriv minst en i kolumnen {_HEADINGS[_WEIGHT]!r}")
    return found


def _answers(file: str, target: Target, who: str, rows: Iterable[Sequence[object]]) -> Iterator[Answer]:
    for line, cells in enumerate(rows, start=1):
        values = [cell.value for cell in cells] + [None] * len(_HEADINGS)  # type: ignore[attr-defined]
        if line <= _FIRST_LINE:
            if tuple(values[: len(_HEADINGS)]) != _HEADINGS:
                raise FormFault(f"{file}, bladet {target}: rubrikerna är inte formulärets; utgå från en ny kopia")
        elif values[_WEIGHT] is not None:
            where = f"{file}, bladet {target}, rad {line}"
            yield Answer(who, target, str(values[0] or ""), _weight(where, values[_WEIGHT]), _reason(where, values))


def _weight(where: str, value: object) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not LOWEST <= float(value) <= HIGHEST:  # type: ignore[arg-type]
        raise FormFault(f"{where}: vikten är {value!r}; skriv ett tal från {LOWEST:g} till {HIGHEST:g}")
    return float(value)  # type: ignore[arg-type]


def _reason(where: str, values: Sequence[object]) -> str:
    text = " ".join(str(values[_REASON] or "").split())
    if not text:
        raise FormFault(f"{where}: skälet saknas; skriv varför vikten är den du har angett")
    return text
