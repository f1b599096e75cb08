"""A landing that is killed at any moment can be run again, and ends as if it had never been killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tables import ops
from tables.contracts import deliveries
from tables.store import Warehouse
from tests.sources.delivering import csv_text, landed, put, rows_of

ROOT = Path(__file__).resolve().parents[2]
LAND = """
import sys
from pathlib import Path
from tests.sources.delivering import landed
print("started", flush=True)
landed(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def many_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed") / "in"
    for number in range(12):
        rows = rows_of("report", *({"report_id": f"R{number}-{row}"} for row in range(400)), {"kind": "x"})
        put(folder, "report", f"report_{number:02d}.csv", csv_text(rows))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.05, 0.3, 0.8])
def test_a_killed_landing_leaves_whole_files_and_is_completed_by_the_next(after, many_files, tmp_path):
    command = [sys.executable, "-c", LAND, str(many_files), str(tmp_path / "home")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT) as process:
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL, "it was done before it was killed; the test says nothing"
    with Warehouse(tmp_path / "home") as warehouse:
        ledger = warehouse.read(ops.Ledger)
        assert warehouse.read(deliveries()["report"]).height == ledger["good_rows"].sum() == 400 * ledger.height
        assert warehouse.read(ops.Quarantine).height == ledger.height
    completed = landed(many_files, tmp_path / "home", "report")
    undisturbed = landed(many_files, tmp_path / "undisturbed", "report")
    assert completed.rows["report"].equals(undisturbed.rows["report"])
