"""Facts and figures as documents: everything about one activity, and everything about one actor itself.

A fact about an activity lies with the activity, whoever ran it then; `reach` says which activities' facts name an
actor. Documents are written in the order of places, so that an actor's lie together, a bounded number at a time.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import duckdb

from tables import marts
from tables.base import Table
from tables.contracts import facts
from tables.core import Fact
from tables.reading.packed import define, pack, row_sql
from tables.serving_layout import PLACE, listed

#: Rows of facts, and activities with their scores, that are packed at a time: bounds the memory that it takes.
FACTS, ACTIVITIES = 400_000, 10_000
Documents = dict[tuple[str, str], list[str]]
_CREATE = """
    CREATE TABLE entity (level TEXT, entity_id TEXT, facts BLOB, numbers BLOB, PRIMARY KEY (level, entity_id));
    CREATE TABLE reach (actor_id TEXT, activity_id TEXT, PRIMARY KEY (actor_id, activity_id)) WITHOUT ROWID;
    CREATE TABLE place (actor_id TEXT, place INTEGER, PRIMARY KEY (actor_id, place)) WITHOUT ROWID;
    CREATE TABLE account (activity_id TEXT PRIMARY KEY, listed BLOB, made BLOB) WITHOUT ROWID;
    CREATE TABLE indicator (number INTEGER PRIMARY KEY, indicator_id TEXT, version TEXT);
"""
#: Marts about activities, by the column of `account` they lie in.
LISTED: tuple[type[Table], ...] = (marts.RankedList, marts.Trend)
MADE: tuple[type[Table], ...] = (marts.Contribution, marts.Score)


def with_entity() -> dict[str, type[Fact]]:
    """The facts that are about an activity or an actor, by table."""
    return {name: one for name, one in facts().items() if {"activity_id", "actor_id"} & set(one.column_names())}


def write_documents(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection) -> None:
    """Write documents of every activity, actor and municipality that the published file knows."""
    define(target, _CREATE)
    rows = source.execute("SELECT number, indicator_id, version FROM layout.indicator").fetchall()
    target.executemany("INSERT INTO indicator VALUES (?, ?, ?)", rows)
    for first, last in _stretches(source):
        kept, numbers = _facts(source, first, last), _numbers(source, first, last)
        keys = list(dict.fromkeys([*kept, *numbers]))
        target.executemany(
            "INSERT INTO entity VALUES (?, ?, ?, ?)",
            ((*key, _object(kept, key), _object(numbers, key)) for key in keys),
        )
    _copy(source, target, _reach(), "INSERT INTO reach VALUES (?, ?)")
    _copy(source, target, "SELECT actor_id, place FROM layout.reach ORDER BY ALL", "INSERT INTO place VALUES (?, ?)")
    _accounts(source, target)


def _copy(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection, select: str, insert: str) -> None:
    found = source.execute(select)
    while rows := found.fetchmany(50_000):
        target.executemany(insert, rows)


def _object(documents: Documents, key: tuple[str, str]) -> bytes | None:
    return pack("{" + ",".join(documents[key]) + "}") if key in documents else None


def _stretches(source: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """First and last place of every batch."""
    yield from source.execute(
        "WITH counted AS (SELECT place, count(*) AS n FROM layout.line GROUP BY place), "
        "summed AS (SELECT place, sum(coalesce(n, 0) + 20) OVER (ORDER BY place) AS until "
        "FROM (SELECT DISTINCT place FROM layout.place) LEFT JOIN counted USING (place)) "
        f"SELECT min(place), max(place) FROM summed GROUP BY until // {FACTS} ORDER BY 1"
    ).fetchall()


def _facts(source: duckdb.DuckDBPyConnection, first: int, last: int) -> Documents:
    found: Documents = defaultdict(list)
    for name, contract in with_entity().items():
        columns = set(contract.column_names())
        activity, actor = ("f." + one if one in columns else "NULL" for one in ("activity_id", "actor_id"))
        rows = source.execute(
            f"SELECT CASE WHEN {activity} IS NULL THEN 'actor' ELSE 'activity' END AS level, "
            f"coalesce({activity}, {actor}) AS entity_id, string_agg({row_sql(contract, 'f.')}, ',') "
            f"FROM {contract.qualified_name()} AS f WHERE {PLACE} BETWEEN ? AND ? GROUP BY ALL ORDER BY ALL",
            [first, last],
        )
        for level, entity_id, text in rows.fetchall():
            found[level, entity_id].append(f'"{name}":[{text}]')
    near = (
        "SELECT entity_id, string_agg(json_array(other_id, actor_id, known_from, known_to)::VARCHAR, ',') "
        "FROM layout.near JOIN layout.place USING (place) WHERE level = 'actor' AND place BETWEEN ? AND ? "
        "GROUP BY ALL ORDER BY ALL"
    )
    for entity_id, text in source.execute(near, [first, last]).fetchall():
        found["actor", entity_id].append(f'"near":[{text}]')
    return found


def _numbers(source: duckdb.DuckDBPyConnection, first: int, last: int) -> Documents:
    """Indicator values by day, each column a list in step with the numbers of the indicators."""
    columns = ", ".join(("number", *listed()))
    rows = source.execute(
        f"SELECT level, entity_id, as_of::VARCHAR, json_array({columns})::VARCHAR FROM layout.indicator_lists "
        "WHERE place BETWEEN ? AND ? ORDER BY ALL",
        [first, last],
    )
    found: Documents = defaultdict(list)
    for level, entity_id, day, text in rows.fetchall():
        found[level, entity_id].append(f'"{day}":{text}')
    return found


def _reach() -> str:
    """Which activities have a fact that names an actor."""
    parts = [
        f"SELECT actor_id, activity_id FROM {contract.qualified_name()}"
        for contract in with_entity().values()
        if {"activity_id", "actor_id"} <= set(contract.column_names())
    ]
    union = " UNION ".join(parts)
    return f"SELECT * FROM ({union}) WHERE actor_id IS NOT NULL AND activity_id IS NOT NULL ORDER BY ALL"


def _accounts(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection) -> None:
    """List rows and trends of an activity, and what its scores are made of; by the activity's identifier."""
    stretches = source.execute(
        "SELECT min(activity_id), max(activity_id) FROM (SELECT activity_id, row_number() OVER (ORDER BY activity_id) "
        "AS n FROM (SELECT DISTINCT activity_id FROM marts.ranked_list UNION SELECT DISTINCT activity_id "
        f"FROM marts.score)) GROUP BY n // {ACTIVITIES} ORDER BY 1"
    ).fetchall()
    for first, last in stretches:
        both = [_marts(source, LISTED, first, last), _marts(source, MADE, first, last)]
        keys = sorted({*both[0], *both[1]})
        rows = ((key[1], *(_object(one, key) for one in both)) for key in keys)
        target.executemany("INSERT INTO account VALUES (?, ?, ?)", rows)


def _marts(source: duckdb.DuckDBPyConnection, contracts: tuple[type[Table], ...], first: str, last: str) -> Documents:
    found: Documents = defaultdict(list)
    for contract in contracts:
        rows = source.execute(
            f"SELECT activity_id, string_agg({row_sql(contract)}, ',') FROM {contract.qualified_name()} "
            "WHERE activity_id BETWEEN ? AND ? GROUP BY ALL ORDER BY ALL",
            [first, last],
        )
        for activity_id, text in rows.fetchall():
            found["activity", activity_id].append(f'"{contract.table}":[{text}]')
    return found
