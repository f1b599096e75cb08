"""What several packages' tests share: a small made-up register that was run once, and a way to run it again."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.settings import silence

silence()

DAYS = (dt.date(2025, 12, 31), dt.date(2026, 6, 30))


def pytest_collection_modifyitems(items):
    """Slow files first, so that no process is left alone with one of them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@dataclass(frozen=True)
class SmallHome:
    """A home directory where the small register was run as of `days`, its deliveries, and their hidden truth."""

    home: Path
    deliveries: Path
    truth: Path
    days: tuple[dt.date, ...] = DAYS


def run_job(home, deliveries, days=DAYS, **choices):
    """Carry out a run in this process; its outcome."""
    from pipelines.execution import execute
    from pipelines.jobs import RUN
    from pipelines.order import Order

    return execute(Order(RUN, home, deliveries, tuple(days), **choices), lambda _event: None)


@pytest.fixture(scope="session")
def small_deliveries(tmp_path_factory):
    """Deliveries of 150 made-up activities over four years, and where their hidden truth is."""
    from sources.synthetic import synthesise

    folder = tmp_path_factory.mktemp("small") / "deliveries"
    truth = folder.with_name("deliveries-truth")
    synthesise(folder, truth, activities=150, years=4, seed=1, ends_on=DAYS[-1])
    return folder, truth


@pytest.fixture(scope="session")
def small_home(small_deliveries, tmp_path_factory):
    """The small register, run. Read it; whoever wants to change something makes a home of their own."""
    deliveries, truth = small_deliveries
    home = tmp_path_factory.mktemp("home")
    outcome = run_job(home, deliveries)
    assert outcome.ending == "done", outcome
    return SmallHome(home, deliveries, truth)
