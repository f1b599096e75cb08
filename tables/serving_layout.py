"""How a published file is laid out, so that everything about one operator lies together in it.

Every entity has a *place*: a number for the operator it belongs to. An activity's is that of the actor which runs it by
its latest version, an actor's is its own. Facts get their entity's place as a column of their own and are ordered by
it, so that what is asked about one operator reads a few pages of the file, whatever its size; no index is needed.
Indicator values are one row for each entity and day, with a list for each column of their contract; the table of the
contract is a view of it.

Beside what the contracts say, the file holds:

- `layout.place`: level, entity_id → place
- `layout.reach`: actor_id → every place where facts about the actor or about activities it has run lie
- `layout.indicator`: number → indicator and version, in the order of the lists
- `layout.indicator_lists`: the values
- `layout.line`: place → every fact row there, as a pointer to the delivered line it rests on
- `layout.near`: place → other actors that a person linked to somebody there is linked to as well
- `layout.struck`: actors with a ban or revocation in force, or a bankruptcy opened
"""

import duckdb
import polars as pl

from tables.base import Table
from tables.contracts import facts
from tables.core import ActivityVersion, Fact
from tables.marts import IndicatorValue

#: The column of a published fact table by which it is ordered.
PLACE = "_place"
#: Values laid out at a time: bounds the memory that making lists takes.
BATCH = 1_000_000
_KEYS = ("as_of", "level", "entity_id")
_NAMED = ("indicator_id", "version")


def listed() -> list[str]:
    """The columns of an indicator value that become lists."""
    return [name for name in IndicatorValue.column_names() if name not in {*_KEYS, *_NAMED}]


def lay_out(connection: duckdb.DuckDBPyConnection, target: str) -> None:
    """Write facts and indicator values of the connection's `core` and `marts` into the schemas of `target`."""
    connection.execute(f"CREATE SCHEMA {target}.layout")
    connection.execute(_places(target))
    for contract in facts().values():
        connection.execute(_ordered(target, contract))
    connection.execute(_reach(target))
    connection.execute(_lines(target))
    connection.execute(_near(target))
    connection.execute(_struck(target))
    _lists(connection, target)


def _named(contract: type[Fact], column: str) -> bool:
    return column in contract.column_names()


def _places(target: str) -> str:
    """An activity whose actor nobody knows, and a municipality, belong to themselves."""
    version = ActivityVersion.qualified_name()
    found = [
        f"SELECT '{level}' AS level, {level}_id AS entity_id FROM {contract.qualified_name()}"
        for contract in facts().values()
        for level in ("activity", "actor")
        if _named(contract, f"{level}_id")
    ]
    found.append(f"SELECT level, entity_id FROM {IndicatorValue.qualified_name()}")
    return f"""
        CREATE TABLE {target}.layout.place AS
        WITH home AS (
            SELECT activity_id, arg_max(actor_id, (valid_from, known_from, actor_id)) AS actor_id
            FROM {version} GROUP BY activity_id
        ),
        entity AS ({" UNION ".join(found)})
        SELECT level, entity_id, dense_rank() OVER (ORDER BY coalesce(
            CASE level WHEN 'activity' THEN home.actor_id WHEN 'actor' THEN entity_id END, level || ':' || entity_id
        ))::INTEGER AS place
        FROM entity LEFT JOIN home ON level = 'activity' AND activity_id = entity_id
        WHERE entity_id IS NOT NULL ORDER BY level, entity_id
    """


def _ordered(target: str, contract: type[Fact]) -> str:
    """A fact table with the place of its activity, or else of its actor."""
    name = contract.qualified_name()
    levels = [level for level in ("activity", "actor") if _named(contract, f"{level}_id")]
    columns = ", ".join(f'f."{column}"' for column in contract.column_names())
    if not levels:
        return f"CREATE TABLE {target}.{name} AS SELECT {columns} FROM {name} AS f ORDER BY ALL"
    joins = " ".join(
        f"LEFT JOIN {target}.layout.place AS {level} ON {level}.level = '{level}' AND {level}.entity_id = f.{level}_id"
        for level in levels
    )
    place = ", ".join(f"{level}.place" for level in levels)
    return (
        f"CREATE TABLE {target}.{name} AS SELECT {columns}, coalesce({place})::INTEGER AS {PLACE} "
        f"FROM {name} AS f {joins} ORDER BY {PLACE}, {columns}"
    )


def _reach(target: str) -> str:
    parts = [f"SELECT entity_id AS actor_id, place FROM {target}.layout.place WHERE level = 'actor'"]
    parts += [
        f"SELECT actor_id, {PLACE} FROM {target}.{contract.qualified_name()}"
        for contract in facts().values()
        if _named(contract, "actor_id") and _named(contract, "activity_id")
    ]
    return (
        f"CREATE TABLE {target}.layout.reach AS SELECT * FROM ({' UNION '.join(parts)}) "
        "WHERE actor_id IS NOT NULL AND place IS NOT NULL ORDER BY actor_id, place"
    )


def _lines(target: str) -> str:
    """One slim table over all kinds of facts, so that the rows behind an operator take one statement."""
    parts = []
    for contract in facts().values():
        activity, actor = (
            name if _named(contract, name) else "NULL::VARCHAR AS " + name for name in ("activity_id", "actor_id")
        )
        if _named(contract, "activity_id") or _named(contract, "actor_id"):
            parts.append(
                f"SELECT {PLACE} AS place, known_from, '{contract.table}' AS fact, {activity}, {actor}, known_to, "
                f"ledger_id, source_row FROM {target}.{contract.qualified_name()}"
            )
    return f"CREATE TABLE {target}.layout.line AS {' UNION ALL '.join(parts)} ORDER BY ALL"


def _near(target: str) -> str:
    """A seat of the other actor's for every person that both have; the days are those of the other's seat."""
    link = f"{target}.core.actor_link"
    return f"""
        CREATE TABLE {target}.layout.near AS
        SELECT DISTINCT own.{PLACE} AS place, other_id, other.actor_id, other.known_from, other.known_to
        FROM (SELECT DISTINCT {PLACE}, actor_id, other_id FROM {link} WHERE other_kind = 'person') AS own
        JOIN {link} AS other USING (other_id) WHERE other.actor_id <> own.actor_id ORDER BY ALL
    """


def _struck(target: str) -> str:
    return f"""
        CREATE TABLE {target}.layout.struck AS
        SELECT actor_id, 'ban' AS reason, known_from, known_to FROM core.decision
        WHERE effect = 'in_force' AND effect_class IN ('ban', 'revocation') AND actor_id IS NOT NULL
        UNION ALL
        SELECT actor_id, 'bankruptcy', known_from, known_to FROM core.company_event WHERE kind = 'bankruptcy_opened'
        ORDER BY ALL
    """


def _lists(connection: duckdb.DuckDBPyConnection, target: str) -> None:
    """Values by entity and day, a batch of places at a time."""
    name, pair = IndicatorValue.qualified_name(), ", ".join(_NAMED)
    connection.execute(
        f"CREATE TABLE {target}.layout.indicator AS "
        f"SELECT row_number() OVER (ORDER BY {pair})::USMALLINT AS number, {pair} FROM "
        f"(SELECT DISTINCT {pair} FROM {name}) ORDER BY number"
    )
    columns, keys = ("number", *listed()), ", ".join(_KEYS)
    chosen = f"""
        SELECT place, {keys}, {", ".join(columns)}
        FROM {name} JOIN {target}.layout.indicator USING ({pair}) JOIN {target}.layout.place USING (level, entity_id)
        WHERE place BETWEEN ? AND ? ORDER BY place, {keys}, number
    """
    lists = ", ".join(f"[{column}] AS {column}" for column in columns)
    connection.execute(
        f"CREATE TABLE {target}.layout.indicator_lists AS SELECT place, {keys}, {lists} FROM ({chosen}) LIMIT 0", [0, 0]
    )
    batches = connection.execute(
        f"SELECT min(place), max(place) FROM (SELECT place, sum(count(*)) OVER (ORDER BY place) AS until "
        f"FROM {name} JOIN {target}.layout.place USING (level, entity_id) GROUP BY place) "
        f"GROUP BY until // {BATCH} ORDER BY 1"
    ).fetchall()
    for first, last in batches:
        _append(connection, f"{target}.layout.indicator_lists", connection.sql(chosen, params=[first, last]).pl())


def _append(connection: duckdb.DuckDBPyConnection, table: str, values: pl.DataFrame) -> None:
    """Add a batch of sorted values, one row for each entity and day. Lists ordered in SQL are sorted one by one."""
    rows = values.group_by("place", *_KEYS, maintain_order=True).agg(pl.all())
    connection.register("incoming", rows.to_arrow())
    try:
        connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
    finally:
        connection.unregister("incoming")


def view_of_values(target: str) -> list[str]:
    """Statements that make the contract's table a view of the lists; names in a view are those inside the file."""
    unnested = ", ".join(f"unnest({column}) AS {column}" for column in ("number", *listed()))
    columns = ", ".join(IndicatorValue.column_names())
    return [
        f"USE {target}",
        f"CREATE VIEW {IndicatorValue.qualified_name()} AS SELECT {columns} FROM "
        f"(SELECT {', '.join(_KEYS)}, {unnested} FROM layout.indicator_lists) JOIN layout.indicator USING (number)",
    ]


def columns_of(contract: type[Table]) -> str:
    """The contract's own columns, without those of the layout."""
    return ", ".join(f'"{name}"' for name in contract.column_names())
