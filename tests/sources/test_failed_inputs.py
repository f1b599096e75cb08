"""What has failed of what comes in: files outside, deliveries that are not believed, sources that are late."""

import datetime as dt

import polars as pl
import pytest

from sources.failed_inputs import failed_inputs, note_refusals
from sources.landing import land
from tables import core, ops
from tables.store import Warehouse
from tests.sources.delivering import KEY, MOMENT, SOURCES, csv_text, put, rows_of

DAY = dt.date(2026, 6, 30)


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse(tmp_path / "home") as opened:
        yield opened


def taken_in(warehouse, root):
    landing = land(warehouse, root, KEY, MOMENT, admitted=SOURCES)
    note_refusals(warehouse, ["report", "report_event", "operator"], landing.outside)
    return landing


def failed(warehouse, tmp_path):
    return failed_inputs(warehouse, tmp_path / "context", DAY)


def test_a_file_that_cannot_be_read_and_those_that_wait_for_it_are_outside_until_it_is_corrected(warehouse, tmp_path):
    root = tmp_path / "in"
    put(root, "operator", "operator.csv", csv_text(rows_of("operator", {})))
    put(root, "report", "report_1.csv", csv_text(rows_of("report", {})))
    assert taken_in(warehouse, root).outside == ()
    bad = put(root, "report", "report_0.csv", "rapport;ärende\n".encode("utf-16"))
    put(root, "report_event", "report_event.csv", csv_text(rows_of("report_event", {})))
    taken_in(warehouse, root)
    found = failed(warehouse, tmp_path)
    assert [one.tables for one in found] == [{"report"}, {"report_event"}]
    assert "reports/report_0.csv" in found[0].what
    assert "väntar" in found[1].what
    assert found[0].remedy.startswith("Rätta filen")
    bad.write_bytes(csv_text(rows_of("report", {"report_id": "R7"})).encode())
    taken_in(warehouse, root)
    assert failed(warehouse, tmp_path) == ()


def test_what_one_landing_says_nothing_about_stays_noted(warehouse):
    note_refusals(warehouse, ["report"], [("report", "a.csv", "trasig"), ("report", "a.csv", "trasig")])
    note_refusals(warehouse, ["company"], [])
    assert warehouse.read(ops.Refusal)["file_name"].to_list() == ["a.csv"]
    note_refusals(warehouse, ["report"], [])
    assert warehouse.read(ops.Refusal).is_empty()


def test_a_delivery_with_an_error_has_failed_and_one_with_a_warning_has_not(warehouse, tmp_path):
    root = tmp_path / "in"
    rows = rows_of("report", *({"kind": "tips"} if number == 0 else {} for number in range(10)))
    put(root, "report", "report_1.csv", csv_text(rows))
    taken_in(warehouse, root)
    assert failed(warehouse, tmp_path) == ()
    rows = rows_of("report", *({"kind": "tips"} if number < 4 else {} for number in range(10)))
    put(root, "report", "report_1.csv", csv_text(rows))
    land(warehouse, root, KEY, MOMENT + dt.timedelta(days=1), admitted=SOURCES)
    (found,) = failed(warehouse, tmp_path)
    assert found.tables == {"report"}
    assert "karantän" in found.what


def test_a_late_source_has_failed_with_all_that_it_feeds(warehouse, tmp_path):
    row = dict.fromkeys(core.SourceCover.column_names()) | {
        "source": "bolagsverket_bulk", "event_date": dt.date(2026, 6, 1), "outcome": "complete",
        "covered_to": dt.date(2026, 6, 1), "known_from": dt.date(2026, 6, 1),
    }  # fmt: skip
    schema = {name: column.dtype for name, column in core.SourceCover.columns().items()}
    values = {name: row[name] if row[name] is not None else _some(kind) for name, kind in schema.items()}
    warehouse.append(core.SourceCover, pl.DataFrame([values | {"known_to": None}], schema=schema))
    (found,) = failed(warehouse, tmp_path)
    assert found.tables == {"company", "company_event"}
    assert found.what == "Bolagsverkets veckofil är sen sedan 2026-06-11, uppgifter t.o.m. 2026-06-01"
    assert "tillsynsradar fetch bolagsverket_bulk" in found.remedy


def _some(kind):
    """A value for what tells a row from others and is not looked at."""
    return "0" * 16 if kind == pl.String else 2 if kind.is_numeric() else None
