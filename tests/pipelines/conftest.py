"""Homes to experiment in: copies of one where an earlier day is published."""

import shutil

import pytest

from tests.conftest import DAYS, run_job

YESTERDAY = DAYS[:1]


@pytest.fixture(scope="session")
def yesterdays_home(small_deliveries, tmp_path_factory):
    """A home where the small register was run as of the first day only."""
    home = tmp_path_factory.mktemp("yesterday")
    assert run_job(home, small_deliveries[0], YESTERDAY).ending == "done"
    return home


@pytest.fixture
def home(yesterdays_home, tmp_path):
    """A copy of yesterday's home, to do anything to."""
    return shutil.copytree(yesterdays_home, tmp_path / "home")
