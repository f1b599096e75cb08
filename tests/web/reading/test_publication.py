"""The reading file is part of a publication: there before the run is pointed to, and never mixed with another."""

import shutil

import pytest

from tables.serving import NothingPublished, current, publish, put_in_force, reading_file
from tables.store import Warehouse
from web.reading import Reading, in_force, list_page


@pytest.fixture
def own_home(home, tmp_path):
    return shutil.copytree(home, tmp_path / "home")


def test_a_new_run_is_met_at_the_next_request_and_the_old_one_stays_whole(own_home):
    first = in_force(own_home)
    assert in_force(own_home) is first
    rows = list_page(first, "Q").rows
    with Warehouse(own_home) as warehouse:
        publish(warehouse, own_home, "fedcba9876543210")
    second = in_force(own_home)
    assert second.path == current(own_home) != first.path
    assert list_page(second, "Q").rows == rows == list_page(first, "Q").rows


def test_going_back_makes_a_reading_file_where_there_was_none(own_home):
    path = current(own_home)
    reading_file(path).unlink()
    with pytest.raises(NothingPublished, match="reading file"):
        Reading(own_home)
    put_in_force(own_home, path.stem)
    assert list_page(Reading(own_home), "Q").rows
    assert not list(path.parent.glob(".building-*"))
