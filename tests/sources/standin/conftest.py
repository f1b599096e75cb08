import pytest

from sources.standin import StandIn
from tests.sources.standin.asking import DAY, world


@pytest.fixture(scope="session")
def running():
    """One server for all tests that leave it running."""
    with StandIn(world(), DAY) as standin:
        yield standin


@pytest.fixture
def server(running):
    """The server as if newly started."""
    running.faults.clear()
    running.seen.clear()
    running.day = DAY
    return running
