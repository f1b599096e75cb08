"""pandas: for each question the facts that it is about, for each date those that count then, and one group-by."""

import datetime as dt

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers import checks
from benchmarks.peers.measured import Answered, clock
from benchmarks.peers.questions import FULL, GONE, SHIFT, STEPS, WEIGHTS, Question, window_name
from benchmarks.peers.scan_duckdb import DATES
from benchmarks.peers.task import Task

#: No end, in day numbers.
_NEVER = 2**30


def answer(task: Task) -> Answered:
    """The facts are read from Parquet inside the clock; the answer is kept as one series a date and question."""
    answered, found = Answered(), dict[str, list["pd.Series[int]"]]()
    for _ in range(task.times):
        with clock(answered):
            facts = _read(task)
            found = {
                name: _all_dates(task, facts, question)
                for name, question in zip(task.names, task.questions, strict=True)
            }
    answered.sums = checks.added(
        {name: checks.of_cells(column.to_numpy(), checks.weights(column.index.to_numpy(), number))}
        for name, columns in found.items()
        for number, column in enumerate(columns)
    )
    return answered


def _read(task: Task) -> pd.DataFrame:
    """Days as whole numbers, which is what pandas compares fastest."""
    table = pq.read_table(task.path)
    for name in DATES:
        days = table[name].cast(pa.int32()).fill_null(_NEVER)
        table = table.set_column(table.column_names.index(name), name, days)
    return table.to_pandas().astype({"value": np.int64})


def _all_dates(task: Task, facts: pd.DataFrame, question: Question) -> list["pd.Series[int]"]:
    mask: npt.NDArray[np.bool_] = np.ones(len(facts), bool)
    for column, values in question.where.items():
        mask &= (facts[column] == values[0]) if len(values) == 1 else facts[column].isin(values)
    asked = facts[mask]
    answers = []
    for number, t in enumerate(task.as_of.days.tolist()):
        cutoffs = {name: _day(days[number]) for name, days in task.cutoffs.items()}
        answers.append(_answer(question, asked[_counts(question, asked, cutoffs, t)], t, cutoffs))
    return answers


def _day(date: dt.date) -> int:
    return int((np.datetime64(date) - np.datetime64(0, "D")).astype(int))


def _counts(question: Question, rows: pd.DataFrame, cutoffs: dict[str, int], t: int) -> "pd.Series[bool]":
    known = (rows["known_from"] <= t) & (rows["known_to"] > t)
    then = t if question.window is None else cutoffs[window_name(question.window)]
    if question.form in {"held", "held_sum"}:
        return known & (rows["event_date"] <= then) & (rows["until"] > then)
    if question.form == "decayed":
        return known & (rows["event_date"] > t - GONE)
    if question.form == "aged":
        return known & (rows["event_date"] > cutoffs[window_name(STEPS[-1][0])])
    return known if question.window is None else known & (rows["event_date"] > then)


def _answer(question: Question, rows: pd.DataFrame, t: int, cutoffs: dict[str, int]) -> "pd.Series[int]":
    by, days = rows["entity"], rows["event_date"].astype(np.int64)
    if question.form in {"count", "held"}:
        return rows.groupby("entity", sort=False).size()
    if question.form in {"since", "highest", "latest"}:
        number = {"since": days, "highest": rows["severity"], "latest": days * SHIFT + rows["value"]}[question.form]
        highest = number.groupby(by, sort=False).max()
        return {"since": lambda: t - highest, "highest": lambda: highest, "latest": lambda: highest % SHIFT}[
            question.form
        ]()
    if question.form == "distinct":
        return rows.drop_duplicates(["entity", "source"]).groupby("entity", sort=False).size()
    return _added(question, rows, t - days, cutoffs).groupby(by, sort=False).sum()


def _added(question: Question, rows: pd.DataFrame, age: "pd.Series[int]", cutoffs: dict[str, int]) -> "pd.Series[int]":
    if question.form == "held_sum":
        return rows["value"]
    if question.form == "weighted":
        return rows["severity"].map(WEIGHTS).fillna(0).astype(np.int64)
    if question.form == "decayed":
        return (GONE - age).clip(upper=GONE - FULL)
    step = sum((rows["event_date"] > cutoffs[window_name(window)]).astype(np.int64) for window, _ in STEPS)
    return rows["value"] * step
