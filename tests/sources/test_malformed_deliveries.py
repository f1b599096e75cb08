"""What is wrong with a delivery is said by name, and no good row is lost because of it."""

import pytest

from sources.errors import wording
from tests.sources.delivering import PERSON, csv_text, landed, put, rows_of
from tests.sources.malformed import ACCEPTED, REFUSED, SPOILED

EARLIER = csv_text(rows_of("report_event", {}, {}))


def _sentence(case):
    return case.sentence


@pytest.mark.parametrize("case", REFUSED, ids=_sentence)
def test_a_file_that_cannot_be_taken_in_is_refused_by_name_and_nothing_of_it_is_landed(case, tmp_path):
    put(tmp_path / "in", case.table, f"{case.table}_2026.{case.suffix}", case.content)
    outcome = landed(tmp_path / "in", tmp_path / "home", case.table)
    assert (outcome.error_rules, outcome.landing.landed) == ([case.rule], ())
    assert outcome.rows[case.table].is_empty()
    assert outcome.waiting == []


@pytest.mark.parametrize("case", REFUSED, ids=_sentence)
def test_the_refusal_names_the_file_and_says_in_swedish_what_to_do(case, tmp_path):
    put(tmp_path / "in", case.table, f"{case.table}_2026.{case.suffix}", case.content)
    (error,) = landed(tmp_path / "in", tmp_path / "home").landing.errors
    said = str(error)
    assert f"{case.table}_2026.{case.suffix}" in said
    assert "{" not in said
    assert "kör igen" in said or any(word in said.lower() for word in ("spara", "exportera", "rätta", "lägg", "ta bort",
                                                                         "dela", "skriv", "den ska vara"))  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=_sentence)
def test_a_refused_file_leaves_other_sources_alone(case, tmp_path):
    put(tmp_path / "in", case.table, f"{case.table}_2026.{case.suffix}", case.content)
    put(tmp_path / "in", "court_event", "court_event.csv", csv_text(rows_of("court_event", {}, {})))
    outcome = landed(tmp_path / "in", tmp_path / "home", "court_event")
    assert outcome.rows["court_event"].height == 2


@pytest.mark.parametrize("case", SPOILED, ids=_sentence)
def test_a_bad_row_waits_in_quarantine_and_the_good_rows_of_its_file_are_landed(case, tmp_path):
    put(tmp_path / "in", case.table, f"{case.table}_2026.{case.suffix}", case.content)
    outcome = landed(tmp_path / "in", tmp_path / "home", case.table)
    assert outcome.landing.errors == ()
    assert outcome.faults == sorted(case.faults)
    assert outcome.rows[case.table].height == case.n_good
    (file,) = outcome.landing.landed
    assert file.rows == file.good_rows + file.quarantined_rows


@pytest.mark.parametrize("case", SPOILED, ids=_sentence)
def test_every_quarantine_row_says_in_swedish_what_to_do(case, tmp_path):
    put(tmp_path / "in", case.table, f"{case.table}_2026.{case.suffix}", case.content)
    for row in landed(tmp_path / "in", tmp_path / "home").waiting:
        assert len(row["remedy"]) > 30
        assert row["remedy"].endswith(".")
        assert row["remedy"] != wording("row")["other"].format(rule=row["rule"])


@pytest.mark.parametrize("case", ACCEPTED, ids=_sentence)
def test_what_is_unusual_but_right_is_landed_without_remark(case, tmp_path):
    put(tmp_path / "in", case.table, f"{case.table}_2026.{case.suffix}", case.content)
    outcome = landed(tmp_path / "in", tmp_path / "home", case.table)
    assert (outcome.landing.errors, outcome.landing.warnings, outcome.faults) == ((), (), [])
    assert outcome.rows[case.table].height == case.n_good


REMEDIES = [
    ("amount_sek", "1000,50", "1000.50"),
    ("amount_sek", "1 000", "1000"),
    ("decided_at", "1/2 2026", "2026-03-01"),
    ("kind", "order_remedi", "order_remedy"),
    ("kind", "förbud mot verksamhet utan tillstånd", "ban_unlicensed"),
    ("decided_at", "0024-02-01", "tvåsiffrigt årtal"),
    ("decided_at", "order_remedy", "bytt plats"),
]


@pytest.mark.parametrize(("column", "value", "said"), REMEDIES)
def test_a_remedy_says_what_to_write_instead(column, value, said, tmp_path):
    put(tmp_path / "in", "decision", "decision.csv", csv_text(rows_of("decision", {}, {column: value})))
    (row,) = landed(tmp_path / "in", tmp_path / "home").waiting
    assert said in row["remedy"]


def test_a_misspelt_heading_is_pointed_out(tmp_path):
    content = csv_text(rows_of("report", {})).replace("received_at", "recieved_at")
    put(tmp_path / "in", "report", "report.csv", content)
    (error,) = landed(tmp_path / "in", tmp_path / "home").landing.errors
    assert error.column == "received_at"
    assert "Menas ”recieved_at”?" in error.message


def test_a_column_nobody_asked_for_is_signalled_and_not_loaded(tmp_path):
    rows = [{**row, "fritext": "hemligt"} for row in rows_of("report", {})]
    put(tmp_path / "in", "report", "report.csv", csv_text(rows))
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    (warning,) = outcome.landing.warnings
    assert "fritext" in warning
    assert "fritext" not in outcome.rows["report"].columns


def test_a_file_nobody_knows_is_signalled(tmp_path):
    put(tmp_path / "in", "report", "verksamheter.csv", EARLIER)
    put(tmp_path / "in", "report", "report.docx", b"x")
    put(tmp_path / "in", "court_event", "report.csv", EARLIER)
    outcome = landed(tmp_path / "in", tmp_path / "home")
    assert len(outcome.landing.warnings) == 3
    assert outcome.landing.landed == ()


def test_the_wrong_encoding_names_the_line(tmp_path):
    good = csv_text(rows_of("report", {}, {}, {})).encode()
    put(tmp_path / "in", "report", "report.csv", good + "R9;Åsa".encode("latin-1"))
    (error,) = landed(tmp_path / "in", tmp_path / "home").landing.errors
    assert error.line == 5


def test_a_bad_identity_is_never_shown(tmp_path):
    rows = rows_of("operator", {}, {"operator_id": "850101-1234", "operator_name": "Anna Andersson"})
    put(tmp_path / "in", "operator", "operator.csv", csv_text(rows))
    (row,) = landed(tmp_path / "in", tmp_path / "home").waiting
    assert row["value"] == "******-****"
    assert "Anna" not in row["row_json"]


def test_a_sole_trader_is_landed_without_number_and_name(tmp_path):
    rows = rows_of("operator", {"operator_id": PERSON, "operator_name": "Anna Andersson", "legal_form": "EF"})
    put(tmp_path / "in", "operator", "operator.csv", csv_text(rows))
    (row,) = landed(tmp_path / "in", tmp_path / "home", "operator").rows["operator"].to_dicts()
    assert row["operator_id"].startswith("P-")
    assert row["operator_name"] is None
