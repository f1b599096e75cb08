"""Homes to experiment in: copies of one where an earlier day is published."""

import shutil

import pytest

from tests.conftest import DAYS, run_job
from tests.pipelines.runs import digests

YESTERDAY = DAYS[:1]


@pytest.fixture(scope="session")
def yesterdays_home(small_home, made_once):
    """A home where the small register has been landed, and published as of the first day only. Copy it."""

    def make(home):
        shutil.copytree(small_home.made_in, home)
        shutil.rmtree(home / "serving")
        assert run_job(home, small_home.deliveries, YESTERDAY).ending == "done"

    return made_once("yesterday", make)


@pytest.fixture(scope="session")
def undisturbed(yesterdays_home, small_home, made_once):
    """What the run gives that nothing befalls: its trends are held against the list that is already there."""

    def make(home):
        shutil.copytree(yesterdays_home, home)
        assert run_job(home, small_home.deliveries).ending == "done"

    return digests(made_once("undisturbed", make))


@pytest.fixture
def home(yesterdays_home, tmp_path):
    """A copy of yesterday's home, to do anything to."""
    return shutil.copytree(yesterdays_home, tmp_path / "home")
