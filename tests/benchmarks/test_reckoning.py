"""Costs are set against aims, growth is an exponent, the chart is drawn, and a cap on memory holds."""

import subprocess
import sys

import pytest

from benchmarks import indicators, lookup, standing
from benchmarks.peers import aims, charts
from benchmarks.peers.capped import Cap
from benchmarks.peers.cases import Bench, Case, Measured, exponent
from benchmarks.registers.warehouse import Size

MAIN = 2_000_000, 50_000, 12, 80


def measured(peer, cpu_s, facts=2_000_000, dates=12, columns=80, cap_mb=None, peak_mb=500.0):
    case = Case(facts, 50_000, dates, columns, (peer,), cap_mb=cap_mb)
    return Measured(case, peer, 1, cpu_s, cpu_s / 2, peak_mb, {})


def bench():
    return Bench(
        [
            measured("scan_duckdb", 0.1),
            measured("engine_prepared", 0.2),
            measured("engine_raw", 0.9),
            measured("polars_dates", 8.0),
            measured("engine_prepared", 0.1, dates=1),
            measured("engine_prepared", 0.5, dates=60, peak_mb=1500.0),
            measured("engine_prepared", 0.5, dates=60, cap_mb=1024),
            measured("engine_prepared", 2.2, facts=20_000_000),
        ],
        {},
        {},
    )


def test_ratios_are_of_one_run_and_say_whether_the_aim_is_reached():
    held = aims.held(bench(), MAIN)
    assert held["prepared, of one DuckDB scan"] == {"found": 2.0, "aim": "≤ 3", "reached": True}
    assert held["from raw Parquet, of one DuckDB scan"] == {"found": 9.0, "aim": "≤ 8", "reached": False}
    assert held["prepared, less than polars_dates"]["found"] == 40.0
    assert held["from raw Parquet, less than polars_dates"]["reached"] is False
    assert not [name for name in held if "pandas" in name]


def test_growth_is_taken_along_one_axis_and_a_cap_is_compared_with_no_cap():
    held = aims.held(bench(), MAIN)
    assert held["prepared, growth in dates"] == {"found": 0.39, "aim": "≤ 0.4", "reached": True}
    assert held["prepared, growth in facts"]["found"] == 1.04
    assert held["prepared, 2 M facts at 60 dates under 1024 MB, of uncapped"]["found"] == 1.0
    assert held["prepared, bytes a cell beside 1 GB"]["found"] == round((1500 - 1024) * 2**20 / (50_000 * 60 * 80), 2)


def test_an_exponent_is_one_when_proportional():
    assert exponent(measured("a", 1.0), measured("a", 10.0, facts=20_000_000), "facts") == 1.0
    assert exponent(None, measured("a", 1.0), "facts") is None


def test_the_chart_has_a_panel_for_each_axis_and_is_the_same_every_time(tmp_path):
    first = charts.draw(bench().found, tmp_path / "a.svg").read_bytes()
    assert first == charts.draw(bench().found, tmp_path / "b.svg").read_bytes()
    assert first.count(b'<g id="axes_') == len(charts.AXES)


@pytest.mark.parametrize("cases", [indicators._humane(), indicators._full()], ids=["humane", "full"])
def test_every_peer_is_asked_and_every_axis_has_three_places_of_ours(cases):
    assert {peer for case in cases for peer in case.peers} >= {*indicators.OURS, *indicators.SCANS, *indicators.OTHERS}
    at_two = [case for case in cases if (case.facts, case.entities) == MAIN[:2]]
    assert {case.dates for case in at_two} == {1, 12, 60}
    assert {case.columns for case in at_two} == {20, 40, 80}


def test_a_cap_on_memory_holds_and_says_by_what():
    with Cap(200) as cap:
        done = subprocess.run(
            [*cap.prefix, sys.executable, "-c", "print(len(bytearray(600_000_000)))"],
            capture_output=True,
            check=False,
            preexec_fn=cap.enter_on_two_cores,
        )
        assert done.returncode != 0
        assert cap.means != "nothing"
    with Cap(None) as free:
        assert free.means == "nothing"


def test_the_look_up_is_measured_on_a_published_file():
    found = lookup.measure(Size(activities=300, facts=3000), operators=5)
    assert found["ms a picture, warm"]["p50"] <= found["ms a picture, warm"]["p95"]
    assert found["aim"].keys() == {"warm p95", "largest"}


def test_standing_is_compared_number_by_number_with_ranking():
    found = standing.run(entities=3000, dates=2)
    assert found["ns a cell"].keys() == {"counts", "days since", "shares"}
    assert found["aim"]["reached"] in {True, False}
