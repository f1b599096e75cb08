"""Reading the weekly text: against a plain reader row by row, and against what is broken or hostile."""

import csv
import datetime as dt
import io
import re

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from sources.bolagsverket.bulk.parsing import HEADING, parse
from sources.bolagsverket.bulk.register import entities, rows_of, unreadable
from sources.bolagsverket.descriptions import describes_care
from sources.fetching.bad_rows import told
from sources.fetching.connector import SourceFault
from sources.identity import TEST_NUMBERS, is_person_like
from tests.sources.bolagsverket.bulk.weekly_texts import (
    KEY,
    PERSON,
    PSEUDONYM,
    A,
    B,
    cells,
    followed,
    line,
    number,
    text,
)

CONFIRM = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def read(folder, content, who=(A, B, PSEUDONYM)):
    """The rows of those followed, and what was said of the file."""
    source, target = folder / "text", folder / "register.parquet"
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    parsed = parse(source, target, followed(*who), KEY)
    return parsed, rows_of(target, followed(*who))


def test_all_that_a_row_says_is_read(tmp_path):
    row = cells(
        name="Ny; omsorg\nAB",
        procedures="|LI-AVOMFO$2026-04-01|KK-AVOMFO$2026-05-02",
        gone="2026-06-01",
        reason="KKAV",
        description='Bedriva "hem för vård\noch boende"; handel',
        address="Storgatan 1$c/o Någon$UMEÅ$903 25$SE-LAND",
    )
    _, rows = read(tmp_path, text(row))
    assert rows.row(0, named=True) == {
        "operator_id": A,
        "registration_no": 0,
        "is_person": False,
        "name": "Ny; omsorg AB",
        "named_at": dt.date(2015, 1, 1),
        "form": "AB",
        "registered_at": dt.date(2015, 1, 1),
        "deregistered_at": dt.date(2026, 6, 1),
        "reason": "KKAV",
        "procedures": [
            {"code": "KK", "since": dt.date(2026, 5, 2)},
            {"code": "LI", "since": dt.date(2026, 4, 1)},
        ],
        "describes_care": True,
        "street": "Storgatan 1",
        "co": "c/o Någon",
        "city": "UMEÅ",
        "postal_code": "90325",
    }


@pytest.mark.parametrize("nothing", ["", "null"])
def test_what_is_not_there_is_null_however_it_is_written(tmp_path, nothing):
    row = cells(gone=nothing, procedures=nothing, registered=nothing, description=nothing, address=nothing)
    _, rows = read(tmp_path, text(row))
    empty = ["deregistered_at", "registered_at", "describes_care", "street", "co", "city", "postal_code", "reason"]
    assert rows.select(empty).row(0) == (None,) * len(empty)
    assert rows["procedures"].to_list() == [[]]


def test_the_companys_own_name_is_found_among_others(tmp_path):
    names = [
        "Gren$SARS_FORNAMN-ORGNAM$2020-01-01$Text; om|det",
        "Eget$namn AB$FORETAGSNAMN-ORGNAM$2019-02-03$",
        "Own Name Ltd$FORNAMN_FRSPRAK-ORGNAM$2021-01-01$",
    ]
    for order in ([0, 1, 2], [1, 0, 2], [2, 1, 0]):
        row = list(cells())
        row[3] = "|" + "|".join(names[at] for at in order)
        _, rows = read(tmp_path, text(row))
        assert rows.select("name", "named_at").row(0) == ("Eget$namn AB", dt.date(2019, 2, 3))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("Storgatan 1$$UMEÅ$90325$SE-LAND", "street"),
        ("Box 12$$UMEÅ$90325$SE-LAND", "box"),
        ("Boxholmsvägen 2$$UMEÅ$90325$SE-LAND", "street"),
        ("Storgatan 1$c/o Anna$UMEÅ$90325$SE-LAND", "care_of"),
        ("C/O Anna, Storgatan 1$$UMEÅ$90325$SE-LAND", "care_of"),
        ("$$$$", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_kind_of_an_address_is_told_from_its_words(tmp_path, address, kind):
    _, rows = read(tmp_path, text(cells(address=address)))
    assert entities(rows)["address_type"].to_list() == [kind]


def test_a_natural_person_is_a_pseudonym_without_name_and_address_and_only_if_followed(tmp_path):
    other = number("860202345")
    sole = [cells(identity="19" + one, form="E", name="Annas omsorg", number_=1) for one in (PERSON, other)]
    _, rows = read(tmp_path, text(*sole, cells()))
    person = rows.filter("is_person")
    assert person.select("operator_id", "name", "named_at", "street", "co", "city", "postal_code").rows() == [
        (PSEUDONYM, None, None, None, None, None, None)
    ]
    kept = pl.read_parquet(tmp_path / "register.parquet")
    assert sorted(kept["operator_id"]) == sorted([A, PSEUDONYM])
    everything = (tmp_path / "register.parquet").read_bytes()
    assert PERSON.encode() not in everything
    assert b"Annas" not in everything
    assert other.encode() not in everything


def test_a_persons_number_that_is_called_an_organisations_is_a_persons(tmp_path):
    _, rows = read(tmp_path, text(cells(identity=PERSON, kind="ORGNR", form="HB", name="Anna & Co")))
    assert rows.select("operator_id", "is_person", "name").rows() == [(PSEUDONYM, True, None)]


def test_a_sole_trader_with_several_businesses_is_struck_off_when_all_of_them_are(tmp_path):
    one = cells(identity="19" + PERSON, form="E", number_=1, registered="2010-05-01", gone="2020-01-01")
    two = cells(identity="19" + PERSON, form="E", number_=2, registered="2012-05-01")
    _, rows = read(tmp_path, text(one, two))
    assert entities(rows).select("registered_at", "deregistered_at").rows() == [(dt.date(2010, 5, 1), None)]
    _, rows = read(tmp_path, text(one, (*two[:5], "2021-02-03", *two[6:])))
    assert entities(rows)["deregistered_at"].to_list() == [dt.date(2021, 2, 3)]


def test_a_description_is_not_kept(tmp_path):
    read(tmp_path, text(cells(description="hemtjänst i hemligt hus"), cells(identity=B, description="hemligt hus")))
    assert b"hemligt" not in (tmp_path / "register.parquet").read_bytes()


BROKEN = {
    "MISSING COLUMNS": '"a";"b"\n',
    "TOO MANY COLUMNS": line((*cells(identity=B), "x")),
    "identity": line(cells(identity="12345")),
    "check_digit": line(cells(identity=A[:-1] + str((int(A[-1]) + 1) % 10))),
    "number": line(cells(identity=B, number_="ett")),
    "date": line(cells(identity=B, registered="2026-02-30")),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_bad_row_is_told_with_line_and_rule_and_without_numbers(tmp_path, rule):
    rows = [line(cells(identity=number(f"5561{n:05d}"))) for n in range(60)]
    content = (
        line(HEADING) + line(cells(description="två\nrader")) + "".join(rows[:40]) + BROKEN[rule] + "".join(rows[40:])
    )
    parsed, _ = read(tmp_path, content)
    assert [(bad.line, bad.rule) for bad in parsed.bad] == [(43, rule)]
    assert parsed.rows == 61
    remark = told(parsed.bad, {}, "Filen")[0]
    assert "43" in remark
    assert not re.search("[0-9]{6}", remark)


def test_bad_rows_of_both_kinds_are_numbered_among_all_rows(tmp_path):
    rows = [line(cells(identity=number(f"5561{n:05d}"))) for n in range(200)]
    rows[10], rows[20], rows[30], rows[31] = (BROKEN[rule] for rule in ("date", "TOO MANY COLUMNS", "identity", "date"))
    parsed, _ = read(tmp_path, line(HEADING) + "".join(rows))
    assert [(bad.line, bad.rule) for bad in parsed.bad] == [
        (12, "date"), (22, "TOO MANY COLUMNS"), (32, "identity"), (33, "date"),
    ]  # fmt: skip


def test_letters_that_are_not_utf_8_refuse_their_row_alone(tmp_path):
    rows = [line(cells(identity=number(f"5561{n:05d}"))).encode() for n in range(60)]
    content = line(HEADING).encode() + line(cells(name="Å")).encode("latin-1") + b"".join(rows)
    parsed, _ = read(tmp_path, content)
    assert [(bad.line, bad.rule) for bad in parsed.bad] == [(2, "INVALID ENCODING")]


def test_nothing_is_said_of_a_followed_one_whose_row_cannot_be_read(tmp_path):
    rows = [cells(identity=number(f"5561{n:05d}")) for n in range(60)]
    read(tmp_path, text(*rows, cells(registered="i går")))
    assert unreadable(tmp_path / "register.parquet", followed(A, B))["operator_id"].to_list() == [A]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (text(cells()).replace("postadress", "adress"), "rubrikraden"),
        ("<html>stängt</html>\n", "rubrikraden"),
        (text(cells(), cells(identity=B))[:-60], "avkortad"),
        (text(cells(), cells(identity=B)).rsplit(";", 4)[0], "avkortad"),
        (text(cells(), cells(identity=B)) + '"öppet citat;\n', "avkortad"),
        (text(*[cells(identity="0")] * 30), "formen kan ha ändrats"),
    ],
    ids=[
        "another heading",
        "a page",
        "cut in a value",
        "cut between values",
        "a quote that never closes",
        "another form",
    ],
)
def test_a_file_that_is_not_whole_or_of_another_form_is_refused(tmp_path, content, says):
    with pytest.raises(SourceFault, match=says):
        read(tmp_path, content)


def test_a_row_of_many_megabytes_is_one_bad_row(tmp_path):
    rows = [line(cells(identity=number(f"5561{n:05d}"))) for n in range(60)]
    parsed, found = read(
        tmp_path, line(HEADING) + line(cells(identity=B, description="x" * 5_000_000)) + line(cells()) + "".join(rows)
    )
    assert [bad.rule for bad in parsed.bad] == ["LINE SIZE OVER MAXIMUM"]
    assert found["operator_id"].to_list() == [A]


def test_lines_may_end_as_on_windows(tmp_path):
    parsed, rows = read(tmp_path, text(cells(description="två\nrader"), cells(identity=B), ending="\r\n"))
    assert rows["operator_id"].to_list() == [A, B]
    assert not parsed.bad


def test_the_same_text_gives_the_same_rows_however_they_stand(tmp_path):
    rows = [cells(identity=number(f"5561{n:05d}"), name=f"Bolag {n}") for n in range(30)]
    who = [row[0][:10] for row in rows]
    assert read(tmp_path, text(*rows), who)[1].equals(read(tmp_path, text(*reversed(rows)), who)[1])


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
