"""A watched process tree, a register handed over by weeks, and steps that together are the whole run."""

import datetime as dt
import sys

import polars as pl
import pytest

from benchmarks.full_run import AIM_MB, AIM_S, aims, by_step
from benchmarks.sweeps.watching import CORES, Look, Watched, between, watch
from benchmarks.sweeps.weeks import hand_over

MONDAY, SUNDAY = dt.date(2026, 6, 22), dt.date(2026, 6, 28)
CHILD = """import time
held, begun = b"x" * (96 * 2**20), time.process_time()
while time.process_time() - begun < 0.6: pass
"""
PARENT = (
    "import os, subprocess, sys; print(len(os.sched_getaffinity(0)));"
    f"sys.exit(subprocess.run([sys.executable, '-c', {CHILD!r}]).returncode + 3)"
)


def watched(*looks):
    return Watched(0.0, 10.0, tuple(Look(*look) for look in looks), 0, "")


def test_a_command_is_watched_with_its_children_on_two_cores(tmp_path):
    seen = watch([sys.executable, "-c", PARENT], tmp_path)
    whole = between(seen, seen.began, seen.ended)
    assert (seen.code, int(seen.said) <= CORES) == (3, True)
    assert whole["peak_mb"] > 96
    assert whole["cpu_s"] >= 0.3


@pytest.mark.parametrize(
    ("begun", "ended", "cpu_s", "peak_mb"),
    [(0.0, 10.0, 5.0, 300), (2.0, 6.0, 2.0, 300), (6.1, 6.2, 0.0, 200), (-2.0, -1.0, 0.0, 0)],
    ids=["the whole", "a part", "shorter than the time between looks", "before the first look"],
)
def test_what_a_stretch_cost_is_told_by_the_looks_around_it(begun, ended, cpu_s, peak_mb):
    seen = watched((1.0, 0.0, 100.0), (2.0, 1.0, 100.0), (4.0, 2.0, 300.0), (6.0, 3.0, 200.0), (9.0, 5.0, 150.0))
    cost = between(seen, begun, ended)
    assert (cost["wall_s"], cost["cpu_s"], cost["peak_mb"]) == (round(ended - begun, 2), cpu_s, peak_mb)


def test_steps_with_start_end_and_what_is_between_are_the_whole_run():
    looks = [(second / 10, second / 20, 50.0 + second) for second in range(101)]
    steps = by_step(watched(*looks), [("facts", 2.0, 5.0), ("lists", 5.5, 9.0)])
    assert list(steps) == ["start", "facts", "lists", "between_steps", "end"]
    assert [step["wall_s"] for step in steps.values()] == [2.0, 3.0, 3.5, 0.5, 1.0]
    assert sum(step["cpu_s"] for step in steps.values()) == pytest.approx(5.0)
    assert steps["lists"]["peak_mb"] == 140


def test_an_aim_is_reached_or_not():
    held = aims({"wall_s": AIM_S - 1, "cpu_s": 500.0, "peak_mb": AIM_MB + 1})
    assert {name: one["reached"] for name, one in held.items()} == {"wall_s": True, "peak_mb": False}


def test_every_row_is_handed_over_once_in_the_week_it_became_known(tmp_path):
    register, deliveries = tmp_path / "register", tmp_path / "deliveries"
    (register / "links").mkdir(parents=True)
    (register / "SYNTHETIC.json").write_text("{}")
    days = [MONDAY - dt.timedelta(days=8), MONDAY, SUNDAY, SUNDAY + dt.timedelta(days=1)]
    rows = pl.DataFrame({"link_id": ["a", "b;", "c", "d"], "known_at": days})
    rows.write_csv(register / "links" / "link_2026.csv", separator=";")
    assert hand_over(register, deliveries, None, MONDAY) == 2
    assert hand_over(register, deliveries, MONDAY, SUNDAY) == 1
    handed = {
        path.stem: pl.read_csv(path, separator=";")["link_id"].to_list()
        for path in sorted((deliveries / "links").iterdir())
    }
    assert handed == {"link_2026_until_2026-06-22": ["a", "b;"], "link_2026_until_2026-06-28": ["c"]}
    assert (deliveries / "SYNTHETIC.json").exists()
