"""The book of objections: once each, the latest stands, and what cannot be kept is refused with a reason."""

import datetime as dt
from dataclasses import replace

import pytest

from sources.objections import BOOK, Objection, ObjectionRefused, note_down, read_book, standing

FIRST = Objection(
    dt.date(2026, 11, 23), "sup_severity_points_36m", "V000001", "wrong", "Bristen är åtgärdad", "inspektör",
    dt.date(2026, 6, 30), "a" * 16,
)  # fmt: skip
LATER = replace(FIRST, noted_on=dt.date(2026, 11, 24))


def test_an_objection_is_kept_once_and_read_as_it_was(tmp_path):
    assert note_down(tmp_path, FIRST)
    assert not note_down(tmp_path, LATER)
    assert read_book(tmp_path) == [FIRST]
    assert standing(read_book(tmp_path)) == {FIRST.about: FIRST}


def test_the_latest_stands_and_one_taken_back_does_not(tmp_path):
    other = replace(LATER, what="outdated")
    for one in (FIRST, other):
        note_down(tmp_path, one)
    assert standing(read_book(tmp_path)) == {FIRST.about: other}
    note_down(tmp_path, replace(LATER, what="withdrawn", because="Misstag"))
    assert standing(read_book(tmp_path)) == {}
    assert len((tmp_path / BOOK).read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"because": " "}, "grundas"),
        ({"because": "x" * 1001}, "1000"),
        ({"because": "gäller 19121212-1212"}, "personnummer"),
        ({"what": "withdrawn", "entity_id": "V000002"}, "återta"),
        ({"noted_on": dt.date(2026, 11, 22), "because": "annat"}, "äldre"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_the_book_as_it_was(tmp_path, changed, said):
    note_down(tmp_path, FIRST)
    with pytest.raises(ObjectionRefused, match=said):
        note_down(tmp_path, replace(FIRST, **changed))
    assert read_book(tmp_path) == [FIRST]
