"""All who answer the benchmark's questions answer the same, and the same as asking each fact one by one."""

import numpy as np
import polars as pl
import pytest

from benchmarks.peers import checks, duckdb_join, generated
from benchmarks.peers.cases import Bench, Case, Disagreement
from benchmarks.peers.measured import NotInstalled, in_own_process
from benchmarks.peers.questions import FULL, GONE, QUESTIONS, STEPS, WEIGHTS
from benchmarks.peers.task import Task

PEERS = ("duckdb_join", "polars_dates", "pandas_dates", "engine_prepared", "engine_raw", "postgres_groups")
TINY = generated.Size(facts=1500, entities=60, seed=3)


def naive(question, rows, t):
    """One question about one entity on one day, fact by fact."""
    counted = [row for row in rows if _counts(question, row, t)]
    ages = [(t - row["event_date"]).days for row in counted]
    steps = [sum(row["event_date"] > window.before(t) for window, _ in STEPS) for row in counted]
    return {
        "count": lambda: len(counted),
        "held": lambda: len(counted),
        "held_sum": lambda: sum(row["value"] for row in counted),
        "weighted": lambda: sum(WEIGHTS.get(row["severity"], 0) for row in counted),
        "decayed": lambda: sum(GONE - FULL if age <= FULL else max(0, GONE - age) for age in ages),
        "aged": lambda: sum(step * row["value"] for step, row in zip(steps, counted, strict=True)),
        "since": lambda: min(ages, default=0),
        "highest": lambda: max((row["severity"] for row in counted), default=0),
        "distinct": lambda: len({row["source"] for row in counted}),
        "latest": lambda: max(((row["event_date"], row["value"]) for row in counted), default=(None, 0))[1],
    }[question.form]()


def _counts(question, row, t):
    if any(row[column] not in values for column, values in question.where.items()):
        return False
    if row["known_from"] > t or (row["known_to"] is not None and row["known_to"] <= t):
        return False
    then = t if question.window is None else question.window.before(t)
    if question.form in {"held", "held_sum"}:
        return row["event_date"] <= then and (row["until"] is None or row["until"] > then)
    return row["event_date"] <= t and (question.window is None or row["event_date"] > then)


def test_the_questions_mean_what_one_by_one_says(tmp_path):
    facts = generated.write(tmp_path / "facts.parquet", TINY)
    task = Task(str(facts), TINY.entities, dates=3)
    by_entity = pl.read_parquet(facts).partition_by("entity", as_dict=True)
    expected = checks.added(
        {name: checks.of_cells(np.array([value]), checks.weights(np.array([entity]), number))}
        for (entity,), frame in by_entity.items()
        for rows in [frame.to_dicts()]
        for name, question in zip(task.names, task.questions, strict=True)
        for number, t in enumerate(task.as_of.dates)
        for value in [naive(question, rows, t)]
    )
    found = duckdb_join.answer(task).sums
    assert checks.differences(expected, found) == []
    assert sum(plain > 0 for plain, _ in found.values()) == len(QUESTIONS)


@pytest.mark.slow
def test_all_who_are_installed_agree(capsys):
    bench = Bench.empty()
    bench.run([Case(20_000, 500, 3, 80, PEERS)])
    assert {one.peer for one in bench.found} | bench.missing.keys() == set(PEERS)
    assert set(bench.agreed.values()) == {80}
    assert {"engine_prepared", "engine_raw", "polars_dates", "pandas_dates"} <= bench.agreed.keys()
    capsys.readouterr()


def test_an_answer_that_differs_is_refused():
    bench, case = Bench.empty(), Case(1000, 10, 1, 80, ())
    same = {"q00": [1, 2], "q01": [3, 4]}
    bench._compared(case, ("a", same), ("b", dict(same)))
    with pytest.raises(Disagreement, match="q01"):
        bench._compared(case, ("a", same), ("b", {"q00": [1, 2], "q01": [3, 5]}))


def test_a_cell_at_another_entity_or_date_shows_in_the_check_sum():
    cells = np.array([5, 0, 0])
    here, there = checks.weights(np.arange(3), 0), checks.weights(np.arange(3), 1)
    assert checks.of_cells(cells, here) != checks.of_cells(cells[::-1], here)
    assert checks.of_cells(cells, here) != checks.of_cells(cells, there)


def test_a_peer_that_is_not_installed_is_named_and_not_run(monkeypatch):
    def missing(*_):
        raise NotInstalled("no such thing here")

    monkeypatch.setattr("benchmarks.peers.cases.in_own_process", missing)
    bench = Bench.empty()
    bench.run([Case(1000, 10, 1, 80, ("postgres_groups",))])
    assert bench.found == []
    assert bench.missing == {"postgres_groups": "no such thing here"}


def test_a_peer_that_fails_says_why(tmp_path):
    with pytest.raises(RuntimeError, match="duckdb_join ended with 1"):
        in_own_process("duckdb_join", {"facts": str(tmp_path / "none.parquet"), "entities": 1})


def test_facts_arrive_in_order_late_and_some_are_withdrawn(tmp_path):
    facts = pl.read_parquet(generated.write(tmp_path / "facts.parquet", generated.Size(20_000, 1000)))
    assert facts["known_from"].is_sorted()
    assert (facts["known_from"] >= facts["event_date"]).all()
    delay = (facts["known_from"] - facts["event_date"]).dt.total_days().mean()
    assert delay == pytest.approx(20, rel=0.1)
    assert facts["known_to"].is_not_null().mean() == pytest.approx(0.08, abs=0.01)
    assert facts.group_by("entity").len()["len"].max() > 10 * facts.height / 1000
    assert (facts["until"].is_null() | (facts["kind"] >= 8)).all()
