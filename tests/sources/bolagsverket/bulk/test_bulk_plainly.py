"""Reading the weekly text gives, row by row, what a plain reader gives."""

import csv
import datetime as dt
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from sources.bolagsverket.bulk.parsing import HEADING
from sources.bolagsverket.descriptions import describes_care
from sources.identity import TEST_NUMBERS, is_person_like
from tests.sources.bolagsverket.bulk.weekly_texts import (
    KEY,
    PERSON,
    PSEUDONYM,
    A,
    B,
    cells,
    number,
    read,
    text,
)

CONFIRM = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

IDENTITIES = [A, B, "19" + PERSON, PERSON, number("302123456"), min(TEST_NUMBERS), "16" + A, "abc", A[:-1], "5561"]

words = st.text(alphabet='aÅ é;"\n$', max_size=6)

some_rows = st.lists(
    st.builds(
        cells,
        identity=st.sampled_from(IDENTITIES),
        kind=st.sampled_from(["ORGNR", "PERSON", "SAMORDNR", "GDNR", "FEL"]),
        number_=st.sampled_from([None, 0, 1, 999, 1000, "x"]),
        name=words.map(lambda word: f"N{word.replace('|', '')}"),
        named=st.sampled_from(["2020-01-02", ""]),
        form=st.sampled_from(["AB", "E", "S", ""]),
        gone=st.sampled_from(["", "null", "2021-03-04", "2021-13-04"]),
        registered=st.sampled_from(["", "2015-01-01", "0024-01-01", "i går"]),
        procedures=st.sampled_from(["", "null", "|LI-AVOMFO$2026-04-01", "KK-AVOMFO$2026-04-01|FR-AVOMFO$"]),
        description=st.sampled_from(["", "Hemtjänst;\n", "bygg"]),
        address=st.builds(
            "{}$$Ort${}$SE-LAND".format, st.sampled_from(["Gatan 1", ""]), st.sampled_from(["903 25", ""])
        ),
    ),
    max_size=12,
)


@CONFIRM
@given(rows=some_rows)
def test_what_is_read_is_what_a_plain_reader_reads(tmp_path, rows):
    who = (A, B, PSEUDONYM, KEY.pseudonym(number("302123456")), number("302123456"), min(TEST_NUMBERS))
    good = [cells(identity=number(f"5561{n:05d}")) for n in range(20 * len(rows))]
    content = text(*rows, *good)
    parsed, found = read(tmp_path, content, who)
    expected, bad = plainly(content, set(who))
    assert [(row.line, row.rule) for row in parsed.bad] == bad
    columns = ("operator_id", "registration_no", "is_person", "name", "form", "registered_at", "deregistered_at",
               "describes_care", "street", "postal_code")  # fmt: skip
    assert set(found.select(columns).rows()) == {tuple(row[name] for name in columns) for row in expected}
    assert parsed.rows == len(good) + len([row for row in expected_rows(content) if row["kept"](set(who))])


def expected_rows(content):
    """Each readable row of a text, read plainly, with whether it is kept for whom."""
    found = []
    for at, record in enumerate(csv.reader(io.StringIO(content, newline=""), delimiter=";"), start=1):
        if at > 1 and not record[0].startswith("5561"):
            found.append(_plain(at, record))
    return [row for row in found if row["fault"] is None]


def plainly(content, who):
    """The rows of those followed, and the bad rows with their lines."""
    every = [
        _plain(at, record)
        for at, record in enumerate(csv.reader(io.StringIO(content, newline=""), delimiter=";"), start=1)
        if at > 1
    ]
    return (
        [row for row in every if row["fault"] is None and row["operator_id"] in who],
        [(row["line"], row["fault"]) for row in every if row["fault"]],
    )


def _plain(at, record):
    cell = {name: None if value in ("", "null") else value for name, value in zip(HEADING, record, strict=True)}
    identity, _, kind = cell["organisationsidentitet"].partition("$")
    digits = identity[-10:]
    is_number = identity.isdigit() and len(identity) in (10, 12)
    person_like = is_number and is_person_like(digits)
    is_person = kind != "ORGNR-IDORG" or person_like or cell["organisationsform"] == "E-ORGFO"
    is_pseudonym = person_like or kind != "ORGNR-IDORG"
    operator = KEY.pseudonym(digits) if is_pseudonym else digits
    parts = (cell["postadress"] or "").split("$")
    name = (cell["organisationsnamn"] or "").split("$FORETAGSNAMN-ORGNAM$")[0]
    return {
        "line": at,
        "fault": _fault(cell, identity, kind, is_number, person_like),
        "kept": lambda who: not is_person or operator in who,
        "operator_id": operator,
        "registration_no": _whole(cell["namnskyddslopnummer"]) or 0,
        "is_person": is_person,
        "name": None if is_person else " ".join(name.split()),
        "form": (cell["organisationsform"] or "").removesuffix("-ORGFO") or None,
        "registered_at": _day(cell["registreringsdatum"]),
        "deregistered_at": _day(cell["avregistreringsdatum"]),
        "describes_care": describes_care(cell["verksamhetsbeskrivning"]),
        "street": None if is_person else parts[0] or None,
        "postal_code": None if is_person else parts[-2].replace(" ", "") or None,
    }


def _fault(cell, identity, kind, is_number, person_like):
    kinds = ("ORGNR-IDORG", "PERSON-IDORG", "SAMORDNR-IDORG", "GDNR-IDORG")
    if not is_number or kind not in kinds or (kind == kinds[0] and identity[-8] < "2" and not person_like):
        return "identity"
    if not luhn.is_valid(identity[-10:]) and identity[-10:] not in TEST_NUMBERS:
        return "check_digit"
    if cell["namnskyddslopnummer"] and _whole(cell["namnskyddslopnummer"]) is None:
        return "number"
    days = [cell[name] for name in ("registreringsdatum", "avregistreringsdatum")]
    return "date" if any(day and _day(day) is None for day in days) else None


def _whole(value):
    return int(value) if value and value.isdigit() and int(value) <= 999 else None


def _day(value):
    try:
        day = dt.date.fromisoformat(value or "")
    except ValueError:
        return None
    return day if day.year >= 1600 else None
