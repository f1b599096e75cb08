"""A warehouse of any size, filled by SQL in bulk: activities of skewed operators, their facts, and indicator values.

Nothing is drawn at random: numbers are hashed, so that the same size is the same warehouse. The first operator has
9 000 of 500 000 activities; the others' sizes fall off as the root of their number. Contracts are not checked, since
what is filled in bulk is legal by its making, and columns that no reader here asks for are left empty.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

AS_OF = dt.date(2026, 6, 30)
#: Share of the facts that each table holds.
FACTS = {
    "report": 0.42,
    "notification": 0.24,
    "inspection": 0.11,
    "finding": 0.11,
    "decision": 0.05,
    "company_event": 0.03,
    "permit": 0.02,
    "permit_case": 0.02,
}
_LARGEST = 9_000 / 500_000
_INDICATORS = 80


@dataclass(frozen=True)
class Size:
    """How many activities, and how many facts about them beside their own versions; a third as many operators."""

    activities: int
    facts: int

    @property
    def actors(self) -> int:
        """How many operators."""
        return max(2, self.activities // 3)


def fill(connection: duckdb.DuckDBPyConnection, size: Size, indicators: Sequence[str] = ()) -> None:
    """Fill the tables of a new warehouse; values under the names of `indicators`, where there are any."""
    _activities(connection, size)
    _actors(connection, size)
    for table, share in FACTS.items():
        _facts(connection, size, table, int(size.facts * share))
    _values(connection, size, list(indicators[:_INDICATORS]) or [f"ind_{n:02}" for n in range(_INDICATORS)])
    _manifest(connection)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
    connection.execute(f"INSERT INTO {table} BY NAME {select}")


def _u(number: str, salt: int) -> str:
    """A number in [0, 1) from a whole number."""
    return f"((hash({number} * 64 + {salt}) >> 11)::DOUBLE / 9007199254740992.0)"


def _day(number: str, salt: int) -> str:
    return f"(DATE '2016-07-01' + ({_u(number, salt)} * 3600)::INTEGER)"


def _activities(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    """A version each, and for a third of them an earlier one."""
    largest = int(size.activities * _LARGEST)
    actor = f"CASE WHEN n < {largest} THEN 0 ELSE 1 + floor(pow({_u('n', 1)}, 2) * {size.actors - 1})::BIGINT END"
    connection.execute(
        f"CREATE TEMP TABLE numbered AS SELECT n, 'V' || lpad(n::VARCHAR, 7, '0') AS activity_id, "
        f"({5560000000} + {actor})::VARCHAR AS actor_id, {_day('n', 2)} AS day FROM range({size.activities}) AS r(n)"
    )
    for version, rows in (("day", "true"), ("day - 400", "n % 3 = 0")):
        _insert(
            connection,
            "core.activity_version",
            f"SELECT activity_id, actor_id, 'Hemmet ' || n AS activity_name, 'HVB' AS form_code, "
            f"'private' AS operator_type, (4 + n % 30)::INTEGER AS max_places, '0180' AS municipality_code, "
            f"'active' AS operating_status, true AS is_open, n % 50 = 0 AS address_protected, {version} AS valid_from, "
            f"CASE WHEN '{version}' = 'day' THEN NULL ELSE day END AS valid_to, {version} AS known_from, "
            f"'0123456789abcdef' AS ledger_id, n AS source_row FROM numbered WHERE {rows}",
        )


def _actors(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Operators, and two to eight links to persons each; one person in ten sits with another operator too."""
    _insert(
        connection,
        "core.actor",
        f"SELECT (5560000000 + n)::VARCHAR AS actor_id, 'organisation' AS id_type, 'ok' AS id_check, "
        f"'Omsorg ' || n || ' AB' AS actor_name, 'AB' AS legal_form, 'private' AS operator_type, "
        f"DATE '2015-01-01' AS known_from FROM range({size.actors}) AS r(n)",
    )
    person = f"CASE WHEN {_u('n', 3)} < 0.1 THEN hash(n // 2) ELSE hash(n + 1000000007) END"
    _insert(
        connection,
        "core.actor_link",
        f"SELECT (5560000000 + (hash(n) % {size.actors}))::VARCHAR AS actor_id, 'P-' || "
        f"lpad(to_hex({person}), 20, '0') AS other_id, 'person' AS other_kind, 'board_member' AS relation, "
        f"{_day('n', 4)} AS valid_from, {_day('n', 4)} + 20 AS known_from FROM range({size.activities * 2}) AS r(n)",
    )


def _facts(connection: duckdb.DuckDBPyConnection, size: Size, table: str, rows: int) -> None:
    """Rows of one kind, each about an activity, with its actor."""
    columns = {name for (name, *_) in connection.execute(f"DESCRIBE core.{table}").fetchall()}
    wanted = {
        "activity_id": "v.activity_id",
        "actor_id": "v.actor_id",
        f"{table}_id": f"'{table}-' || r.n",
        "case_no": "'A-' || r.n",
        "permit_no": "'T-' || r.n",
        "event_id": "'E-' || r.n",
        "kind": {"decision": "'order'", "company_event": "'board_change'", "notification": "'change'"}.get(
            table, "'tip'"
        ),
        "effect_class": f"CASE WHEN {_u('r.n', 5)} < 0.01 THEN 'ban' ELSE 'order' END",
        "effect": "'in_force'",
        "severity": "(1 + r.n % 4)::INTEGER",
        "event_date": _day("r.n", 6),
        "registered_at": f"{_day('r.n', 6)} + 10",
        "valid_from": _day("r.n", 6),
        "known_from": f"{_day('r.n', 6)} + (20 * -ln(1 - {_u('r.n', 7)}))::INTEGER",
        "known_to": f"CASE WHEN {_u('r.n', 8)} < 0.08 THEN {_day('r.n', 6)} + 400 END",
        "ledger_id": "'0123456789abcdef'",
        "source_row": "r.n",
    }
    told = ", ".join(f"{expression} AS {name}" for name, expression in wanted.items() if name in columns)
    salt = sum(map(ord, table))
    _insert(
        connection,
        f"core.{table}",
        f"SELECT {told} FROM range({rows}) AS r(n) JOIN numbered AS v "
        f"ON v.n = hash(r.n * 64 + {salt}) % {size.activities}",
    )


def _values(connection: duckdb.DuckDBPyConnection, size: Size, names: list[str]) -> None:
    """Eighty indicators of every activity, with standing; one in five unknown."""
    known, value = f"{_u('cell', 9)} >= 0.2", f"floor(-3 * ln(1 - {_u('cell', 10)}))"
    group = "['HVB/private/small', 'HVB/private/medium', 'HVB/private/large'][1 + n % 3]"
    for first in range(0, size.activities, 50_000):
        _insert(
            connection,
            "marts.indicator_value",
            f"SELECT DATE '{AS_OF}' AS as_of, {names}[i + 1] AS indicator_id, "
            f"'01234567' AS version, "
            f"'activity' AS level, activity_id AS entity_id, CASE WHEN {known} THEN {value} END AS value, "
            f"CASE WHEN NOT {known} THEN 'not_observed' END AS missing_reason, {group} AS peer_group, "
            f"'size' AS peer_level, 1000 + n % 3 AS peer_n, 2.0 AS peer_median, "
            f"CASE WHEN {known} THEN {_u('cell', 11)} END AS peer_percentile, "
            f"CASE WHEN {known} THEN {value} / 3 END AS z "
            f"FROM (SELECT *, n * {_INDICATORS} + i AS cell FROM numbered, range({len(names)}) AS q(i) "
            f"WHERE n BETWEEN {first} AND {first + 49_999})",
        )


def _manifest(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"INSERT INTO marts.manifest BY NAME SELECT '0123456789abcdef' AS run_id, [DATE '{AS_OF}'] AS as_of, "
        "'v1' AS profile, 1 AS seed"
    )
    connection.execute(
        "INSERT INTO ops.ledger BY NAME SELECT '0123456789abcdef' AS ledger_id, 'report' AS \"table\", "
        "'report_2026-06.csv' AS file_name"
    )
