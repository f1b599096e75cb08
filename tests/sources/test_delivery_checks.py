import datetime as dt
import socket

import polars as pl
import pytest
import yaml

from sources.delivery_checks import check_delivery, check_landed, checks_for, digest_of_expectations
from sources.expectation_context import KEPT_RESULTS, RESULTS
from tables import delivery_expectations
from tables.contracts import deliveries
from tables.delivery_expectations import profile_of
from tables.ops import Ledger
from tables.store import Warehouse
from tests.delivery_frames import LEDGER_ID, legal

REPORT = deliveries()["report"]
EVENT = deliveries()["report_event"]
MONDAY = dt.datetime(2026, 3, 2, 5, 30)
ROWS = 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("context")


@pytest.fixture(scope="module")
def usual():
    return legal(REPORT, ROWS)


@pytest.fixture(scope="module")
def check(folder, usual):
    """The outcomes of one delivery of reports by expectation, beside a usual one before it."""

    def run(frame, *, before=usual, **counts):
        previous = None if before is None else profile_of(REPORT, before, files=1, refused=0)
        result = check_delivery(REPORT, frame, previous=previous, context_folder=folder, **counts)
        return result, {each.name: each for each in result.results}

    return run


def unmet(by_name):
    return {name for name, each in by_name.items() if not each.passed}


def emptied(frame, column, share):
    return frame.with_columns(
        pl.when(pl.int_range(pl.len()) < share * pl.len()).then(None).otherwise(pl.col(column)).alias(column)
    )


def test_a_usual_delivery_meets_everything(check, usual):
    result, by_name = check(usual)
    assert unmet(by_name) == set()
    assert [result.check(spec.name).passed for spec in checks_for(REPORT)] == [True, True]


@pytest.mark.parametrize(("refused", "levels"), [(8, set()), (9, {"warn"}), (100, {"warn"}), (101, {"warn", "error"})])
def test_refused_rows_warn_and_then_stop(check, usual, refused, levels):
    _, by_name = check(usual, refused=refused)
    assert unmet(by_name) == {f"table.refused_share.{level}" for level in levels}


@pytest.mark.parametrize(("files", "refused", "met"), [(1, 800, True), (1, 801, False), (3, 0, True), (4, 0, False)])
def test_a_delivery_of_another_size_than_the_one_before_warns(check, usual, files, refused, met):
    _, by_name = check(usual, files=files, refused=refused)
    assert by_name["table.rows_per_file_change.warn"].passed is met


def test_an_empty_delivery_stops(check, usual):
    result, by_name = check(usual.clear())
    assert by_name["table.rows_per_file.error"].outcome == "failed"
    assert result.check("delivery").severity == "error"


@pytest.mark.parametrize(
    ("share", "levels"), [(0.50, set()), (0.52, {"warn"}), (0.95, {"warn"}), (0.96, {"warn", "error"})]
)
def test_empty_values_warn_and_then_stop(check, usual, share, levels):
    frame = emptied(usual, "activity_id", share)
    _, by_name = check(frame, before=frame)
    assert unmet(by_name) == {f"activity_id.null_share.{level}" for level in levels}


@pytest.mark.parametrize(
    ("before", "now", "levels"),
    [
        (0.2, 0.3, set()),
        (0.2, 0.31, {"warn"}),
        (0.31, 0.2, {"warn"}),
        (0.0, 0.55, {"warn", "error"}),
        (0.55, 0.0, {"warn", "error"}),
    ],
)
def test_a_field_that_empties_or_fills_warns_and_then_stops(check, usual, before, now, levels):
    _, by_name = check(emptied(usual, "matter_id", now), before=emptied(usual, "matter_id", before))
    assert unmet(by_name) == {f"matter_id.null_share_change.{level}" for level in levels}


def test_repeated_keys_warn(check, usual):
    repeated = pl.concat([usual.head(360), usual.head(40).with_columns(pl.col("source_row") + 1000)])
    _, by_name = check(repeated)
    assert unmet(by_name) == {"table.repeated_share.warn"}
    assert by_name["table.repeated_share.warn"].unexpected_count == 80


def test_a_first_delivery_has_nothing_to_compare_with(check, usual):
    result, by_name = check(usual, before=None)
    assert by_name["table.rows_per_file_change.warn"].outcome == "not_compared"
    assert by_name["table.rows_per_file_change.warn"].passed
    assert result.check("delivery").metadata["not_compared"] > 0


def test_an_illegal_row_fails_the_contract_and_is_counted(check, usual):
    bad = usual.with_columns(kind=pl.when(pl.col("source_row") < 5).then(pl.lit("XX")).otherwise(pl.col("kind")))
    result, by_name = check(bad)
    assert by_name["kind.code"].outcome == "failed"
    assert (by_name["kind.code"].unexpected_count, by_name["kind.code"].element_count) == (3, ROWS)
    assert result.check("contract").passed is False
    assert "3 av 400 rader" in result.check("contract").metadata["kind.code"]
    assert result.check("delivery").passed is True


def test_what_could_not_be_evaluated_is_an_error_and_not_a_failure(check, usual):
    result, by_name = check(usual.with_columns(severity=pl.col("severity").cast(pl.String)))
    assert by_name["severity.type"].outcome == "failed"
    assert by_name["severity.between"].outcome == "raised"
    assert by_name["severity.between"].severity == "error"
    assert by_name["severity.between"].unexpected_count is None
    assert "could not be evaluated" in result.check("contract").metadata["severity.between"]


def test_a_raised_warning_becomes_an_error(check, usual):
    result, by_name = check(usual.drop("area"))
    assert by_name["table.columns"].outcome == "failed"
    assert by_name["area.null_share.warn"].outcome == "raised"
    assert result.check("delivery").severity == "error"


def test_only_warnings_leave_the_check_a_warning(check, usual):
    result, _ = check(usual, refused=9)
    assert (result.check("delivery").passed, result.check("delivery").severity) == (False, "warn")


@pytest.mark.parametrize("contract", deliveries().values(), ids=lambda contract: contract.table)
def test_every_table_has_the_same_two_checks(contract):
    assert [spec.name for spec in checks_for(contract)] == ["contract", "delivery"]
    assert all(spec.description for spec in checks_for(contract))


def test_results_are_in_the_order_they_are_declared_whatever_the_delivery(check, usual):
    first, _ = check(usual, before=None)
    second, _ = check(usual.head(3), refused=2)
    assert [each.name for each in first.results] == [each.name for each in second.results]


def test_what_is_kept_holds_no_value_of_any_row(folder, check, usual):
    check(usual.with_columns(kind=pl.lit("HEMLIGT"), unknown_actor=pl.lit("HEMLIGT" * 60)))
    assert not [file for file in folder.rglob("*") if file.is_file() and "HEMLIGT" in file.read_text("utf-8")]


def test_not_even_what_could_not_be_evaluated_keeps_a_value(folder, check, usual):
    _, by_name = check(usual.with_columns(severity=pl.lit("HEMLIGT")))
    assert by_name["severity.between"].outcome == "raised"
    assert not [file for file in folder.rglob("*") if file.is_file() and "HEMLIGT" in file.read_text("utf-8")]


def test_checking_calls_nobody(check, usual, monkeypatch):
    called = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: called.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **_: called.append(names))
    check(usual)
    assert called == []


def test_the_kept_project_reports_to_nobody(folder, check, usual):
    check(usual)
    config = yaml.safe_load((folder / "gx" / "great_expectations.yml").read_text("utf-8"))
    assert config["analytics_enabled"] is False
    assert config["data_docs_sites"] == {}


def test_few_results_are_kept(tmp_path):
    frame = legal(EVENT, 3)
    for day in range(KEPT_RESULTS + 2):
        check_delivery(
            EVENT, frame, previous=None, context_folder=tmp_path, received_at=MONDAY + dt.timedelta(days=day)
        )
    kept = sorted(file.parent.name[:8] for file in (tmp_path / RESULTS).rglob("*.json"))
    assert kept == [f"202603{4 + day:02}" for day in range(KEPT_RESULTS)]


def test_checking_a_delivery_again_keeps_one_result(tmp_path):
    for _ in range(2):
        check_delivery(EVENT, legal(EVENT, 3), previous=None, context_folder=tmp_path, received_at=MONDAY)
    assert len(list((tmp_path / RESULTS).rglob("*.json"))) == 1


def land(warehouse, sequence, received_at, rows, *, refused=0):
    ledger_id = f"{sequence:016x}"
    entry = {
        "ledger_id": ledger_id, "sequence": sequence, "table": "report_event", "file_name": f"{sequence}.csv",
        "sha256": "0" * 64, "kind": "delivery", "mapping_version": "1", "rows": rows + refused, "good_rows": rows,
        "quarantined_rows": refused, "backdated_rows": 0, "superseded_by": None, "received_at": received_at,
    }  # fmt: skip
    known = {name: entry[name] for name in Ledger.column_names() if name in entry}
    missing = {name: Ledger.notes(name)["example"] for name in Ledger.column_names() if name not in entry}
    warehouse.append(Ledger, pl.DataFrame([{**known, **missing}], schema_overrides={"superseded_by": pl.String}))
    warehouse.append(EVENT, legal(EVENT, rows, start=2 + 5000 * sequence).with_columns(ledger_id=pl.lit(ledger_id)))


def test_a_table_that_never_landed_is_not_checked(tmp_path):
    with Warehouse(tmp_path) as warehouse:
        assert check_landed(warehouse, EVENT, tmp_path / "context") is None


def test_the_newest_delivery_is_checked_beside_the_one_before(tmp_path):
    with Warehouse(tmp_path) as warehouse:
        land(warehouse, 1, MONDAY, 2000)
        land(warehouse, 2, MONDAY + dt.timedelta(days=7), 300)
        land(warehouse, 3, MONDAY + dt.timedelta(days=7), 100, refused=20)
        result = check_landed(warehouse, EVENT, tmp_path / "context")
    assert (result.profile.files, result.profile.rows, result.profile.refused) == (2, 400, 20)
    by_name = {each.name: each for each in result.results}
    assert unmet(by_name) == {"table.rows_per_file_change.warn", "table.refused_share.warn"}
    assert LEDGER_ID not in {file.parent.parent.name for file in (tmp_path / "context" / RESULTS).rglob("*.json")}


def test_the_digest_follows_what_is_expected_of_the_table(monkeypatch):
    before = {contract: digest_of_expectations(contract) for contract in (EVENT, REPORT)}
    assert before[EVENT] == digest_of_expectations(EVENT)
    monkeypatch.setitem(delivery_expectations._declaration()["table"], "report", {"refused_share": {"warn": 0.5}})
    assert digest_of_expectations(EVENT) == before[EVENT]
    assert digest_of_expectations(REPORT) != before[REPORT]
