"""Killed before or after any step on the disk, what is sent again is there once, under the receipt that was given."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sources.decided import DELIVERIES
from sources.intake import book
from sources.intake.delivered import deliver
from tests.sources.intake.sending import REPORT, sent

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
DELIVER = """
import sys
from pathlib import Path
from sources.intake.delivered import deliver
from tests.sources.intake.killing import dies_at
dies_at(int(sys.argv[2]), "before")
deliver(Path(sys.argv[1]))
"""
SEND = """
import sys
from pathlib import Path
from tests.sources.intake.sending import REPORT, sent
print("ready", flush=True)
sys.stdin.readline()
print(sent(Path(sys.argv[1]), REPORT).number)
"""


def python(*arguments, **how):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, *arguments], env=environment, cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, **how)  # fmt: skip


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", ["report", "attachment"])
def test_killed_at_any_step_nothing_is_lost_doubled_or_half(what, when, tmp_path):
    with python("-m", "tests.sources.intake.killing", what, str(tmp_path), when) as process:
        steps = [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert len(steps) > 10
    assert [one["killed"] for one in steps] == [True] * (len(steps) - 1) + [False]
    for one in steps:
        assert one["after"] == [one["again"]], "exactly one is there after it is sent again"
        assert set(one["kept"]) <= {one["again"]}, "what the dead one left is the same thing"
        assert one["said"] in ("", one["again"]), "a receipt that was given holds"
        assert not one["said"] or one["kept"] == [one["said"]], "what a receipt was given for is there"
        assert one["unsound"] == one["half"] == []


@pytest.mark.parametrize("step", [1, 2, 3])
def test_killed_while_delivering_no_half_file_is_left_to_land(step, tmp_path):
    sent(tmp_path, REPORT)
    with python("-c", DELIVER, str(tmp_path), str(step)) as process:
        process.communicate()
    assert process.returncode < 0, "it was done before it was killed; the test says nothing"
    found = [path for path in (tmp_path / DELIVERIES).rglob("*.csv") if not path.name.startswith(".")]
    before = [path.read_bytes() for path in found]
    deliver(tmp_path)
    assert [path.read_bytes() for path in found] == before
    assert len(list((tmp_path / DELIVERIES).rglob("report_inkommet_*.csv"))) == 1


def test_processes_that_send_the_same_at_once_get_one_receipt(tmp_path):
    processes = [python("-c", SEND, str(tmp_path), stdin=subprocess.PIPE) for _ in range(3)]
    for one in processes:
        one.stdout.readline()
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda one: one.communicate("go\n")[0].strip(), processes))
    assert set(said) == {one.number for one in book.read(tmp_path)}
    assert len(said) == 3
    assert len(book.read(tmp_path)) == 1
