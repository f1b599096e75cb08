"""What several packages' tests share: a small made-up register that was run once, and a way to run it again."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.settings import silence
from tests.built_once import build_once

silence()

DAYS = (dt.date(2025, 12, 31), dt.date(2026, 6, 30))


def pytest_collection_modifyitems(items):
    """Slow files first, so that no process is left alone with one of them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@dataclass(frozen=True)
class SmallHome:
    """A home directory where the small register was run as of `days`, its deliveries, and their hidden truth.

    `home` is a copy of `made_in`, which is where the run wrote and must be left alone.
    """

    home: Path
    deliveries: Path
    truth: Path
    made_in: Path
    days: tuple[dt.date, ...] = DAYS


def run_job(home, deliveries, days=DAYS, **choices):
    """Carry out a run in this process; its outcome."""
    from pipelines.execution import execute
    from pipelines.jobs import RUN
    from pipelines.order import Order

    return execute(Order(RUN, home, deliveries, tuple(days), **choices), lambda _event: None)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, request):
    """`made_once(name, make)`: the folder that `make(folder)` filled, once for all processes of the session."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if hasattr(request.config, "workerinput") else base
    return lambda name, make: build_once(root / "made_once" / name, make)


@pytest.fixture(scope="session")
def small_deliveries(made_once):
    """Deliveries of 150 made-up activities over four years, and where their hidden truth is."""
    from sources.synthetic import synthesise

    def make(folder):
        synthesise(
            folder / "deliveries", folder / "deliveries-truth", activities=150, years=4, seed=1, ends_on=DAYS[-1]
        )

    folder = made_once("small", make)
    return folder / "deliveries", folder / "deliveries-truth"


@pytest.fixture(scope="session")
def small_home(small_deliveries, made_once, tmp_path_factory):
    """The small register, run. Read it; whoever wants to change something makes a home of their own."""
    deliveries, truth = small_deliveries

    def make(folder):
        outcome = run_job(folder, deliveries)
        assert outcome.ending == "done", outcome

    made = made_once("home", make)
    home = shutil.copytree(made, tmp_path_factory.mktemp("home") / "home")
    return SmallHome(home, deliveries, truth, made)
