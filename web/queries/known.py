"""SQL over the published facts, as they were known on a day.

Columns that hold a person's key or a street address are left out of what is read, by their contract's own note; the
one exception is the address of an open, unprotected activity of a legal person.
"""

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from indicators import secrecy
from tables import core
from tables.base import Table
from tables.serving import Published
from tables.serving_layout import columns_of
from web.queries import places
from web.queries.places import at

#: Kinds of personal data that no reader may see; the identifier of a sole trader is a pseudonym and may be a handle.
_NEVER_READ = frozenset({"pseudonym", "address"})


@dataclass(frozen=True)
class Scope:
    """Whose facts are read: these activities', and the actor's own or, for a whole actor, all it ever had.

    `places` is where in the file they lie.
    """

    actor_id: str
    activity_ids: tuple[str, ...]
    is_whole_actor: bool
    places: tuple[int, ...]


@functools.cache
def readable_columns(contract: type[Table]) -> tuple[str, ...]:
    """The columns of a table that may be read for showing."""
    return tuple(name for name in contract.column_names() if contract.notes(name)["pii"] not in _NEVER_READ)


_THESE = "(SELECT unnest(?::VARCHAR[]))"
_SELECT_KNOWN = "SELECT {columns} FROM {table} WHERE known_from <= ? AND (known_to IS NULL OR known_to > ?) "

#: The version of an activity that describes the day: valid then, else the one that came before it. A place that is
#: protected by any version, earlier or later, is protected.
_ACTIVITIES = """
    WITH version AS (
        SELECT {columns}, known_from <= $day AND (known_to IS NULL OR known_to > $day) AS is_known,
            coalesce(bool_or(address_protected) OVER (PARTITION BY activity_id), false) AS is_protected,
            row_number() OVER (PARTITION BY activity_id ORDER BY is_known DESC, valid_from <= $day DESC,
                valid_from DESC, known_from DESC) AS place
        FROM {versions}
    ),
    notified AS (
        SELECT activity_id, max(registered_at) AS last_notified FROM {notifications}
        WHERE known_from <= $day AND (known_to IS NULL OR known_to > $day) GROUP BY activity_id
    )
    SELECT v.* EXCLUDE (is_known, is_protected, place), is_protected AS address_protected, a.id_type, a.legal_form,
        last_notified
    FROM version AS v
    LEFT JOIN core.actor AS a
        ON a.actor_id = v.actor_id AND a.known_from <= $day AND (a.known_to IS NULL OR a.known_to > $day)
    LEFT JOIN notified USING (activity_id)
    WHERE place = 1 AND is_known AND v.{column} = $id ORDER BY is_open DESC, activity_id
""".replace("$day", "?").replace("$id", "?")
_N_DAYS = _ACTIVITIES.count("?") - 1
#: A manager's key is never read, and whether a place is protected is said for all its versions together.
OF_VERSION = [name for name in core.ActivityVersion.column_names() if name not in {"address_protected", "manager_key"}]


def actor(published: Published, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of an actor: one row, or none."""
    sql = _SELECT_KNOWN.format(columns=_columns(core.Actor), table="core.actor") + (
        "AND actor_id = ? ORDER BY known_from DESC LIMIT 1"
    )
    return published.rows(sql, [as_of, as_of, actor_id])


def former_names(published: Published, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """Names the actor was known by before."""
    sql = (
        "SELECT actor_name, max(known_to) AS until FROM core.actor WHERE actor_id = ? AND known_to <= ? "
        "AND id_type = 'organisation' AND actor_name IS NOT NULL GROUP BY ALL ORDER BY until DESC"
    )
    return published.rows(sql, [actor_id, as_of]).to_dicts()


def activity(published: Published, activity_id: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of an activity, as it may be shown: one row, or none."""
    found = places.of_entities(published, "activity", [activity_id])
    return _activities(published, "activity_id", activity_id, found, as_of)


def activities_of(
    published: Published, actor_id: str, as_of: dt.date, at_places: tuple[int, ...] | None = None
) -> pl.DataFrame:
    """The activities an actor runs or, by the latest known version, ran; as they may be shown."""
    found = places.of_actor(published, actor_id) if at_places is None else at_places
    return _activities(published, "actor_id", actor_id, found, as_of)


def _activities(
    published: Published, column: str, identifier: str, found: tuple[int, ...], as_of: dt.date
) -> pl.DataFrame:
    sql = _ACTIVITIES.format(
        column=column,
        columns=", ".join(OF_VERSION),
        versions=at("core.activity_version", found),
        notifications=at("core.notification", found),
    )
    return as_shown(published.rows(sql, [*[as_of] * _N_DAYS, identifier]))


def as_shown(frame: pl.DataFrame) -> pl.DataFrame:
    """Activities as they may be shown: nothing that tells where a protected place or a natural person is."""
    is_private = secrecy.is_sole_trader() | (pl.col("id_type") != "organisation").fill_null(value=True)
    address = secrecy.unless_protected(pl.when(pl.col("is_open") & ~is_private).then(pl.col("address")))
    return frame.with_columns(
        secrecy.shown_activity_name().alias("activity_name"),
        secrecy.unless_protected(pl.col("municipality_code")).alias("municipality_code"),
        address.alias("address"),
    )


def facts_of(published: Published, contract: type[Table], scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    """The rows within a scope that were known on the day or before, corrected and lapsed ones included, by column."""
    columns = set(contract.column_names())
    conditions, parameters = [], list[object]([as_of])
    if "activity_id" in columns:
        conditions.append(f"f.activity_id IN {_THESE}")
        parameters.append(list(scope.activity_ids))
    if "actor_id" in columns:
        narrowed = "activity_id" in columns and not scope.is_whole_actor
        conditions.append("f.actor_id = ?" + (" AND f.activity_id IS NULL" if narrowed else ""))
        parameters.append(scope.actor_id)
    sql = (
        f"SELECT {_columns(contract, 'f.')}, l.file_name FROM {at(contract.qualified_name(), scope.places)} AS f "
        f"LEFT JOIN ops.ledger AS l USING (ledger_id) WHERE f.known_from <= ? AND ({' OR '.join(conditions)}) "
        "ORDER BY ALL"
    )
    return published.rows(sql, parameters).to_dicts()


def whole(published: Published, contract: type[Table]) -> pl.DataFrame:
    """A fact table as it is, for computing evidence; never shown as it is."""
    return contract.cast(published.rows(f"SELECT {columns_of(contract)} FROM {contract.qualified_name()}"))


def around(published: Published, contract: type[Table], level: str, entity_id: str) -> pl.DataFrame:  # noqa: ARG001
    """The rows that a value of an entity can rest on, of any day: all of them, unless the store knows which."""
    return whole(published, contract)


def files(published: Published) -> dict[str, str]:
    """Ledger id → name of the delivered file."""
    return dict(published.rows("SELECT ledger_id, file_name FROM ops.ledger").iter_rows())


def newest_row(published: Published, contract: type[Table], tables: Sequence[str], as_of: dt.date) -> dt.date | None:
    """The latest day up to `as_of` on which a row of a fact became known that rests on some kinds of delivery."""
    sql = (
        f"SELECT max(f.known_from) AS latest FROM {contract.qualified_name()} AS f SEMI JOIN (SELECT ledger_id "
        f'FROM ops.ledger WHERE list_contains(?, "table")) AS l USING (ledger_id) WHERE f.known_from <= ?'
    )
    latest: dt.date | None = published.rows(sql, [list(tables), as_of]).item(0, "latest")
    return latest


def permits(published: Published, scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    """The permits that an activity or a whole actor has or had."""
    table = at("core.permit", scope.places)
    sql = _SELECT_KNOWN.format(columns=_columns(core.Permit), table=table) + (
        f"AND (activity_id IN {_THESE} OR actor_id = ? AND (activity_id IS NULL OR ?)) "
        "ORDER BY valid_from DESC, permit_no"
    )
    whose = [list(scope.activity_ids), scope.actor_id, scope.is_whole_actor]
    return published.rows(sql, [as_of, as_of, *whose]).to_dicts()


def restrictions(published: Published, scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    """Bans and revocations with their legal state on the day, latest first."""
    table = at("core.decision", scope.places)
    sql = _SELECT_KNOWN.format(columns=_columns(core.Decision), table=table) + (
        "AND effect_class IN ('ban', 'revocation') "
        f"AND (activity_id IN {_THESE} OR actor_id = ? AND (activity_id IS NULL OR ?)) "
        "ORDER BY event_date DESC, decision_id"
    )
    whose = [list(scope.activity_ids), scope.actor_id, scope.is_whole_actor]
    return published.rows(sql, [as_of, as_of, *whose]).to_dicts()


def municipality(published: Published, code: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of a municipality: one row, or none."""
    sql = _SELECT_KNOWN.format(columns=_columns(core.Municipality), table="core.municipality") + (
        "AND municipality_code = ? ORDER BY known_from DESC LIMIT 1"
    )
    return published.rows(sql, [as_of, as_of, code])


def _columns(contract: type[Table], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in readable_columns(contract))
