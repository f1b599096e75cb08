"""Law 18: the same again gives the same, in the same home, in a new one, and started from the orchestrator."""

import json
import shutil
import subprocess
import sys

import openpyxl
import pytest

from pipelines.order import Order
from tables.serving import Published, current, export_parquet, publish
from tables.store import Warehouse
from tests.conftest import DAYS, run_job
from tests.pipelines.runs import ROOT, digests
from web import listing
from web.files import workbook


def _exported(home, folder):
    with Published(home) as tables:
        return {path.name: path.read_bytes() for path in export_parquet(tables, folder)}


def test_the_same_run_twice_in_one_home_computes_the_same_and_publishes_nothing_new(small_home, tmp_path):
    home = shutil.copytree(small_home.home, tmp_path / "home")
    before, stamp = digests(home), current(home).stat().st_mtime_ns
    assert run_job(home, small_home.deliveries).ending == "done"
    assert digests(home) == before
    assert current(home).stat().st_mtime_ns == stamp
    shutil.rmtree(home / "serving")
    with Warehouse(home) as warehouse:
        publish(warehouse, home, before["run"])
    assert digests(home) == before, "what was computed anew, published"


@pytest.fixture(scope="module")
def new_home(small_home, tmp_path_factory):
    """Another directory, where the same deliveries were landed and run."""
    home = tmp_path_factory.mktemp("new") / "home"
    assert run_job(home, small_home.deliveries).ending == "done"
    return home


def test_the_same_deliveries_in_a_new_home_give_the_same_bytes(small_home, new_home, tmp_path):
    assert _exported(new_home, tmp_path / "a") == _exported(small_home.home, tmp_path / "b")


def test_the_same_deliveries_in_a_new_home_give_the_same_cells_in_excel(small_home, new_home, tmp_path):
    assert _cells(new_home, tmp_path / "a.xlsx") == _cells(small_home.home, tmp_path / "b.xlsx")


def _cells(home, path):
    with Published(home) as tables:
        everyone = listing.filters_of(None, None, None)
        workbook.write(tables, path, DAYS[-1], list(listing.TARGETS), everyone, None)
    sheets = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets}


def test_another_day_is_another_run(small_home, yesterdays_home):
    assert digests(small_home.home)["run"] != digests(yesterdays_home)["run"]


def test_a_run_started_from_the_orchestrator_gives_the_same_bytes(home, small_home, tmp_path):
    shutil.rmtree(home / "serving")  # the list of yesterday, which trends would be held against
    config = tmp_path / "config.json"
    order = Order("run", home, small_home.deliveries, DAYS)
    config.write_text(json.dumps(order.run_config()), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "dagster", "job", "execute", "-m", "pipelines.definitions", "-j", "run", "-c", config],
        cwd=ROOT,
        env={
            "PATH": "",
            "DAGSTER_HOME": str(home / "dagster"),
            "TILLSYNSRADAR_HOME": str(home),
        },
        capture_output=True,
        check=True,
    )
    assert digests(home) == digests(small_home.home)
