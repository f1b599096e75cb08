"""Whom an actor is connected to in one hop, from documents: the answers to `web.queries.connected`.

Persons are counted, never told.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from tables import core
from tables.base import Table
from web.queries.known import readable_columns
from web.reading.known import of_actor
from web.reading.rows import Raw, in_order, index, known, named
from web.reading.store import Store

_HELD = "known_from <= ? AND (known_to IS NULL OR known_to > ?)"
_THESE = "(SELECT value FROM json_each(?))"


def _links(store: Store, actor_id: str, as_of: dt.date) -> list[Raw]:
    rows = store.documents("facts", "actor", [actor_id]).get(actor_id, {}).get(core.ActorLink.table, [])
    return known(core.ActorLink, rows, as_of)


def _is_valid(row: Raw, day: str) -> bool:
    at = index(core.ActorLink)
    return bool(row[at["valid_from"]] <= day and (row[at["valid_to"]] is None or row[at["valid_to"]] > day))


def network(store: Store, actor_id: str, as_of: dt.date, _: tuple[int, ...] | None = None) -> pl.DataFrame:
    """How many persons the actor is linked to, how many actors they link it to, and what is known of those."""
    at, day = index(core.ActorLink), as_of.isoformat()
    circle = {
        row[at["other_id"]]
        for row in _links(store, actor_id, as_of)
        if row[at["other_kind"]] == "person" and _is_valid(row, day)
    }
    rows = store.documents("facts", "actor", [actor_id]).get(actor_id, {}).get("near", [])
    near = {
        other
        for person, other, since, until in rows
        if person in circle and other != actor_id and since <= day and (until is None or until > day)
    }
    sql = f"SELECT DISTINCT actor_id, reason FROM struck WHERE {_HELD} AND actor_id IN {_THESE}"
    struck = [reason for _, reason in store.asked(sql, [day, day, json.dumps(sorted(near))])] if near else []
    counts = (len(circle), len(near), struck.count("ban"), struck.count("bankruptcy"))
    return pl.DataFrame([counts], schema=["persons", "actors", "with_ban", "with_bankruptcy"], orient="row")


def relations(store: Store, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """Links to other legal persons and unknown actors."""
    at, names = index(core.ActorLink), ("relation", "other_id", "valid_from", "valid_to")
    rows = {
        tuple(row[at[name]] for name in names)
        for row in _links(store, actor_id, as_of)
        if row[at["other_kind"]] == "actor"
        and not row[at["other_id"]].startswith("P-")
        and (row[at["valid_to"]] is None or row[at["valid_to"]] > row[at["valid_from"]])
    }
    ordered = in_order(rows)
    days = [[None if one is None else dt.date.fromisoformat(one) for one in row[2:]] for row in ordered]
    return [dict(zip(names, (*row[:2], *spelt), strict=True)) for row, spelt in zip(ordered, days, strict=True)]


def beside(store: Store, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """Other actors in the same group or house on the day, as `other_kind` and `other_id`."""
    at, day = index(core.ActorLink), as_of.isoformat()
    own = {
        row[at["other_id"]]
        for row in _links(store, actor_id, as_of)
        if row[at["other_kind"]] in {"group", "address"} and _is_valid(row, day)
    }
    sql = (
        f"SELECT DISTINCT other_kind, actor_id FROM beside WHERE {_HELD} AND valid_from <= ? "
        f"AND (valid_to IS NULL OR valid_to > ?) AND actor_id <> ? AND other_id IN {_THESE} ORDER BY 1, 2"
    )
    rows = store.asked(sql, [*[day] * 4, actor_id, json.dumps(sorted(own))]) if own else []
    return [{"other_kind": kind, "other_id": other} for kind, other in rows]


def ways(store: Store, contract: type[Table], actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """The rows of a fact about connections that were held about an actor on the day."""
    names, at = readable_columns(contract), index(contract)
    rows = known(contract, of_actor(store, contract, actor_id), as_of)
    return named(contract, in_order(rows, [at[name] for name in names]), names)


def names(store: Store, actor_ids: Iterable[str], as_of: dt.date) -> dict[str, str]:
    """Names of legal persons, by the care register or else by the company register."""
    wanted, day = sorted(set(actor_ids)), as_of.isoformat()
    if not wanted:
        return {}
    sql = f"SELECT actor_id, name, place, known_from FROM called WHERE {_HELD} AND actor_id IN {_THESE}"
    rows = sorted(store.asked(sql, [day, day, json.dumps(wanted)]), key=lambda row: str(row[1]))
    rows.sort(key=lambda row: str(row[3]), reverse=True)
    rows.sort(key=lambda row: int(row[2]))
    found: dict[str, str] = {}
    for actor_id, name, _, _ in rows:
        found.setdefault(actor_id, name)
    return found


ANSWERS: Mapping[str, Callable[..., Any]] = {
    "beside": beside,
    "names": names,
    "network": network,
    "relations": relations,
    "ways": ways,
}
