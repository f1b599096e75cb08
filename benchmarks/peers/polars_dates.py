"""Polars: for each date, one lazy group-by over the facts known then, with a masked aggregate a question."""

import datetime as dt
from functools import reduce
from operator import and_

import numpy as np
import polars as pl

from benchmarks.peers import checks
from benchmarks.peers.measured import Answered, clock
from benchmarks.peers.questions import FULL, GONE, SHIFT, STEPS, WEIGHTS, Question, window_name
from benchmarks.peers.task import Task


def answer(task: Task) -> Answered:
    """The facts are read from Parquet inside the clock; the answer is kept as one frame a date."""
    answered, frames = Answered(), list[pl.DataFrame]()
    for _ in range(task.times):
        with clock(answered):
            frames = [_at(task, number) for number in range(len(task.as_of.dates))]
    answered.sums = checks.added(
        checks.of_sparse(
            task.names,
            frame["entity"].cast(pl.Int64).to_numpy(),
            number,
            lambda name, frame=frame: frame[name].fill_null(0).cast(pl.Int64).to_numpy(),  # type: ignore[misc]
        )
        for number, frame in enumerate(frames)
    )
    return answered


def _at(task: Task, number: int) -> pl.DataFrame:
    t = task.as_of.dates[number]
    cutoffs = {name: days[number] for name, days in task.cutoffs.items()}
    known = (pl.col("known_from") <= t) & (pl.col("known_to").is_null() | (pl.col("known_to") > t))
    asked = [
        aggregate(question, t, cutoffs).alias(name) for name, question in zip(task.names, task.questions, strict=True)
    ]
    return pl.scan_parquet(task.path).filter(known).group_by("entity").agg(asked).collect(engine="streaming")


def aggregate(question: Question, t: dt.date, cutoffs: dict[str, dt.date]) -> pl.Expr:
    """The expression that answers a question within one entity; null or 0 where there is nothing."""
    counts = _counts(question, t, cutoffs)
    day = pl.col("event_date").to_physical().cast(pl.Int64)
    today = int((np.datetime64(t) - np.datetime64("1970-01-01")).astype(int))
    masked = {
        "since": lambda: today - pl.when(counts).then(day).max(),
        "highest": lambda: pl.when(counts).then(pl.col("severity")).max(),
        "distinct": lambda: pl.when(counts).then(_bit()).otherwise(0).bitwise_or().bitwise_count_ones(),
        "latest": lambda: pl.when(counts).then(day * SHIFT + pl.col("value")).max() % SHIFT,
        "count": counts.sum,
        "held": counts.sum,
        "held_sum": lambda: _sum(counts, pl.col("value")),
        "weighted": lambda: _sum(counts, _weight()),
        "decayed": lambda: _sum(counts, pl.min_horizontal(pl.lit(GONE - FULL), GONE - (today - day))),
        "aged": lambda: _sum(counts, pl.col("value") * _step(cutoffs)),
    }
    return masked[question.form]()


def _counts(question: Question, t: dt.date, cutoffs: dict[str, dt.date]) -> pl.Expr:
    tests = [
        pl.col(column) == values[0] if len(values) == 1 else pl.col(column).is_in(values)
        for column, values in question.where.items()
    ]
    then = cutoffs[window_name(question.window)] if question.window is not None else t
    if question.form in {"held", "held_sum"}:
        tests += [pl.col("event_date") <= then, pl.col("until").is_null() | (pl.col("until") > then)]
    elif question.window is not None:
        tests.append(pl.col("event_date") > then)
    if question.form == "decayed":
        tests.append(pl.col("event_date") > t - dt.timedelta(days=GONE))
    if question.form == "aged":
        tests.append(pl.col("event_date") > cutoffs[window_name(STEPS[-1][0])])
    return reduce(and_, tests)


def _sum(counts: pl.Expr, number: pl.Expr) -> pl.Expr:
    return pl.when(counts).then(number.cast(pl.Int64)).otherwise(0).sum()


def _weight() -> pl.Expr:
    weight = pl.lit(0)
    for severity, number in WEIGHTS.items():
        weight = pl.when(pl.col("severity") == severity).then(pl.lit(number)).otherwise(weight)
    return weight


def _bit() -> pl.Expr:
    """One bit a source."""
    bit = pl.lit(0, dtype=pl.Int32)
    for source in range(12):
        bit = pl.when(pl.col("source") == source).then(pl.lit(1 << source, dtype=pl.Int32)).otherwise(bit)
    return bit


def _step(cutoffs: dict[str, dt.date]) -> pl.Expr:
    step = pl.lit(0)
    for window, weight in reversed(STEPS):
        step = pl.when(pl.col("event_date") > cutoffs[window_name(window)]).then(pl.lit(weight)).otherwise(step)
    return step
