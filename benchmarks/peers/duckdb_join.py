"""DuckDB: join the dates with the facts known at each, and aggregate with FILTER. One statement."""

import duckdb

from benchmarks.peers import checks, sql
from benchmarks.peers.measured import CORES, Answered, clock
from benchmarks.peers.task import Task

BITS = "bit_count({0})"


def answer(task: Task) -> Answered:
    """The facts are read from Parquet inside the clock; the answer is kept as a table."""
    connection = duckdb.connect(config={"threads": CORES})
    _dates(connection, task)
    statement = _statement(task)
    answered = Answered()
    for _ in range(task.times):
        with clock(answered):
            connection.execute(statement)
    answered.sums = sums(connection, task)
    return answered


def _dates(connection: duckdb.DuckDBPyConnection, task: Task) -> None:
    columns = ["number INTEGER", "t DATE", *(f"{name} DATE" for name in task.cutoffs)]
    connection.execute(f"CREATE TABLE dates ({', '.join(columns)})")
    rows = [
        (number, day, *(days[number] for days in task.cutoffs.values())) for number, day in enumerate(task.as_of.dates)
    ]
    connection.executemany(f"INSERT INTO dates VALUES ({', '.join('?' * len(columns))})", rows)


def _statement(task: Task) -> str:
    cutoffs = {name: name for name in task.cutoffs}
    asked = zip(task.names, task.questions, strict=True)
    columns = ",\n".join(f"{sql.aggregate(q, 't', cutoffs, BITS)} AS {name}" for name, q in asked)
    return (
        f"CREATE OR REPLACE TABLE answer AS SELECT entity, number, {columns} "
        f"FROM '{task.facts}' JOIN dates ON {sql.known('t')} GROUP BY entity, number, t"
    )


def sums(connection: duckdb.DuckDBPyConnection, task: Task) -> checks.Sums:
    """Check sums of the table `answer` with `entity`, `number` and the columns."""
    weight = checks.SQL_WEIGHT.format(entity="entity", date="number")
    pairs = ", ".join(f"sum({name})::HUGEINT, sum({name} * {weight})::HUGEINT" for name in task.names)
    row = connection.execute(f"SELECT {pairs} FROM answer").fetchone()
    assert row is not None
    return {name: [int(row[2 * i] or 0), int(row[2 * i + 1] or 0)] for i, name in enumerate(task.names)}
