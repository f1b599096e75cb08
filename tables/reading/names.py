"""What is searched: identifiers of every kind, and names of legal persons and their unprotected activities.

Persons, sole traders and protected places have no name here at all, so that no search can find them by one. Names are
folded (small letters, no accents) and cut into runs of three letters, each with the numbers of the names that hold it.
"""

import sqlite3
import unicodedata

import duckdb
import numpy as np
import polars as pl

from tables.code_lists import code_list
from tables.reading.packed import define

_CREATE = """
    CREATE TABLE identifier (wanted TEXT, kind TEXT, id TEXT, matched_on TEXT, known_from TEXT);
    CREATE TABLE name (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, name TEXT, folded TEXT, known_from TEXT,
        until TEXT);
    CREATE TABLE gram (gram TEXT PRIMARY KEY, n INTEGER, numbers BLOB) WITHOUT ROWID;
    CREATE TABLE called (actor_id TEXT, place INTEGER, name TEXT, known_from TEXT, known_to TEXT);
    CREATE TABLE struck (actor_id TEXT, reason TEXT, known_from TEXT, known_to TEXT);
    CREATE TABLE beside (other_id TEXT, actor_id TEXT, other_kind TEXT, known_from TEXT, known_to TEXT,
        valid_from TEXT, valid_to TEXT);
"""
_INDEX = """
    CREATE INDEX identifier_by_wanted ON identifier (wanted);
    CREATE INDEX called_by_actor ON called (actor_id);
    CREATE INDEX struck_by_actor ON struck (actor_id);
    CREATE INDEX beside_by_other ON beside (other_id);
"""
#: Identifier, what it is called, and whom it points to; `permit_case` only the applicant's own.
_IDENTIFIERS = (
    ("core.activity_version", "activity_id", "verksamhets-id", "'activity'", "activity_id", "true"),
    ("core.actor", "actor_id", "aktörens id", "'actor'", "actor_id", "true"),
    ("core.permit", "permit_no", "tillståndsnummer", None, None, "true"),
    ("core.permit_case", "case_no", "diarienummer", "'actor'", "actor_id", "attribution = 'own'"),
    ("core.inspection", "case_no", "diarienummer", "'activity'", "activity_id", "true"),
    ("core.decision", "case_no", "diarienummer", None, None, "true"),
    ("core.report", "report_id", "rapportens nummer", None, None, "true"),
)
_EITHER = ("CASE WHEN activity_id IS NULL THEN 'actor' ELSE 'activity' END", "coalesce(activity_id, actor_id)")
_NAMED = """
    WITH organisation AS (
        SELECT actor_id, actor_name, known_from, known_to FROM core.actor
        WHERE id_type = 'organisation' AND actor_name IS NOT NULL AND NOT list_contains($natural, legal_form)
    )
    SELECT 'actor' AS kind, actor_id AS id, actor_name AS name, min(known_from)::VARCHAR AS known_from,
        max(coalesce(known_to, DATE '9999-12-31'))::VARCHAR AS until
    FROM organisation GROUP BY ALL
    UNION ALL
    SELECT 'activity', activity_id, activity_name, min(known_from)::VARCHAR,
        max(least(coalesce(known_to, DATE '9999-12-31'), coalesce(valid_to, DATE '9999-12-31')))::VARCHAR
    FROM core.activity_version SEMI JOIN organisation USING (actor_id)
    WHERE activity_name IS NOT NULL
        AND activity_id NOT IN (SELECT activity_id FROM core.activity_version WHERE address_protected) GROUP BY ALL
    ORDER BY ALL
"""
_CALLED = """
    SELECT actor_id, {place}, {name}, known_from::VARCHAR, known_to::VARCHAR FROM {table}
    WHERE {name} IS NOT NULL AND NOT starts_with(actor_id, 'P-') AND NOT list_contains($natural, legal_form)
    ORDER BY ALL
"""


def fold(text: str) -> str:
    """Small letters without accents, with one space between words."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def grams(folded: str) -> list[str]:
    """The runs of three letters of a folded text with a space before and after, each once."""
    padded = f" {folded} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def write_names(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection) -> None:
    """Write everything that searching and naming take."""
    define(target, _CREATE)
    natural = {"natural": code_list("legal_forms").filter(pl.col("is_natural_person") == "1")["code"].to_list()}
    for table, column, called, kind, subject, where in _IDENTIFIERS:
        whose = (kind or _EITHER[0], subject or _EITHER[1])
        _copy(
            source,
            target,
            f"SELECT upper({column}), {whose[0]}, {whose[1]}, '{called}', min(known_from)::VARCHAR FROM {table} "
            f"WHERE {column} IS NOT NULL AND {whose[1]} IS NOT NULL AND {where} GROUP BY ALL ORDER BY ALL",
            "INSERT INTO identifier VALUES (?, ?, ?, ?, ?)",
        )
    _names(target, source.execute(_NAMED, natural).fetchall())
    for place, (table, name) in enumerate((("core.actor", "actor_name"), ("core.company", "company_name"))):
        select = _CALLED.format(place=place, table=table, name=name)
        _copy(source, target, select, "INSERT INTO called VALUES (?, ?, ?, ?, ?)", natural)
    struck = "SELECT actor_id, reason, known_from::VARCHAR, known_to::VARCHAR FROM layout.struck ORDER BY ALL"
    _copy(source, target, struck, "INSERT INTO struck VALUES (?, ?, ?, ?)")
    days = ", ".join(f"{name}::VARCHAR" for name in ("known_from", "known_to", "valid_from", "valid_to"))
    beside = (
        f"SELECT other_id, actor_id, other_kind, {days} FROM core.actor_link "
        "WHERE other_kind IN ('group', 'address') ORDER BY ALL"
    )
    _copy(source, target, beside, "INSERT INTO beside VALUES (?, ?, ?, ?, ?, ?, ?)")
    define(target, _INDEX)


def _copy(
    source: duckdb.DuckDBPyConnection,
    target: sqlite3.Connection,
    select: str,
    insert: str,
    parameters: dict[str, list[str]] | None = None,
) -> None:
    found = source.execute(select, parameters) if parameters else source.execute(select)
    while rows := found.fetchmany(50_000):
        target.executemany(insert, rows)


def _names(target: sqlite3.Connection, rows: list[tuple[str, ...]]) -> None:
    numbers: dict[str, list[int]] = {}
    kept = []
    for number, (kind, key, name, known_from, until) in enumerate(rows):
        folded = fold(name)
        kept.append((number, kind, key, name, folded, known_from, until))
        for gram in grams(folded):
            numbers.setdefault(gram, []).append(number)
    target.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", kept)
    packed = ((gram, len(held), np.array(held, dtype=np.int32).tobytes()) for gram, held in sorted(numbers.items()))
    target.executemany("INSERT INTO gram VALUES (?, ?, ?)", packed)
