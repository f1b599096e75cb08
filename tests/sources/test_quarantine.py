"""Refused rows can be listed, written out for the sender, corrected, and taken in again."""

import polars as pl
import pytest

from sources.errors import DeliveryError
from sources.landing import current_rows
from sources.quarantine import export, list_rows, replay, summary
from tables import ops
from tables.contracts import deliveries
from tables.store import Warehouse
from tests.sources.delivering import KEY, MOMENT, PERSON, csv_text, landed, put, rows_of

REPORT = deliveries()["report"]


@pytest.fixture
def home(tmp_path):
    """A home with one good report and three refused ones."""
    spoils = [{}, {"kind": "tips"}, {"received_at": "1/3 2026"}, {"unknown_actor": "=1+1", "severity": "9"}]
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", *spoils)))
    landed(tmp_path / "in", tmp_path / "home")
    return tmp_path / "home"


def exported(home):
    with Warehouse(home) as warehouse:
        (path,) = export(warehouse, home.parent / "correct")
    return path


def corrected(home, *replacements):
    """The exported file with texts replaced, as the sender would have done in Excel."""
    path = exported(home)
    text = path.read_text("utf-8-sig")
    for wrong, right in replacements:
        assert wrong in text
        text = text.replace(wrong, right)
    path.write_text(text)
    return path


def replayed(home, path):
    with Warehouse(home) as warehouse:
        outcome = replay(warehouse, path, KEY, MOMENT)
        return outcome, current_rows(warehouse, REPORT), list_rows(warehouse)


def test_the_summary_counts_rows_by_fault(home):
    with Warehouse(home) as warehouse:
        counted = summary(list_rows(warehouse))
    assert counted.select("column", "rule", "rows").rows() == [
        ("kind", "unknown_code", 1),
        ("received_at", "not_a_date", 1),
        ("severity", "out_of_range", 1),
        ("unknown_actor", "formula_cell", 1),
    ]


def test_an_exported_row_has_the_columns_of_the_delivery_and_says_what_to_do(home):
    frame = pl.read_csv(exported(home), separator=";", infer_schema=False)
    assert frame.columns == [*REPORT.delivered_columns(), "fel", "atgard", "stryk", "ledger_id", "source_row"]
    assert frame["source_row"].to_list() == ["3", "4", "5"]
    assert frame["fel"][2] == "severity: out_of_range; unknown_actor: formula_cell"
    assert "Menas tip (tips)?" in frame["atgard"][0]


def test_an_exported_formula_is_no_formula(home):
    frame = pl.read_csv(exported(home), separator=";", infer_schema=False)
    assert frame["unknown_actor"][2] == "'=1+1"


def test_a_corrected_row_is_landed_and_leaves_quarantine(home):
    outcome, rows, waiting = replayed(home, corrected(home, (";tips;", ";tip;")))
    assert (outcome.corrected, outcome.still_refused["source_row"].n_unique()) == (1, 2)
    assert sorted(rows["report_id"]) == ["R1", "R2"]
    assert set(waiting["source_row"]) == {4, 5}


def test_a_correction_has_a_ledger_row_of_its_own_that_the_refused_row_points_to(home):
    replayed(home, corrected(home, (";tips;", ";tip;")))
    with Warehouse(home) as warehouse:
        entry = warehouse.query(ops.Ledger, "kind = 'replay'", []).row(0, named=True)
        (row,) = warehouse.query(ops.Quarantine, "replayed_as IS NOT NULL", []).to_dicts()
    assert (row["replayed_as"], row["source_row"]) == (entry["ledger_id"], 3)
    assert (entry["rows"], entry["good_rows"]) == (1, 1)


def test_the_same_correction_twice_changes_nothing(home):
    path = corrected(home, (";tips;", ";tip;"))
    _, rows, waiting = replayed(home, path)
    outcome, again, still = replayed(home, path)
    assert (outcome.corrected, outcome.not_waiting) == (0, 1)
    assert again.equals(rows)
    assert still.equals(waiting)


def test_the_rest_can_be_corrected_later(home):
    replayed(home, corrected(home, (";tips;", ";tip;")))
    _, rows, waiting = replayed(home, corrected(home, ("1/3 2026", "2026-03-01"), ("'=1+1", ""), (";9;", ";4;")))
    assert sorted(rows["report_id"]) == ["R1", "R2", "R3", "R4"]
    assert waiting.is_empty()


def test_an_uncorrected_file_corrects_nothing(home):
    outcome, rows, waiting = replayed(home, exported(home))
    assert outcome.corrected == 0
    assert rows["report_id"].to_list() == ["R1"]
    assert waiting["source_row"].n_unique() == 3


def test_a_struck_row_leaves_quarantine_and_is_not_landed(home):
    path = exported(home)
    frame = pl.read_csv(path, separator=";", infer_schema=False).with_columns(stryk=pl.lit("ja"))
    frame.write_csv(path, separator=";")
    outcome, rows, waiting = replayed(home, path)
    assert (outcome.struck, rows.height, waiting.height) == (3, 1, 0)


def test_a_correction_goes_when_the_whole_file_is_superseded(home, tmp_path):
    replayed(home, corrected(home, (";tips;", ";tip;")))
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {})))
    assert landed(tmp_path / "in", home, "report").rows["report"]["report_id"].to_list() == ["R1"]


def test_a_correction_can_come_as_a_workbook(home):
    path = corrected(home, (";tips;", ";tip;"))
    pl.read_csv(path, separator=";", infer_schema=False).write_excel(path.with_suffix(".xlsx"))
    outcome, rows, _ = replayed(home, path.with_suffix(".xlsx"))
    assert outcome.corrected == 1
    assert rows.height == 2


def test_a_file_that_does_not_say_what_it_corrects_is_refused(home, tmp_path):
    (tmp_path / "report.csv").write_text(csv_text(rows_of("report", {})))
    with Warehouse(home) as warehouse, pytest.raises(DeliveryError) as refusal:
        replay(warehouse, tmp_path / "report.csv", KEY, MOMENT)
    assert refusal.value.rule == "not_a_replay"


def test_a_file_of_no_table_is_refused(home, tmp_path):
    (tmp_path / "rapport.csv").write_text(csv_text(rows_of("report", {})))
    with Warehouse(home) as warehouse, pytest.raises(DeliveryError) as refusal:
        replay(warehouse, tmp_path / "rapport.csv", KEY, MOMENT)
    assert refusal.value.rule == "unknown_table"


def test_a_row_that_no_longer_fits_its_heading_is_told_and_stays(home):
    path = exported(home)
    path.write_text(path.read_text("utf-8-sig") + "R9;x\n")
    outcome, _, waiting = replayed(home, path)
    assert (5, "wrong_number_of_fields") in outcome.still_refused.select("source_row", "rule").rows()
    assert waiting["source_row"].n_unique() == 3


def test_a_person_in_a_refused_row_comes_back_as_the_same_pseudonym(tmp_path):
    rows = rows_of("report", {"operator_id": PERSON}, {"operator_id": PERSON, "kind": "tips"})
    put(tmp_path / "in", "report", "report.csv", csv_text(rows))
    landed(tmp_path / "in", tmp_path / "home")
    path = corrected(tmp_path / "home", (";tips;", ";tip;"))
    assert PERSON not in path.read_text()
    _, rows, _ = replayed(tmp_path / "home", path)
    assert rows["operator_id"].n_unique() == 1
