"""Readers are never in the way of a publication, and never see a part of one."""

import shutil
import threading

import pytest

from tables.serving import Published, publish
from tables.store import Warehouse
from web import finding, listing, lookup


@pytest.fixture
def own_home(home, tmp_path):
    return shutil.copytree(home, tmp_path / "home")


def test_a_look_up_in_a_loop_is_whole_while_runs_are_published(own_home):
    done = threading.Event()

    def publish_again_and_again():
        with Warehouse(own_home) as warehouse:
            for number in range(5):
                publish(warehouse, own_home, f"{number:016x}")
        done.set()

    writer = threading.Thread(target=publish_again_and_again)
    writer.start()
    n_answers = 0
    while not done.is_set() or n_answers < 10:
        with Published(own_home) as published:
            day = listing.day_of(published, None)
            answer = lookup.look_up(published, finding.find(published, "V000001", day)[0], None)
            assert len(listing.listing(published, "Q", day).rows) == 32
            assert len(answer.standings) == 3
        n_answers += 1
    writer.join()
    assert n_answers >= 10
