"""When work starts: by the clock in Swedish time, and when the folder of deliveries has changed and come to rest."""

import datetime as dt
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from pipelines.schedules import weekday_mornings
from pipelines.sensors import digest, new_deliveries


@pytest.fixture
def instance(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        yield instance


def _tick(instance, *moment):
    when = dt.datetime(*moment, tzinfo=ZoneInfo("Europe/Stockholm"))
    context = dg.build_schedule_context(instance=instance, scheduled_execution_time=when)
    return weekday_mornings.evaluate_tick(context).run_requests[0]


def test_the_schedule_keeps_swedish_time():
    assert (weekday_mornings.cron_schedule, weekday_mornings.execution_timezone) == ("30 5 * * 1-5", "Europe/Stockholm")


def test_the_schedule_asks_for_its_own_day(instance):
    request = _tick(instance, 2026, 7, 1, 5, 30)
    assert request.run_config["resources"]["request"]["config"]["as_of"] == ["2026-07-01"]


def test_a_late_tick_still_asks_for_the_day_it_was_meant_for(instance):
    when = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)  # 1 July, half past midnight in Stockholm
    context = dg.build_schedule_context(instance=instance, scheduled_execution_time=when)
    request = weekday_mornings.evaluate_tick(context).run_requests[0]
    assert request.run_config["resources"]["request"]["config"]["as_of"] == ["2026-07-01"]


class Folder:
    """A folder of deliveries, and the sensor that watches it from tick to tick."""

    def __init__(self, path, instance):
        self.path, self.instance, self.cursor = path, instance, None

    def drop(self, name, text):
        file = self.path / "reports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def tick(self):
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor)
        result = new_deliveries.evaluate_tick(context)
        self.cursor = result.cursor
        return [request.run_key for request in result.run_requests]


@pytest.fixture
def folder(tmp_path, monkeypatch, instance):
    path = tmp_path / "deliveries"
    path.mkdir()
    monkeypatch.setenv("TILLSYNSRADAR_DELIVERIES", str(path))
    return Folder(path, instance)


def test_an_empty_folder_starts_nothing(folder):
    assert folder.tick() == []


def test_a_new_file_starts_a_run_once_the_folder_has_come_to_rest(folder):
    folder.drop("report_1.csv", "a")
    assert [folder.tick(), folder.tick()] == [[], [digest(folder.path)]]


def test_the_same_files_start_nothing_again(folder):
    folder.drop("report_1.csv", "a")
    folder.tick(), folder.tick()
    assert [folder.tick() for _ in range(3)] == [[], [], []]


def test_a_folder_that_keeps_changing_is_waited_for(folder):
    for text in ("a", "aa", "aaa"):
        folder.drop("report_1.csv", text)
        assert folder.tick() == []


def test_one_more_file_starts_one_more_run(folder):
    folder.drop("report_1.csv", "a")
    first = [folder.tick(), folder.tick()]
    folder.drop("report_2.csv", "b")
    second = [folder.tick(), folder.tick()]
    assert len(first[1]) == len(second[1]) == 1
    assert first[1] != second[1]


def test_hidden_files_are_not_deliveries(folder):
    folder.drop(".report_1.csv.part", "a")
    assert digest(folder.path) is None
