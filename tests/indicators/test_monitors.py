"""Monitors: the control figures with their denominators."""

import pytest

from indicators.monitors import monitors
from tests.indicators.value_frames import Cell, population, values


def figures(operators, stale):
    frame = population(len(operators), operator_type=operators)
    cells = {("reg_stale_12m", f"V{i:06d}"): cell for i, cell in enumerate(stale)}
    found = monitors(values(frame, cells), frame)
    return {
        (row["monitor_id"], row["denominator"]): (row["n"], row["y"], row["value"])
        for row in found.iter_rows(named=True)
    }


OLD, FRESH, UNKNOWN = Cell(1.0), Cell(0.0), Cell(None, "source_gap")


def test_the_share_not_updated_has_two_denominators():
    found = figures(["municipal", "municipal", "private", "private"], [OLD, FRESH, FRESH, FRESH])
    assert found["share_stale_12m", "notified_by_municipality"] == (2, 1, 0.5)
    assert found["share_stale_12m", "all_open"] == (4, 1, 0.25)


def test_what_regions_and_the_state_run_is_not_notified_by_a_municipality():
    found = figures(["municipal", "regional", "state"], [FRESH, OLD, OLD])
    assert found["share_stale_12m", "notified_by_municipality"] == (1, 0, 0.0)


def test_an_unknown_is_in_neither_part_of_the_share():
    assert figures(["private"] * 3, [OLD, UNKNOWN, FRESH])["share_stale_12m", "all_open"] == (2, 1, 0.5)


def test_open_activities_are_counted_whatever_is_known_of_them():
    found = figures(["municipal", "private", "private"], [OLD, UNKNOWN])
    assert found["open_activities", "all_open"] == (3, 3, 1.0)
    assert found["open_activities", "notified_by_municipality"] == (3, 1, pytest.approx(1 / 3))


def test_a_denominator_of_nobody_has_a_row_without_a_share():
    found = figures(["private"], [OLD])
    assert found["share_stale_12m", "notified_by_municipality"] == (0, 0, None)
