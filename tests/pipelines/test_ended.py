"""A run that nobody started from the command line is noted when it has ended, as the command would have noted it."""

import dagster as dg
import pytest

from pipelines.jobs import RUN
from pipelines.sensors import endings
from tables.endings import latest_ending


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def books(instance, tmp_path):
    return Books(instance, tmp_path)


class Books:
    """Small runs of a job in the orchestrator's books, and the sensors that look at them from tick to tick."""

    def __init__(self, instance, home):
        self.instance, self.home, self.cursors = instance, home, {}
        self.tick()

    def run(self, fault=None, job=RUN):
        @dg.asset
        def step():
            if fault is not None:
                raise fault

        request = dg.ResourceDefinition(lambda _context: None, config_schema={"home": str})
        made = dg.Definitions(
            assets=[step], resources={"request": request}, jobs=[dg.define_asset_job(job, selection=[step])]
        ).resolve_job_def(job)
        config = {"resources": {"request": {"config": {"home": str(self.home)}}}}
        return made.execute_in_process(config, self.instance, raise_on_error=False)

    def tick(self):
        for sensor in endings:
            context = dg.build_sensor_context(instance=self.instance, cursor=self.cursors.get(sensor.name))
            self.cursors[sensor.name] = sensor.evaluate_tick(context).cursor
        return (latest_ending(self.home) or ("nothing",))[0]


def test_how_a_run_ended_is_noted_whichever_way(books):
    refused = dg.Failure("en fil nekades", metadata={"refused": 1})
    for fault, told in ((ValueError("a fault"), "failed"), (None, "done"), (refused, "refused")):
        books.run(fault)
        assert books.tick() == told


def test_another_job_says_nothing(books):
    books.run()
    books.tick()
    books.run(ValueError("a fault"), job="ingest")
    assert books.tick() == "done"


def test_a_run_that_another_has_come_after_is_left_alone(books):
    books.run(ValueError("a fault"))
    books.run()
    assert books.tick() == "done"


def test_they_are_on_from_the_start_and_among_what_there_is():
    from pipelines.definitions import definitions

    told = {one.name: one.default_status for one in definitions().sensors}
    assert {one.name for one in endings} <= set(told)
    assert {told[one.name] for one in endings} == {dg.DefaultSensorStatus.RUNNING}
