"""A table that an asset computed is written when every row is legal, and otherwise not at all."""

import datetime as dt

import dagster as dg
import polars as pl
import pytest

from assets.storing import stored
from tables.marts import Monitor
from tables.store import IllegalRows, Warehouse


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse(tmp_path) as warehouse:
        yield warehouse


def _monitor(value):
    row = {"as_of": dt.date(2026, 6, 30), "monitor_id": "m", "denominator": "d", "n": 4, "y": 2, "value": value}
    return pl.DataFrame([row])


def test_a_legal_table_is_written_checked_and_counted(warehouse):
    check, materialised = stored(warehouse, Monitor, _monitor(0.5))
    assert (check.passed, check.check_name) == (True, "contract")
    assert materialised.metadata["dagster/row_count"] == 1
    assert warehouse.read(Monitor).height == 1


def test_an_illegal_row_stops_the_run_and_leaves_the_table_as_it_was(warehouse):
    list(stored(warehouse, Monitor, _monitor(0.5)))
    outcomes = stored(warehouse, Monitor, _monitor(1.5))
    check = next(outcomes)
    assert not check.passed
    assert check.metadata["value|max"].value == 1
    with pytest.raises(dg.Failure, match=r"marts\.monitor: .*value\|max \(1\).*fault in the program"):
        next(outcomes)
    assert warehouse.read(Monitor)["value"].to_list() == [0.5]


def test_a_second_table_replaces_the_first(warehouse):
    list(stored(warehouse, Monitor, _monitor(0.5)))
    list(stored(warehouse, Monitor, _monitor(0.25)))
    assert warehouse.read(Monitor)["value"].to_list() == [0.25]


def test_nothing_illegal_is_appended_either(warehouse):
    with pytest.raises(IllegalRows) as refused:
        warehouse.append(Monitor, pl.concat([_monitor(1.5), _monitor(0.5).with_columns(n=pl.lit(-1, pl.Int64))]))
    assert refused.value.counts == {"value|max": 1, "n|min": 1, "primary_key": 2}
    assert warehouse.read(Monitor).is_empty()
