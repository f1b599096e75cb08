"""The Excel file, read back by another library than the one that wrote it."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest

from tests.web.planted import FORMULA_NAME
from web import listing
from web.files import workbook
from web.provenance import provenance
from web.queries import Filters

LATER = dt.date(2026, 6, 30)
TARGETS = ("Q", "W", "R")


def content(published, filters=None, top=None):
    lists = [listing.listing(published, target, LATER, filters, top) for target in TARGETS]
    return workbook.content(lists, provenance(published, LATER))


@pytest.fixture
def book(published):
    return openpyxl.load_workbook(BytesIO(content(published)))


def cells(book):
    return [(sheet.title, cell.coordinate, cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]


def column(sheet, heading):
    headings = [cell.value for cell in sheet[1]]
    return [row[headings.index(heading)] for row in sheet.iter_rows(min_row=2)]


def test_there_is_a_sheet_for_each_target_and_one_about_the_list(book):
    assert book.sheetnames == ["Vårdens kvalitet", "Välfärdsbrott", "Register", "Om listan"]


def test_the_heading_stays_in_view_and_every_column_can_be_filtered(book):
    for sheet in book.worksheets[:3]:
        assert sheet.freeze_panes == "F2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}33"


def test_every_open_activity_has_a_row(book):
    assert [sheet.max_row - 1 for sheet in book.worksheets[:3]] == [32, 32, 32]


def test_figures_are_numbers_with_formats_and_the_rest_is_text(book):
    sheet = book["Vårdens kvalitet"]
    rank, score, coverage, number = (
        column(sheet, heading)[0] for heading in ("Plats", "Poäng", "Täckning", "Organisationsnummer")
    )
    assert (rank.value, rank.number_format) == (1, "0")
    assert (score.value, score.number_format) == (59.25, "0.0")
    assert (coverage.value, coverage.number_format) == (0.82, "0%")
    assert (number.value, number.data_type) == ("556000-0001", "s")


def test_a_name_that_looks_like_a_formula_stays_a_name(book):
    cell = column(book["Vårdens kvalitet"], "Verksamhet")[1]
    assert (cell.value, cell.data_type) == (FORMULA_NAME, "s")
    assert not [cell for _, _, cell in cells(book) if isinstance(cell, openpyxl.worksheet.formula.ArrayFormula)]


@pytest.mark.parametrize("name", ["=1+1", "+46", "-1", "@SUM(A1)", "{=1}", "https://example.invalid", "\t=1"])
def test_whatever_a_name_begins_with_it_is_text_without_a_link(published, name):
    from dataclasses import replace

    found = listing.listing(published, "Q", LATER, top=1)
    odd = replace(found, rows=(replace(found.rows[0], activity_name=name),))
    sheet = openpyxl.load_workbook(BytesIO(workbook.content([odd], provenance(published, LATER)))).worksheets[0]
    cell = column(sheet, "Verksamhet")[0]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_an_unranked_activity_says_why_and_has_no_place(book):
    sheet = book["Vårdens kvalitet"]
    assert column(sheet, "Plats")[30].value is None
    assert column(sheet, "Underlag")[30].value == "otillräckligt underlag"


def test_who_is_not_scored_has_no_points_in_the_workbook(book):
    sheet = book["Välfärdsbrott"]
    assert [column(sheet, heading)[31].value for heading in ("Plats", "Poäng", "Täckning")] == [None, None, None]


def test_the_selection_is_that_of_the_screen_and_stands_in_the_file(published):
    narrowed = openpyxl.load_workbook(BytesIO(content(published, Filters(division="nord"))))
    assert [cell.value for cell in column(narrowed["Vårdens kvalitet"], "Verksamhets-id")] == ["V000005"]
    assert "nord" in {value for title, _, value in cells(narrowed) if title == "Om listan"}


def test_what_the_list_rests_on_stands_in_the_file(book):
    about = {row[0].value: row[1].value for row in book["Om listan"].iter_rows()}
    assert about["Körningens id"] == "0123456789abcdef"
    assert about["Beräknad per"] == "2025-12-31, 2026-06-30"
    assert about["Rapporter, tips och klagomål"] == "2026-03-02"


def test_the_same_run_gives_the_same_bytes(published):
    assert content(published) == content(published)


def test_a_file_that_cannot_be_written_leaves_the_earlier_one_whole(published, tmp_path):
    path = tmp_path / "lista.xlsx"
    workbook.write(published, path, LATER, TARGETS, Filters(), None)
    before = path.read_bytes()
    with pytest.raises(OSError, match="missing"):
        workbook.write(published, tmp_path / "missing" / "lista.xlsx", LATER, TARGETS, Filters(), None)
    assert path.read_bytes() == before
