"""Law: no identity number of a person, and no secret, stands in what is kept in git."""

import datetime as dt
import re

from stdnum import luhn

from tests.laws.source_tree import tracked_text

PERSON = re.compile(r"(?<![0-9A-Za-z.])(?:19|20)?([0-9]{2})([0-9]{2})([0-9]{2})[-+]?([0-9]{4})(?![0-9A-Za-z])")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30}|xox[bp]-[0-9]")
#: Digests look like numbers; made-up persons in tests are held by the tests of landing.
NOT_LOOKED_AT = ("requirements.lock", "tests/")
FILES = [(name, text) for name, text in tracked_text() if not name.startswith(NOT_LOOKED_AT)]


def _is_person(year, month, day, last):
    number = int(day) - 60 if int(day) > 60 else int(day)
    try:
        dt.date(2000 + int(year), int(month), number)
    except ValueError:
        return False
    return luhn.is_valid(f"{year}{month}{day}{last}")


def test_no_number_is_one_that_a_person_can_have():
    found = {name: [match for match in PERSON.findall(text) if _is_person(*match)] for name, text in FILES}
    assert {name: len(numbers) for name, numbers in found.items() if numbers} == {}


def test_no_secret_is_kept():
    assert [name for name, text in FILES if SECRET.search(text)] == []


def test_the_law_would_catch():
    assert _is_person("81", "12", "18", "9876")
    assert not _is_person("55", "60", "00", "0001")
