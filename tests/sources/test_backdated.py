"""Rows that say they were known before what was landed earlier are counted, not silently believed."""

import datetime as dt

import pytest
from dagster import AssetCheckSeverity

from assets.checks import nothing_is_known_before_it_was_delivered
from sources.landing import land
from tables import ops
from tables.store import Warehouse
from tests.sources.delivering import KEY, MOMENT, csv_text, put, rows_of


def report(number, known_at):
    return {"report_id": f"R{number}", "received_at": "2026-01-01", "known_at": known_at}


def deliver(folder, landing, **files):
    """Land files of reports (name → rows) in the landing of that number; their late rows, in the order of landing."""
    for name, reports in files.items():
        put(folder / "in", "report", f"{name}.csv", csv_text(rows_of("report", *reports)))
    with Warehouse(folder / "home") as warehouse:
        land(warehouse, folder / "in", KEY, MOMENT + dt.timedelta(days=landing))
        check = nothing_is_known_before_it_was_delivered(warehouse)
        return warehouse.read(ops.Ledger).sort("sequence")["backdated_rows"].to_list(), check


@pytest.fixture
def first(tmp_path):
    late, check = deliver(tmp_path, 0, report_b=[report(1, "2026-03-01")], report_a=[report(2, "2026-02-01")])
    assert late == [0, 0]  # files of one landing may come in any order
    assert check.passed
    return tmp_path


def test_a_row_known_before_the_latest_of_an_earlier_landing_is_counted_and_said(first):
    late, check = deliver(
        first, 1, report_c=[report(3, "2026-02-28"), report(4, "2026-03-01"), report(5, "2026-04-01")]
    )
    assert late[-1] == 1
    assert not check.passed
    assert check.severity is AssetCheckSeverity.WARN
    assert "report_c.csv (1)" in check.description


def test_rows_delivered_again_as_they_were_are_no_news(first):
    again = [report(1, "2026-03-01"), report(2, "2026-02-01"), report(3, "2026-03-05")]
    assert deliver(first, 1, report_whole=again)[0][-1] == 0


def test_a_row_delivered_again_with_other_contents_changes_the_past(first):
    assert deliver(first, 1, report_a=[report(2, "2026-02-01") | {"kind": "complaint"}])[0][-1] == 1


def test_only_the_newest_landing_is_warned_of(first):
    deliver(first, 1, report_c=[report(3, "2026-02-28")])
    late, check = deliver(first, 2, report_d=[report(4, "2026-05-01")])
    assert late[-2:] == [1, 0]
    assert check.passed
