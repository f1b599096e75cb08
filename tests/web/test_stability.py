"""How much indicators have moved since the run before: the figure of the check, and which run is the one before."""

import os
import shutil

import polars as pl
import pytest

from indicators.drift import FEWEST, indices
from tables import marts
from tables.serving import FOLDER, Published, current
from web.monitored import OTHERS, counted_over, part_and_label
from web.stability import moved, since_before


def test_the_index_is_that_of_the_check(small_home):
    with Published(small_home.home) as published:
        held = published.read(marts.Distribution)
        turned = held.with_columns(shares=pl.col("shares").list.reverse(), n=pl.col("n").clip(FEWEST))
        day = held["as_of"][0]
        values = published.read(marts.IndicatorValue)
        expected = indices(values, day, turned)
        found = moved(published, turned)
    assert {one.indicator_id: one.index for one in found} == pytest.approx(expected)
    assert max(one.index for one in found) > 0.2
    assert [one.index for one in found] == sorted((one.index for one in found), reverse=True)
    assert {one.said for one in found if one.index > 0.2} == {"mycket annorlunda"}


def test_the_run_before_is_the_one_published_before(small_home, tmp_path):
    path = current(small_home.home)
    shutil.copytree(small_home.home / FOLDER, tmp_path / FOLDER)
    with Published(tmp_path) as published:
        assert since_before(tmp_path, published) is None
    moment = path.stat().st_mtime
    for name, place in (("older", -1), ("oldest", -2), ("later", 1)):
        copy = shutil.copy(path, tmp_path / FOLDER / f"{name}.duckdb")
        os.utime(copy, (moment + place, moment + place))
    os.utime(tmp_path / FOLDER / path.name, (moment, moment))
    with Published(tmp_path) as published:
        run_id, found = since_before(tmp_path, published)
    assert run_id == "older"
    assert found
    assert {round(one.index, 9) for one in found} == {0.0}


def test_every_monitor_of_a_run_has_a_name_of_its_own_in_swedish(small_home):
    with Published(small_home.home) as published:
        told = published.read(marts.Monitor).select("monitor_id", "denominator").unique()
    assert told.height
    for monitor, over in told.iter_rows():
        part, label = part_and_label(monitor)
        assert (part != OTHERS, "_" not in label, "_" not in counted_over(over)) == (True, True, True), (monitor, over)
