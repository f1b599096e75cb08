"""Reading the weekly text: what a row says, and what is broken or hostile."""

import datetime as dt
import re

import polars as pl
import pytest

from sources.bolagsverket.bulk.parsing import HEADING
from sources.bolagsverket.bulk.register import entities, unreadable
from sources.fetching.bad_rows import told
from sources.fetching.connector import SourceFault
from tests.sources.bolagsverket.bulk.weekly_texts import (
    PERSON,
    PSEUDONYM,
    A,
    B,
    cells,
    followed,
    line,
    number,
    read,
    text,
)


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
