"""PostgreSQL by the pattern of dssg's triage: one GROUP BY for each as-of date and interval, a table an interval.

The SQL is written here, from the documented pattern (collate: aggregates with FILTER over the rows known at the date
and inside the interval, grouped by entity). The tables of facts are loaded, indexed and analysed outside the clock;
filling in zeros and joining the tables into one matrix, which triage does afterwards, is left out of it.
"""

import threading
from collections import defaultdict
from pathlib import Path

import duckdb

from benchmarks.peers import checks, sql
from benchmarks.peers.measured import Answered, Cost, clock
from benchmarks.peers.postgres_server import Server
from benchmarks.peers.questions import GONE, STEPS, Question, window_name
from benchmarks.peers.task import Task
from indicators.windows import Days

_BITS = "bit_count(({0})::bit(12))"
_COLUMNS = (
    "entity INTEGER, event_date DATE, known_from DATE, known_to DATE, kind SMALLINT, severity SMALLINT, "
    "source SMALLINT, value INTEGER, until DATE"
)


def answer(task: Task) -> Answered:
    """The answer is kept in tables of the server's."""
    answered = Answered()
    with Server() as server:
        _load(server, task)
        script = "\n".join(_statements(task))
        for _ in range(task.times):
            server.execute("\n".join(_tables(task)))
            with clock(answered, server.cpu_s) as cost, _Watch(server, cost):
                server.execute(script)
        answered.sums = _sums(server, task)
    answered.notes["statements"] = script.count("INSERT")
    return answered


class _Watch:
    """Keeps the peak of the server's memory while it works: a session's process is gone when it has ended."""

    def __init__(self, server: Server, cost: Cost) -> None:
        self._server, self._cost, self._done = server, cost, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.5):
            self._cost.peak_mb = max(self._cost.peak_mb, self._server.peak_mb())


def _load(server: Server, task: Task) -> None:
    csv = Path(task.facts).with_suffix(".csv")
    duckdb.execute(f"COPY (FROM '{task.facts}') TO '{csv}' (HEADER false)")
    csv.chmod(0o644)
    server.execute(
        f"CREATE UNLOGGED TABLE facts ({_COLUMNS});\n\\copy facts FROM '{csv}' WITH (FORMAT csv)\n"
        "CREATE INDEX ON facts (entity, event_date); CREATE INDEX ON facts (event_date); "
        "CREATE INDEX ON facts (known_from); ANALYZE facts;"
    )
    csv.unlink()


def _interval(question: Question) -> str:
    """The interval a question belongs to: events in its window, and all rows for what holds."""
    if question.form in {"held", "held_sum"}:
        return "all"
    if question.form == "decayed":
        return window_name(Days(GONE))
    return window_name(STEPS[-1][0] if question.form == "aged" else question.window)


def _by_interval(task: Task) -> dict[str, list[tuple[str, Question]]]:
    found: dict[str, list[tuple[str, Question]]] = defaultdict(list)
    for name, question in zip(task.names, task.questions, strict=True):
        found[_interval(question)].append((name, question))
    return dict(found)


def _tables(task: Task) -> list[str]:
    return [
        f"DROP TABLE IF EXISTS answer_{interval}; CREATE UNLOGGED TABLE answer_{interval} "
        f"(entity INTEGER, number INTEGER, {', '.join(f'{name} BIGINT' for name, _ in asked)});"
        for interval, asked in _by_interval(task).items()
    ]


def _statements(task: Task) -> list[str]:
    statements = []
    for number, day in enumerate(task.as_of.dates):
        t = f"DATE '{day}'"
        cutoffs = {name: f"DATE '{days[number]}'" for name, days in task.cutoffs.items()}
        bounds = cutoffs | {window_name(Days(GONE)): f"DATE '{Days(GONE).before(day)}'"}
        for interval, asked in _by_interval(task).items():
            columns = ", ".join(sql.aggregate(question, t, cutoffs, _BITS) for _, question in asked)
            inside = f" AND event_date > {bounds[interval]}" if interval != "all" else ""
            statements.append(
                f"INSERT INTO answer_{interval} SELECT entity, {number}, {columns} FROM facts "
                f"WHERE {sql.known(t)}{inside} GROUP BY entity;"
            )
    return statements


def _sums(server: Server, task: Task) -> checks.Sums:
    weight = checks.SQL_WEIGHT.format(entity="entity", date="number")
    found: checks.Sums = {}
    for interval, asked in _by_interval(task).items():
        pairs = ", ".join(f"coalesce(sum({name}), 0), coalesce(sum({name} * {weight}), 0)" for name, _ in asked)
        row = server.execute(f"SELECT {pairs} FROM answer_{interval};")[0]
        found |= {name: [int(row[2 * i]), int(row[2 * i + 1])] for i, (name, _) in enumerate(asked)}
    return found
