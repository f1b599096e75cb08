"""Featuretools with cutoff times, where a Python that has it is at hand: small, and only what it can say.

It knows one time of each row, so neither withdrawal nor "happened" beside "known": the facts are plain ones, which are
known at once and never withdrawn. A feature can be narrowed by one condition, which is worked out for it beforehand;
windows are its training windows, one call for each. Counts and highest severities are asked for: a cell is what is
compared. It needs older libraries than ours, so it lives in an environment of its own: `TILLSYNSRADAR_FEATURETOOLS`
names that Python.
"""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.peers.measured import Answered, Cost, NotInstalled
from benchmarks.peers.questions import Question, window_name
from benchmarks.peers.task import Task

VARIABLE = "TILLSYNSRADAR_FEATURETOOLS"
_SCRIPT = Path(__file__).with_name("featuretools_script.py")
_FORMS = {"count": "Count", "highest": "Max"}


def answer(task: Task) -> Answered:
    """The facts are in memory before the clock starts."""
    python = os.environ.get(VARIABLE) or (sys.executable if importlib.util.find_spec("featuretools") else None)
    if python is None:
        raise NotInstalled(f"Featuretools is not installed; {VARIABLE} may name a Python that has it")
    asked = [(n, q) for n, q in zip(task.names, task.questions, strict=True) if q.form in _FORMS and q.window]
    facts = Path(task.facts).with_suffix(".flags.csv")
    _with_conditions(task, asked).write_csv(facts)
    done = subprocess.run(
        [python, "-W", "ignore", str(_SCRIPT)],
        input=json.dumps({"facts": str(facts), "entities": task.entities, "calls": _calls(task, asked)}),
        capture_output=True,
        text=True,
        check=False,
    )
    facts.unlink()
    if done.returncode:
        raise RuntimeError(f"featuretools: {done.stderr[-600:]}")
    said = json.loads(done.stdout.splitlines()[-1])
    cells = len(asked) * task.entities * task.dates
    notes = {"cells": cells, "columns": len(asked), "us_a_cell": round(said["cpu_s"] / cells * 1e6, 1)}
    notes["version"] = said["version"]
    return Answered([Cost(said["cpu_s"], said["wall_s"], said["peak_mb"])], said["sums"], notes)


def _with_conditions(task: Task, asked: list[tuple[str, Question]]) -> pl.DataFrame:
    flags = {
        name: pl.all_horizontal(pl.col(column).is_in(values) for column, values in question.where.items())
        for name, question in asked
    }
    return pl.read_parquet(task.path).select("entity", "event_date", "severity", **flags).with_row_index("fact")


def _calls(task: Task, asked: list[tuple[str, Question]]) -> list[dict[str, Any]]:
    """One for each date and window: a calendar window is so many days at that date."""
    return [
        {
            "number": number,
            "day": str(day),
            "days": (day - task.cutoffs[window][number]).days,
            "features": [(name, _FORMS[q.form]) for name, q in asked if window_name(q.window) == window],
        }
        for number, day in enumerate(task.as_of.dates)
        for window in dict.fromkeys(window_name(question.window) for _, question in asked)
    ]
