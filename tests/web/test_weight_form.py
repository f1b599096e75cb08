"""The form for weights: written, filled in with a spreadsheet program's means, and read back; and what it refuses."""

import openpyxl
import pytest

from indicators.decisions.elicitation import Answer
from indicators.definition import Target
from web.weights.form import READ_FIRST, FormFault, Question, read, write

QUESTIONS = [
    Question(Target.QUALITY, "rep_tip_rate_eb_12m", "Tips", "Hur många?", "1,0", "2,1", "98 %"),
    Question(Target.QUALITY, "sup_severity_points_36m", "Brister", "Hur allvarligt?", "0", "12", "71 %"),
    Question(Target.CRIME, "per_refusals_60m", "Avslag", "Har det hänt?", "0", "1", "100 %"),
]


@pytest.fixture
def filled(tmp_path):
    """A form and a way to fill in cells of it."""
    path = tmp_path / "svar.xlsx"
    write(path, QUESTIONS)

    def fill(cells, who="inspektör nord"):
        book = openpyxl.load_workbook(path)
        book[READ_FIRST]["B2"] = who
        for (sheet, cell), value in cells.items():
            book[sheet][cell] = value
        book.save(path)
        return path

    return fill


def test_answers_come_back_and_rows_without_a_weight_are_none(filled):
    path = filled({("Q", "G2"): 1.5, ("Q", "H2"): "Ger ofta\nen signal", ("W", "G2"): 0, ("W", "H2"): "Säger inget"})
    assert read(path) == [
        Answer("inspektör nord", Target.QUALITY, "rep_tip_rate_eb_12m", 1.5, "Ger ofta en signal"),
        Answer("inspektör nord", Target.CRIME, "per_refusals_60m", 0.0, "Säger inget"),
    ]


@pytest.mark.parametrize(
    ("cells", "who", "said"),
    [
        ({("Q", "G3"): 4, ("Q", "H3"): "x"}, "r", "bladet Q, rad 3: vikten är 4"),
        ({("Q", "G3"): "två", ("Q", "H3"): "x"}, "r", "rad 3: vikten är 'två'; skriv ett tal från 0 till 3"),
        ({("Q", "G3"): True, ("Q", "H3"): "x"}, "r", "rad 3"),
        ({("Q", "G2"): 1}, "r", "rad 2: skälet saknas"),
        ({("Q", "G2"): 1, ("Q", "H2"): "x"}, None, "rollen är inte ifylld"),
        ({}, "r", "ingen vikt är ifylld"),
        ({("Q", "C1"): "Annat"}, "r", "rubrikerna är inte formulärets"),
    ],
)
def test_what_is_wrong_is_said_with_file_sheet_and_row(filled, cells, who, said):
    with pytest.raises(FormFault, match=r"^svar\.xlsx") as raised:
        read(filled(cells, who))
    assert said in str(raised.value)


def test_another_file_is_no_form(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(FormFault, match="går inte att öppna"):
        read(tmp_path / "a.xlsx")
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    with pytest.raises(FormFault, match="Läs först"):
        read(tmp_path / "b.xlsx")


def test_the_weights_in_force_are_not_in_the_form(filled):
    book = openpyxl.load_workbook(filled({}))
    assert all(row[6].value is None for name in ("Q", "W") for row in book[name].iter_rows(min_row=2))
