"""Killed at any step, a run is completed by the next one, and readers never notice either of them."""

import signal
import threading

import polars as pl
import pytest
from dagster import DagsterRunStatus

from pipelines.execution import execute, open_instance
from pipelines.jobs import INGEST
from pipelines.order import Order
from pipelines.progress import STEPS
from sources.landing import current_rows
from tables.contracts import deliveries
from tables.ops import Quarantine
from tables.serving import Published, current
from tables.store import Warehouse
from tests.conftest import DAYS, run_job
from tests.pipelines.runs import arguments, digests, started, wait_for

pytestmark = pytest.mark.slow


class Reader(threading.Thread):
    """Opens what is published and looks an activity up, again and again, as an inspector's screen would."""

    def __init__(self, home):
        super().__init__(daemon=True)
        self.home, self.errors, self.n_reads, self.done = home, [], 0, threading.Event()

    def run(self):
        while not self.done.is_set():
            try:
                self._read()
            except Exception as error:
                self.errors.append(repr(error))
            self.n_reads += 1
            self.done.wait(0.05)

    def _read(self):
        assert current(self.home).exists()
        with Published(self.home) as tables:
            first = tables.rows("SELECT activity_id FROM marts.ranked_list ORDER BY ALL LIMIT 1")["activity_id"].item()
            rows = tables.rows("SELECT * FROM marts.score WHERE activity_id = ?", [first])
            assert rows.height, f"{first} stands in the list and has no score"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()


def kill_at(step, home, folder, after=0.0):
    """Start a run and kill it so many seconds after a step began."""
    process = started(*arguments(home, folder, DAYS))
    wait_for(process, STEPS[step])
    threading.Event().wait(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was done before it was killed; the test says nothing"


def test_runs_killed_at_one_step_after_another_are_completed_by_the_next(home, small_home, undisturbed):
    """What a killed run left is what the next one begins with, and each comes further than the one before it."""
    with Reader(home) as reader:
        for step in ("facts", "indicator_values", "serving__published"):
            kill_at(step, home, small_home.deliveries)
        assert run_job(home, small_home.deliveries).ending == "done"
    assert digests(home) == undisturbed
    assert reader.n_reads > 5
    assert not reader.errors
    with open_instance(home) as instance:
        statuses = {run.status for run in instance.get_runs()}
    assert statuses == {DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE}, "no run stands in the books as going on"


def test_a_landing_that_is_killed_time_and_again_is_completed(small_home, tmp_path):
    home = tmp_path / "home"
    for after in (0.4, 1.5):
        kill_at("landing", home, small_home.deliveries, after)
    assert execute(Order(INGEST, home, small_home.deliveries), lambda _event: None).ending == "done"
    completed, undisturbed = in_use(home), in_use(small_home.home)
    assert [name for name, rows in completed.items() if not rows.equals(undisturbed[name])] == []


def in_use(home):
    """The rows of every delivery table that runs rest on, and those in quarantine."""
    with Warehouse(home) as warehouse:
        rows = {name: current_rows(warehouse, contract) for name, contract in deliveries().items()}
        return {**rows, "quarantine": warehouse.read(Quarantine).sort(pl.all())}
