"""A run that does not come to its end leaves what was published in force, and says why in one clear message."""

import shutil
import signal

import dagster as dg
import pytest

from assets.declaring import key_of
from pipelines.definitions import definitions
from pipelines.execution import open_instance
from pipelines.order import Order
from pipelines.progress import STEPS
from tables.marts import RankedList
from tables.serving import Published, current
from tables.store import Warehouse
from tests.conftest import DAYS
from tests.pipelines.runs import arguments, digests, said_here, started, wait_for


@pytest.fixture
def deliveries(small_deliveries, tmp_path):
    """A copy of the small deliveries, to do anything to."""
    return shutil.copytree(small_deliveries[0], tmp_path / "deliveries")


def test_a_refused_delivery_leaves_the_lists_that_need_it_and_a_second_run_meanwhile_is_told_that_the_home_is_busy(
    home, deliveries
):
    before = digests(home)
    (deliveries / "reports" / "report_2026-09.csv").write_bytes("rapport;ärende\n".encode("utf-16"))
    first = started(*arguments(home, deliveries, DAYS))
    wait_for(first, "▸")
    second = said_here(*arguments(home, deliveries, DAYS))
    said, _ = first.communicate()
    assert second.exit_code == 4
    assert "en annan körning" in second.stderr
    assert first.returncode == 3, said
    assert "report_2026-09.csv" in said
    assert "fortsätter att gälla" in said
    assert "Traceback" not in said
    assert digests(home)["run"] != before["run"]
    with Published(home) as published:
        lists = published.rows(
            "SELECT target, list(DISTINCT as_of ORDER BY as_of) FROM marts.ranked_list GROUP BY target"
        )
    assert dict(lists.iter_rows()) == {"Q": [DAYS[0]], "W": [DAYS[0]], "R": list(DAYS)}


def test_a_folder_without_a_register_is_refused(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    done = said_here(*arguments(tmp_path / "home", empty, DAYS))
    assert done.exit_code == 3
    assert "activity_version" in done.stderr


def test_an_unknown_profile_fails_with_a_sentence_and_leaves_the_earlier_result(home, small_deliveries):
    before = digests(home)
    done = said_here(*arguments(home, small_deliveries[0], DAYS), "--profile", "v0")
    assert done.exit_code == 1
    assert "v0.toml" in done.stderr
    assert "Traceback" not in done.output
    assert digests(home) == before


def test_a_home_that_was_made_with_another_key_is_not_written_in(home, small_deliveries, tmp_path):
    before = digests(home)
    key = tmp_path / "key"
    key.write_text("0123456789abcdef" * 4, encoding="utf-8")
    done = said_here(*arguments(home, small_deliveries[0], DAYS), "--key-file", str(key))
    assert done.exit_code == 1
    assert "annan pseudonymnyckel" in done.stderr
    assert "0123456789abcdef" not in done.output
    assert digests(home) == before


def test_a_run_that_is_stopped_from_the_keyboard_says_so(home, small_deliveries):
    process = started(*arguments(home, small_deliveries[0], DAYS))
    wait_for(process, STEPS["facts"])
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == 1
    assert "stoppades utifrån" in output
    assert "Traceback" not in output


def test_publication_is_blocked_when_an_activity_has_no_row(small_home, tmp_path):
    home = shutil.copytree(small_home.home, tmp_path / "home")
    with Warehouse(home) as warehouse:
        ranked = warehouse.read(RankedList)
        warehouse.replace(RankedList, ranked.slice(1))
    current(home).unlink()
    with open_instance(home) as instance:
        config = Order("check_and_publish", home, small_home.deliveries, DAYS).run_config()
        result = _check_and_publish().execute_in_process(config, instance, raise_on_error=False)
    assert not result.success
    assert [check.passed for check in result.get_asset_check_evaluations()] == [False]
    assert not current(home).exists()


def test_publication_goes_through_when_every_activity_has_its_row(small_home, tmp_path):
    home = shutil.copytree(small_home.home, tmp_path / "home")
    current(home).unlink()
    with open_instance(home) as instance:
        config = Order("check_and_publish", home, small_home.deliveries, DAYS).run_config()
        assert _check_and_publish().execute_in_process(config, instance).success
    assert current(home).exists()


def _check_and_publish():
    """A job of the last check and what it blocks, to be run on marts that were tampered with."""
    key = dg.AssetCheckKey(key_of(RankedList), "row_for_every_activity")
    selection = dg.AssetSelection.assets(["serving", "published"]) | dg.AssetSelection.checks(key)
    job = dg.define_asset_job("check_and_publish", selection=selection, executor_def=dg.in_process_executor)
    return dg.Definitions.merge(definitions(), dg.Definitions(jobs=[job])).resolve_job_def("check_and_publish")
