"""Killed at any step, a run is completed by the next one, and readers never notice either of them."""

import signal
import threading

import pytest
from dagster import DagsterRunStatus

from pipelines.execution import open_instance
from pipelines.progress import STEPS
from tables.serving import Published, current
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


@pytest.mark.parametrize("step", ["facts", "indicator_values", "serving__published"])
def test_a_run_killed_at_a_step_is_completed_by_the_next(step, home, small_home, undisturbed):
    with Reader(home) as reader:
        process = started(*arguments(home, small_home.deliveries, DAYS))
        wait_for(process, STEPS[step])
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert run_job(home, small_home.deliveries).ending == "done"
    assert digests(home) == undisturbed
    assert reader.n_reads > 5
    assert not reader.errors
    with open_instance(home) as instance:
        statuses = {run.status for run in instance.get_runs()}
    assert statuses == {DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE}, "no run stands in the books as going on"


def test_a_landing_that_is_killed_time_and_again_is_completed(small_home, tmp_path):
    home = tmp_path / "home"
    for _ in range(3):
        process = started(*arguments(home, small_home.deliveries, DAYS))
        wait_for(process, STEPS["landing"])
        threading.Event().wait(0.4)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert run_job(home, small_home.deliveries).ending == "done"
    assert digests(home) == digests(small_home.home)
