"""SCB's weekly file: read by its headings, told as answers that changed, in whatever order files come."""

import datetime as dt
import re
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from sources.fetching.bad_rows import told
from sources.fetching.connector import SourceFault
from sources.fetching.weeks import Week, Weeks, with_new
from sources.identity import PseudonymKey
from sources.scb.fetching import read_week
from sources.scb.parsing import RULES, WHAT, parse
from sources.scb.weekly import changed_deliveries
from tables import raw

KEY = PseudonymKey(b"a key for tests only")
HEADING = [
    "ForAndrTyp",
    "COAdress",
    "Foretagsnamn",
    "FtgStat",
    "Gatuadress",
    "JEStat",
    "JurForm",
    "Namn",
    "Ng1",
    "Ng2",
    "Ng3",
    "Ng4",
    "Ng5",
    "PeOrgNr",
    "PostNr",
    "PostOrt",
    "RegDatKtid",
    "Reklamsparrtyp",
    "mNamn",
]


def number(nine):
    return nine + luhn.calc_check_digit(nine)


A, B = number("556000002"), number("556000003")
PERSON = number("850101123")
PSEUDONYM = KEY.pseudonym(PERSON)
CONFIRM = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def row(identity=A, **cells):
    century = cells.pop("century", "16")
    whole = {
        "PeOrgNr": century + identity, "JurForm": "49", "FtgStat": "1", "JEStat": "1", "RegDatKtid": "20150101",
        "Namn": "Hemligt namn åäö", "Gatuadress": 'Gatan "1', "Ng1": "87301", "Ng2": "     ", "Reklamsparrtyp": "2",
    }  # fmt: skip
    return {**whole, **cells}


def text(*rows, heading=HEADING, ending="\t\r\n"):
    lines = ["\t".join(heading), *("\t".join(one.get(name, "") for name in heading) for one in rows)]
    return "".join(line + ending for line in lines).encode("iso-8859-1")


OTHERS = [row(number(f"5561{n:05d}")) for n in range(40)]


def read(folder, content, who=(A, B, PSEUDONYM)):
    source = folder / "text"
    source.write_bytes(content)
    return parse(source, folder, pl.DataFrame({"operator_id": list(who)}), KEY)


def stood(*files, who=(A,)):
    """All rows that stand after files (day, text) have come in this order."""
    given_files = {}
    with tempfile.TemporaryDirectory() as name:
        weeks = Weeks(Path(name))
        for day, content in files:
            known = weeks.all()
            with weeks.work() as folder:
                kept = folder / "week"
                kept.mkdir()
                (folder / "text").write_bytes(content)
                people = pl.DataFrame({"operator_id": list(who)})
                done = read_week(folder / "text", kept, people, KEY)
                week = Week(kept, dt.date.fromisoformat(day), "", "", done.rows)
                waiting = weeks.put(kept, week, people)
            given_files |= changed_deliveries(known, with_new(known, waiting), waiting.day)
            weeks.take_in(waiting)
    return pl.concat(given_files.values()).sort(pl.all())


def said(rows, field, who=A):
    return rows.filter(operator_id=who, field=field).sort("known_at").select("state", "value").rows()


@pytest.mark.parametrize("ending", ["\t\r\n", "\t\n", "\n"])
def test_only_what_is_used_of_the_followed_is_read(tmp_path, ending):
    parsed = read(tmp_path, text(row(), row(PERSON, century="19"), *OTHERS, ending=ending))
    assert parsed.rows == 42
    assert parsed.followed.sort("operator_id").to_dicts() == [
        {
            "operator_id": who,
            "fault": None,
            "form": "49",
            "company_state": "1",
            "unit_state": "1",
            "entered": "20150101",
            "industries": ["87301"],
        }
        for who in (A, PSEUDONYM)
    ]


def test_columns_are_found_by_their_headings(tmp_path):
    assert read(tmp_path, text(row(), heading=HEADING[::-1])).followed["operator_id"].to_list() == [A]
    with pytest.raises(SourceFault, match="saknar JurForm"):
        read(tmp_path, text(row(), heading=[name for name in HEADING if name != "JurForm"]))


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (row("123"), "identity"),
        (row(century="99"), "identity"),
        (row(PeOrgNr=A), "identity"),
        (row(A[:-1] + str((int(A[-1]) + 1) % 10)), "check_digit"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_without_its_number(tmp_path, bad, rule):
    parsed = read(tmp_path, text(*OTHERS[:20], bad, *OTHERS[20:]))
    assert [(one.line, one.rule) for one in parsed.bad] == [(22, rule)]
    remark = told(parsed.bad, RULES, WHAT)[0]
    assert not re.search("[0-9]{6}", remark)


def test_a_text_that_is_broken_off_is_refused(tmp_path):
    with pytest.raises(SourceFault, match="avkortad"):
        read(tmp_path, text(*OTHERS, row())[:-30])


@pytest.mark.parametrize(
    ("company", "unit", "expected"),
    [
        ("1", "1", ("value", "JA")), ("0", "1", ("value", "NEJ")), ("9", "1", ("value", "NEJ")),
        ("1", "9", ("value", "NEJ")), ("1", "", ("value", "JA")), ("", "1", ("empty", None)),
        ("5", "1", ("empty", None)),
    ],
)  # fmt: skip
def test_operating_is_what_scb_says_and_nothing_else(company, unit, expected):
    rows = stood(("2026-06-01", text(*OTHERS, row(FtgStat=company, JEStat=unit))))
    assert said(rows, "operating") == [expected]


def test_answers_are_given_when_they_change():
    first, second = text(*OTHERS, row()), text(*OTHERS, row(FtgStat="9", Ng2="88101"))
    rows = stood(("2026-06-01", first), ("2026-06-08", second), ("2026-06-15", second), ("2026-06-22", text(*OTHERS)))
    assert said(rows, "operating") == [("value", "JA"), ("value", "NEJ"), ("not_found", None)]
    assert said(rows, "industries") == [("value", "87301"), ("value", "87301;88101"), ("not_found", None)]
    assert said(rows, "scb_legal_form") == [("value", "49"), ("not_found", None)]
    assert set(rows["source"]) == {"scb_bulk"}
    legal = rows.with_row_index("source_row", offset=1).cast({"source_row": pl.Int64})
    raw.CompanyAnswer.validate(legal.with_columns(ledger_id=pl.lit("x")).select(raw.CompanyAnswer.column_names()))


POOL = [
    text(*OTHERS, *rows) for rows in ([], [row()], [row(FtgStat="9")], [row(Ng1="88101"), row(B)], [row(JurForm="")])
]
DAYS = ("2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22")


@CONFIRM
@given(contents=st.lists(st.sampled_from(POOL), min_size=2, max_size=4), data=st.data())
def test_the_order_in_which_files_come_does_not_matter(contents, data):
    files = list(zip(DAYS, contents, strict=False))
    again = data.draw(st.permutations([*files, data.draw(st.sampled_from(files))]))
    assert stood(*again, who=(A, B)).equals(stood(*files, who=(A, B)))
