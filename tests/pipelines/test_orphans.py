"""A run whose process is gone is reported as failed, so that the queue of one never waits for the dead."""

import subprocess
import sys

import dagster as dg
import pytest
from dagster import DagsterRunStatus

from pipelines.orphans import TAG, mark_as_mine, report_orphans


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def _started(instance):
    @dg.job
    def nothing():
        pass

    run = instance.create_run_for_job(nothing, status=DagsterRunStatus.STARTED)
    mark_as_mine(instance, run.run_id)
    return run.run_id


def _process_name_of(number, instance, run_id):
    host, _, started = instance.get_run_by_id(run_id).tags[TAG].split("/")
    return f"{host}/{number}/{started}"


def test_a_run_of_a_living_process_is_left_alone(instance):
    run_id = _started(instance)
    assert report_orphans(instance) == []
    assert instance.get_run_by_id(run_id).status is DagsterRunStatus.STARTED


def test_a_run_of_a_dead_process_is_reported_as_failed(instance):
    run_id = _started(instance)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    instance.add_run_tags(run_id, {TAG: _process_name_of(gone.pid, instance, run_id)})
    assert report_orphans(instance) == [run_id]
    assert instance.get_run_by_id(run_id).status is DagsterRunStatus.FAILURE


def test_another_process_under_the_same_number_is_not_taken_for_the_run(instance):
    run_id = _started(instance)
    host, number, started = instance.get_run_by_id(run_id).tags[TAG].split("/")
    instance.add_run_tags(run_id, {TAG: f"{host}/{number}/{int(started) - 1}"})
    assert report_orphans(instance) == [run_id]


def test_a_run_on_another_machine_is_left_alone(instance):
    run_id = _started(instance)
    instance.add_run_tags(run_id, {TAG: "elsewhere/1/1"})
    assert report_orphans(instance) == []


def test_a_run_that_never_opened_the_warehouse_is_left_alone(instance):
    @dg.job
    def nothing():
        pass

    instance.create_run_for_job(nothing, status=DagsterRunStatus.STARTED)
    assert report_orphans(instance) == []
