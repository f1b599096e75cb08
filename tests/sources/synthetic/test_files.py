"""The files satisfy the delivery contracts and hang together."""

import json

import polars as pl
import pytest

from sources.synthetic import synthesise
from tables.contracts import deliveries

#: What is only fetched, told by other authorities, or decided by people with the program, is not made up as files.
NOT_WRITTEN = {
    "company_answer",
    "report_figure",
    "municipality_context",
    "source_fetch",
    "tax_debt",
    "work_environment_notice",
    "planned_case",
    "case_record",
    "predecessor_decision",
    "risk_level",
    "inspection_by",
}
TABLES = [table for table in deliveries() if table not in NOT_WRITTEN]


def test_every_delivery_is_written_or_said_not_to_be(demo):
    assert set(demo.rows) == set(TABLES)
    assert not [path for table in NOT_WRITTEN for path in demo.files(table)]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_legal_by_its_contract(demo, table):
    legal, illegal = deliveries()[table].filter(demo.typed(table))
    assert illegal.counts() == {}
    assert legal.height == demo.rows[table] > 0


@pytest.mark.parametrize("table", TABLES)
def test_files_have_exactly_the_delivered_columns(demo, table):
    for path in demo.files(table):
        heading = path.read_text(encoding="utf-8").partition("\n")[0]
        assert heading.split(";") == deliveries()[table].delivered_columns()


@pytest.mark.parametrize("table", TABLES)
def test_no_two_rows_have_the_same_key_and_day_of_knowledge(demo, table):
    keys = [*deliveries()[table].key(), "known_at"]
    assert not demo.raw(table).select(keys).is_duplicated().any()


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_known_after_the_last_day(demo, table):
    assert demo.raw(table)["known_at"].max() <= "2026-06-30"


@pytest.mark.parametrize(
    ("column", "home"),
    [
        ("activity_id", "activity_version"),
        ("operator_id", "operator"),
        ("other_operator_id", "operator"),
        ("report_id", "report"),
        ("decision_id", "decision"),
    ],
)
def test_what_is_referred_to_is_delivered(full, column, home):
    known = set(full.raw(home)["operator_id" if "operator" in column else column])
    for table in TABLES:
        frame = full.raw(table)
        if column in frame.columns:
            assert set(frame[column].drop_nulls()) <= known, table


@pytest.mark.parametrize("table", ["inspection", "finding", "decision"])
def test_case_numbers_are_those_of_delivered_cases(full, table):
    assert set(full.raw(table)["case_no"]) <= set(full.raw("supervision_case")["case_no"])


def test_the_register_tables_have_a_base_file_and_one_file_a_year(demo):
    periods = {path.stem.removeprefix("notification_") for path in demo.files("notification")}
    assert periods == {"base", *map(str, range(2019, 2027))}


def test_the_folder_says_that_it_is_synthetic(demo):
    marker = json.loads((demo.folder / "SYNTHETIC.json").read_text(encoding="utf-8"))
    assert marker["synthetic"] is True
    assert (marker["activities"], marker["years"], marker["seed"]) == (2000, 7, 1)


def test_codes_are_used_only_while_they_hold(full):
    reports = full.typed("report")
    legacy = reports.filter(pl.col("grounds") == "legacy")
    wider = reports.filter(pl.col("grounds").str.contains("unlicensed|unsuitable"))
    assert legacy["received_at"].max().year < 2026 <= wider["received_at"].min().year
    assert (
        full.typed("activity_version").filter(pl.col("form_code") == "SKYDD")["valid_from"].min().isoformat()
        >= "2024-04-01"
    )
    assert full.typed("decision").filter(pl.col("kind") == "order_notification")["decided_at"].min().year == 2026


def test_a_smaller_set_takes_the_place_of_a_larger_one(make):
    made = make("same", years=6)
    again = make("same", years=2)
    assert made.folder == again.folder
    assert {path.stem for path in again.files("report")} == {"report_2024", "report_2025", "report_2026"}


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "real.csv").write_text("a;b\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match="choose an empty folder"):
        synthesise(tmp_path, tmp_path.parent / "apart", 100, 1, 1)


def test_a_register_too_small_for_every_form_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 50"):
        synthesise(tmp_path / "out", tmp_path / "truth", 10, 1, 1)
