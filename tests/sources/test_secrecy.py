"""A person's number that comes in a delivery, in whatever field, is in no byte of what is kept and in no message."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.identity import masked
from sources.quarantine import export
from tables.contracts import deliveries
from tables.store import Warehouse
from tests.sources.delivering import LEGAL, csv_text, example_row, landed, put, put_and_landed, rows_of, write_excel

DIGITS = "8501011236"
WRITTEN = [DIGITS, "850101-1236", "850101+1236", "19850101-1236", "198501011236", "Anna 850101-1236", f"x{DIGITS}y"]
SECRETS = [DIGITS.encode(), b"850101-1236", b"850101+1236", DIGITS.encode("utf-16-le")]


def bytes_kept(folder):
    """Everything in the files under a folder, and the names of the files."""
    paths = [path for path in Path(folder).rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() + str(path.relative_to(folder)).encode() for path in paths)


def messages(outcome):
    landing = outcome.landing
    said = [*map(str, landing.errors), *map(repr, landing.errors), *landing.warnings, repr(landing.landed)]
    return "\n".join(said).encode()


def assert_secret(root, outcome):
    with Warehouse(root / "home") as warehouse:
        export(warehouse, root / "home" / "exported")
    kept = bytes_kept(root / "home") + messages(outcome)
    assert [secret for secret in SECRETS if secret in kept] == []


@pytest.mark.parametrize("table", list(deliveries()))
def test_no_column_of_any_table_lets_a_number_through(table, tmp_path):
    legal = example_row(table)
    planted = [{**legal, column: text} for column in legal for text in (DIGITS, "19850101-1236", f"Anna {DIGITS}.")]
    put(tmp_path / "in", table, f"{table}.csv", csv_text([legal, *planted]))
    outcome = landed(tmp_path / "in", tmp_path / "home")
    assert outcome.landing.errors == ()
    assert outcome.landing.landed[0].rows == len(planted) + 1
    assert_secret(tmp_path, outcome)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(list(LEGAL["report"])), st.sampled_from(WRITTEN)), min_size=1, max_size=6))
def test_numbers_in_several_fields_at_once_are_all_taken_out(planted):
    root = Path(tempfile.mkdtemp())
    assert_secret(root, put_and_landed(root, "report", {}, *({column: text} for column, text in planted)))


def test_a_digest_whose_digits_look_like_a_number_is_kept_whole(tmp_path):
    digest = f"28166458632fed4d5ee28b3e29fefe09f{DIGITS}f9fc38bbf603ac3490105"
    assert len(digest) == 64
    row = {**example_row("report_figure"), "document": digest}
    put(tmp_path / "in", "report_figure", "report_figure.csv", csv_text([row]))
    outcome = landed(tmp_path / "in", tmp_path / "home", "report_figure")
    assert outcome.rows["report_figure"]["document"].to_list() == [digest]


def test_a_sole_traders_company_keeps_neither_name_nor_address(tmp_path):
    outcome = put_and_landed(tmp_path, "company", {"operator_id": WRITTEN[1], "legal_form": "EF"}, {})
    kept = outcome.rows["company"].sort("source_row").select("company_name", "address", "postal_code").rows()
    assert kept == [(None, None, None), ("Exempelomsorg AB", "Storgatan 1", "11122")]


@pytest.mark.parametrize("kind", ["protected", "Protected", "skyddad", ""])
def test_a_companys_address_is_kept_only_where_its_kind_says_that_it_may_be(kind, tmp_path):
    hidden = {"address": "Hemliga gatan 1", "postal_code": "98765", "address_type": kind}
    outcome = put_and_landed(tmp_path, "company", hidden, {})
    assert {rule for _, _, rule in outcome.faults} & {"protected_address_is_empty", "unknown_code", "missing_value"}
    with Warehouse(tmp_path / "home") as warehouse:
        export(warehouse, tmp_path / "home" / "exported")
    kept = bytes_kept(tmp_path / "home") + messages(outcome)
    assert [secret for secret in (b"Hemliga gatan", b"98765") if secret in kept] == []


CSV = csv_text(rows_of("report", {}))
AWAY = [
    ("in the name of the file", f"report_{DIGITS}.csv", csv_text(rows_of("report", {}))),
    ("in the name of a refused file", f"report_{DIGITS}.csv", b""),
    ("in a heading", "report.csv", csv_text([{**LEGAL["report"], DIGITS: "x"}])),
    ("in a heading instead of a column", "report.csv", CSV.replace("kind;", f"{DIGITS};")),
    ("in a file without heading", "report.csv", DIGITS + "\n"),
    ("in a row with a field too many", "report.csv", csv_text(rows_of("report", {})) + ";".join([DIGITS] * 30)),
    ("in a row with an open quotation mark", "report.csv", csv_text(rows_of("report", {})) + f'R2;"{DIGITS}'),
    ("in the only row, which is bad", "report.csv", csv_text(rows_of("report", {"kind": DIGITS}))),
    ("in a file of an unknown table", f"anna_{DIGITS}.csv", b"x"),
    ("in Excel, as a number", "report.xlsx",
     lambda path: write_excel(path, rows_of("report", {}, {"grounds": int(DIGITS)}, {"severity": float(DIGITS)}))),
    ("in the name of a sheet", "report.xlsx", lambda path: _sheet_named(path, DIGITS)),
]  # fmt: skip


def _sheet_named(path, title):
    import openpyxl

    write_excel(path, rows_of("report", {}))
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet(title).append(["x"])
    workbook.save(path)


@pytest.mark.parametrize(("_where", "name", "content"), AWAY, ids=[case[0] for case in AWAY])
def test_a_number_outside_the_fields_is_not_kept_or_told(_where, name, content, tmp_path):
    put(tmp_path / "in", "report", name, content)
    assert_secret(tmp_path, landed(tmp_path / "in", tmp_path / "home"))


def test_an_identifier_that_holds_a_number_still_joins_its_tables(tmp_path):
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {"report_id": f"R-{DIGITS}"})))
    put(
        tmp_path / "in",
        "report_event",
        "report_event.csv",
        csv_text(rows_of("report_event", {"report_id": f"R-{DIGITS}"})),
    )
    outcome = landed(tmp_path / "in", tmp_path / "home", "report", "report_event")
    assert outcome.rows["report"]["report_id"].to_list() == outcome.rows["report_event"]["report_id"].to_list()


def test_one_person_has_one_pseudonym_in_every_column(tmp_path):
    change = {"operator_id": DIGITS, "manager_key": "19850101-1236"}
    (row,) = put_and_landed(tmp_path, "activity_version", change).rows["activity_version"].to_dicts()
    assert row["operator_id"] == row["manager_key"]
    assert row["operator_id"].startswith("P-")


def test_a_sender_is_only_a_pseudonym(tmp_path):
    written = ("Anna.Andersson@example.org", "anna.andersson@example.org ")
    outcome = put_and_landed(tmp_path, "report", *({"sender_key": text} for text in written))
    assert outcome.rows["report"]["sender_key"].n_unique() == 1
    assert b"example.org" not in bytes_kept(tmp_path / "home")


DASHES = "-+\u2010\u2011\u2012\u2013\u2014\u2212\u00a0 "


@pytest.mark.parametrize("dash", list(DASHES), ids=[f"U+{ord(dash):04X}" for dash in DASHES])
@pytest.mark.parametrize("day", ["850101", "19850101", "1985-01-01"])
def test_a_number_in_a_text_is_found_whatever_stands_between_its_digits(day, dash):
    assert masked(f"Firma {day}{dash}1236, Lund") == "Firma [personnummer], Lund"


@pytest.mark.parametrize("text", ["2026-01-01 - 2026-12-31", "2026-01-01\u20132026-12-31", "8.5-29206/2024"])
def test_periods_and_diary_numbers_are_left_as_they_are(text):
    assert masked(text) == text


@pytest.mark.parametrize("flag", ["ja", "TRUE", "1", "kanske", ""])
def test_an_address_is_kept_only_where_the_row_says_that_it_is_not_protected(flag, tmp_path):
    change = {"address": "Gömda stigen 7", "address_protected": flag}
    outcome = put_and_landed(tmp_path, "activity_version", {}, change)
    assert [row["source_row"] for row in outcome.waiting] == [3]
    assert "Gömda".encode() not in bytes_kept(tmp_path / "home")


@pytest.mark.parametrize(("flag", "kept"), [("nej", True), ("ja", False), ("kanske", False), ("", False)])
def test_a_permits_address_is_kept_only_where_the_row_says_that_it_is_not_protected(flag, kept, tmp_path):
    legal = example_row("permit")
    hidden = {"permit_no": "T9", "address": "Gömda stigen 7", "address_protected": flag}
    put(tmp_path / "in", "permit", "permit.csv", csv_text([legal, legal | hidden]))
    outcome = landed(tmp_path / "in", tmp_path / "home", "permit")
    assert {row["source_row"] for row in outcome.waiting} == (set() if kept else {3})
    assert ("Gömda".encode() in bytes_kept(tmp_path / "home")) is kept


def test_a_row_that_slipped_sideways_names_nobody(tmp_path):
    slipped = {"valid_from": "Manfred", "valid_to": "Chef", "known_at": "Sentinel", "age_from": "1 av 2"}
    waiting = put_and_landed(tmp_path, "activity_version", {}, slipped).waiting
    assert {row["value"] for row in waiting} == {"*******", "****", "********", "* ** *"}


def test_one_slip_of_the_pen_is_shown_as_it_was_written(tmp_path):
    (waiting,) = put_and_landed(tmp_path, "activity_version", {}, {"known_at": "igår"}).waiting
    assert waiting["value"] == "igår"


def test_a_masked_person_is_nobody_and_not_one_with_all_other_masked(tmp_path):
    outcome = put_and_landed(tmp_path, "report", *({"sender_key": text} for text in ("******-****", "***", "-")))
    assert outcome.rows["report"]["sender_key"].to_list() == [None, None, None]
