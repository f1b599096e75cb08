"""The ledger: what a file does that is new, known, corrected, restored or late."""

import pytest

from sources.discovery import table_of
from tables import ops
from tables.contracts import deliveries
from tables.store import Warehouse
from tests.sources.delivering import PERSON, csv_text, example_row, landed, put, rows_of

ONE, TWO = csv_text(rows_of("report", {})), csv_text(rows_of("report", {}, {}))


def ledger(home):
    with Warehouse(home) as warehouse:
        return warehouse.read(ops.Ledger).sort("sequence")


def test_a_file_gets_one_ledger_row_that_counts_its_rows(tmp_path):
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {}, {"kind": "x"}, {})))
    landed(tmp_path / "in", tmp_path / "home")
    (row,) = ledger(tmp_path / "home").to_dicts()
    assert (row["rows"], row["good_rows"], row["quarantined_rows"], row["sequence"]) == (3, 2, 1, 1)
    assert (row["table"], row["file_name"], row["kind"]) == ("report", "reports/report.csv", "delivery")


def test_the_same_file_twice_changes_nothing(tmp_path):
    put(tmp_path / "in", "report", "report.csv", TWO)
    first = landed(tmp_path / "in", tmp_path / "home", "report")
    again = landed(tmp_path / "in", tmp_path / "home", "report")
    assert (again.landing.landed, again.landing.unchanged) == ((), 1)
    assert again.rows["report"].equals(first.rows["report"])


def test_the_same_contents_under_another_name_change_nothing(tmp_path):
    put(tmp_path / "in", "report", "report_a.csv", TWO)
    put(tmp_path / "in", "report", "report_b.csv", TWO)
    assert landed(tmp_path / "in", tmp_path / "home", "report").rows["report"].height == 2


def test_contents_stay_in_use_under_one_name_when_the_other_name_gets_new_contents(tmp_path):
    put(tmp_path / "in", "report", "report_b.csv", TWO)
    landed(tmp_path / "in", tmp_path / "home")
    put(tmp_path / "in", "report", "report_a.csv", TWO)
    put(tmp_path / "in", "report", "report_b.csv", csv_text(rows_of("report", {"report_id": "R9"})))
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    assert sorted(outcome.rows["report"]["report_id"]) == ["R1", "R2", "R9"]


def test_a_corrected_file_supersedes_the_earlier_whose_rows_are_kept(tmp_path):
    put(tmp_path / "in", "report", "report.csv", TWO)
    landed(tmp_path / "in", tmp_path / "home")
    put(tmp_path / "in", "report", "report.csv", ONE)
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    earlier, later = ledger(tmp_path / "home").to_dicts()
    assert earlier["superseded_by"] == later["ledger_id"] == outcome.landing.landed[0].ledger_id
    assert outcome.rows["report"].height == 1
    with Warehouse(tmp_path / "home") as warehouse:
        assert warehouse.connection.sql("SELECT count(*) FROM raw.report").fetchall() == [(3,)]


def test_a_file_restored_to_what_it_was_is_in_use_again(tmp_path):
    for content in (TWO, ONE, TWO):
        put(tmp_path / "in", "report", "report.csv", content)
        outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    assert outcome.rows["report"].height == 2
    assert landed(tmp_path / "in", tmp_path / "home").landing.unchanged == 1


def test_refused_rows_of_a_superseded_file_wait_no_longer(tmp_path):
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {}, {"kind": "x"})))
    assert len(landed(tmp_path / "in", tmp_path / "home").waiting) == 1
    put(tmp_path / "in", "report", "report.csv", TWO)
    assert landed(tmp_path / "in", tmp_path / "home").waiting == []


def test_a_refused_file_stops_the_rest_of_its_folder_until_it_is_corrected(tmp_path):
    put(tmp_path / "in", "report", "report.csv", b"")
    put(tmp_path / "in", "report_event", "report_event.csv", csv_text(rows_of("report_event", {})))
    first = landed(tmp_path / "in", tmp_path / "home", "report_event")
    assert first.rows["report_event"].is_empty()
    assert "väntar" in first.landing.warnings[0]
    put(tmp_path / "in", "report", "report.csv", ONE)
    assert landed(tmp_path / "in", tmp_path / "home", "report_event").rows["report_event"].height == 1


def test_a_refused_correction_leaves_the_earlier_file_in_use(tmp_path):
    put(tmp_path / "in", "report", "report.csv", TWO)
    landed(tmp_path / "in", tmp_path / "home")
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {"kind": "x"})))
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    assert outcome.error_rules == ["no_good_row"]
    assert outcome.rows["report"].height == 2


def test_files_with_one_name_in_folder_and_root_do_not_replace_each_other(tmp_path):
    put(tmp_path / "in", "report", "report.csv", TWO)
    (tmp_path / "in" / "report.csv").write_text(csv_text(rows_of("report", {"kind": "complaint"})))
    landed(tmp_path / "in", tmp_path / "home")
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    assert outcome.landing.unchanged == 2
    assert outcome.rows["report"].height == 3


def test_two_files_named_by_persons_keep_two_names_without_their_numbers(tmp_path):
    put(tmp_path / "in", "report", f"report_{PERSON}.csv", TWO)
    put(tmp_path / "in", "report", "report_860202-1233.csv", ONE)
    landed(tmp_path / "in", tmp_path / "home")
    names = ledger(tmp_path / "home")["file_name"].to_list()
    assert len(set(names)) == 2
    assert not any(PERSON in name for name in names)


def test_rows_point_to_the_line_they_stood_on(tmp_path):
    content = (
        csv_text(rows_of("report", {}, {"kind": "x"})) + "\n" + csv_text(rows_of("report", {}, {}, {})).splitlines()[3]
    )
    put(tmp_path / "in", "report", "report.csv", content)
    outcome = landed(tmp_path / "in", tmp_path / "home", "report")
    assert outcome.rows["report"].select("report_id", "source_row").rows() == [("R1", 2), ("R3", 5)]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("report_2026.csv", "report"),
        ("report_event_2026.csv", "report_event"),
        ("Report_Event.CSV", "report_event"),
        ("permit_case.xlsx", "permit_case"),
        ("permit.parquet", "permit"),
        ("rapport.csv", None),
    ],
)
def test_the_longest_table_name_a_file_begins_with_says_what_it_holds(name, table):
    assert table_of(name) == table


def test_what_is_done_is_told_in_one_line_a_file(tmp_path):
    from tests.sources.delivering import KEY, MOMENT

    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {}, {"kind": "x"})))
    told = []
    from sources.landing import land

    with Warehouse(tmp_path / "home") as warehouse:
        land(warehouse, tmp_path / "in", KEY, MOMENT, told.append)
    assert told == ["reports/report.csv: 1 rader mottagna, 1 i karantän"]


@pytest.mark.parametrize("table", list(deliveries()))
def test_a_row_of_the_examples_in_the_contract_is_landed(table, tmp_path):
    put(tmp_path / "in", table, f"{table}.csv", csv_text([example_row(table)]))
    outcome = landed(tmp_path / "in", tmp_path / "home", table)
    assert (outcome.landing.errors, outcome.faults) == ((), [])
    assert outcome.rows[table].height == 1
