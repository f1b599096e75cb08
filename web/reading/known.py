"""Facts about one actor or activity as known on a day, from documents: the answers to `web.queries.known`."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from tables import core
from tables.base import Table
from web.queries.known import OF_VERSION, Scope, as_shown, readable_columns
from web.queries.known import whole as whole_table
from web.reading import whole
from web.reading.rows import Raw, frame, in_order, index, known, named
from web.reading.store import Store

_MOST_KINDS = 20_000


def of_actor(store: Store, contract: type[Table], actor_id: str) -> list[Raw]:
    """The rows of a fact that name an actor, about whatever activity."""
    rows = _own(store, contract, actor_id)
    if "activity_id" in index(contract):
        at = index(contract)["actor_id"]
        rows += [row for row in _of_activities(store, contract, reach(store, actor_id)) if row[at] == actor_id]
    return rows


def reach(store: Store, actor_id: str) -> list[str]:
    """The activities that facts about an actor are about."""
    found = store.asked("SELECT activity_id FROM reach WHERE actor_id = ? ORDER BY activity_id", [actor_id])
    return [activity_id for (activity_id,) in found if store.is_read(activity_id)]


def _own(store: Store, contract: type[Table], actor_id: str) -> list[Raw]:
    """The rows about an actor that are about no activity."""
    return list(store.documents("facts", "actor", [actor_id]).get(actor_id, {}).get(contract.table, ()))


def _of_activities(store: Store, contract: type[Table], ids: Iterable[str]) -> list[Raw]:
    documents = store.documents("facts", "activity", ids)
    return [row for document in documents.values() for row in document.get(contract.table, ())]


def within(store: Store, contract: type[Table], scope: Scope) -> list[Raw]:
    """The rows within a scope, of any day: about its activities, and the actor's own or all that name it."""
    columns = index(contract)
    if "activity_id" not in columns:
        return _own(store, contract, scope.actor_id)
    rows = _of_activities(store, contract, scope.activity_ids)
    if "actor_id" not in columns:
        return rows
    rows += _own(store, contract, scope.actor_id)
    if scope.is_whole_actor:
        others = set(reach(store, scope.actor_id)) - set(scope.activity_ids)
        at = columns["actor_id"]
        rows += [row for row in _of_activities(store, contract, others) if row[at] == scope.actor_id]
    return rows


def facts_of(store: Store, contract: type[Table], scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    """The rows within a scope that were known on the day or before, by column, with the file each came in."""
    found: list[dict[str, Any]] = store.once_a_page(
        ("facts", contract, scope, as_of), lambda: _facts_of(store, contract, scope, as_of)
    )
    return found


def _facts_of(store: Store, contract: type[Table], scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    columns, files = index(contract), whole.files(store)
    day, since, names = as_of.isoformat(), columns["known_from"], readable_columns(contract)
    rows = (row for row in within(store, contract, scope) if row[since] <= day)
    found = named(contract, in_order(rows, [columns[name] for name in names]), names)
    for row in found:
        row["file_name"] = files.get(row["ledger_id"])
    return found


def actor(store: Store, actor_id: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of an actor: one row, or none."""
    since = index(core.Actor)["known_from"]
    rows = known(core.Actor, _own(store, core.Actor, actor_id), as_of)
    newest = sorted(rows, key=lambda row: str(row[since]), reverse=True)[:1]
    return frame(core.Actor, newest, readable_columns(core.Actor))


def former_names(store: Store, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """Names the actor was known by before."""
    columns, day = index(core.Actor), as_of.isoformat()
    name, until, kind = (columns[one] for one in ("actor_name", "known_to", "id_type"))
    latest: dict[str, str] = {}
    for row in _own(store, core.Actor, actor_id):
        if row[kind] == "organisation" and row[name] is not None and row[until] is not None and row[until] <= day:
            latest[row[name]] = max(latest.get(row[name], ""), row[until])
    ordered = sorted(latest.items(), key=lambda one: one[1], reverse=True)
    return [{"actor_name": called, "until": dt.date.fromisoformat(one)} for called, one in ordered]


def legal_forms(store: Store, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """The legal forms of a company in order, with the first day of each; of both registers, as known on the day."""
    day = as_of.isoformat()
    company, own = index(core.Company), index(core.Actor)
    rows = [
        (row[company["legal_form"]], row[company["valid_from"]], 0)
        for row in known(core.Company, _own(store, core.Company, actor_id), as_of)
        if row[company["valid_from"]] <= day
    ]
    rows += [
        (row[own["legal_form"]], row[own["known_from"]], 1)
        for row in _own(store, core.Actor, actor_id)
        if row[own["known_from"]] <= day and row[own["id_type"]] == "organisation"
    ]
    rows.sort(key=lambda row: (row[2], row[1]))
    return [{"legal_form": form, "since": dt.date.fromisoformat(one), "place": place} for form, one, place in rows]


def permits(store: Store, scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    """The permits that an activity or a whole actor has or had."""
    columns = index(core.Permit)
    rows = known(core.Permit, within(store, core.Permit, scope), as_of)
    rows = sorted(rows, key=lambda row: str(row[columns["permit_no"]]))
    rows.sort(key=lambda row: str(row[columns["valid_from"]]), reverse=True)
    return named(core.Permit, rows, readable_columns(core.Permit))


def restrictions(store: Store, scope: Scope, as_of: dt.date) -> list[dict[str, Any]]:
    """Bans and revocations with their legal state on the day, latest first."""
    columns = index(core.Decision)
    rows = [
        row
        for row in known(core.Decision, within(store, core.Decision, scope), as_of)
        if row[columns["effect_class"]] in {"ban", "revocation"}
    ]
    rows.sort(key=lambda row: str(row[columns["decision_id"]]))
    rows.sort(key=lambda row: row[columns["event_date"]] or "", reverse=True)
    return named(core.Decision, rows, readable_columns(core.Decision))


def activity(store: Store, activity_id: str, as_of: dt.date) -> pl.DataFrame:
    """What is known of an activity, as it may be shown: one row, or none."""
    return _activities(store, [activity_id], as_of, None)


def activities(store: Store, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """What is known of some activities, as they may be shown: a row each, those that are not known left out."""
    return _activities(store, activity_ids, as_of, None)


def n_open(store: Store, actor_id: str, as_of: dt.date) -> int:
    """How many open activities an actor runs."""
    columns, day = index(core.ActivityVersion), as_of.isoformat()
    found = 0
    for document in store.documents("facts", "activity", reach(store, actor_id)).values():
        rows = known(core.ActivityVersion, document.get(core.ActivityVersion.table, []), as_of)
        newest = max(rows, key=lambda row: _newest(row, day), default=None)
        found += bool(newest and newest[columns["actor_id"]] == actor_id and newest[columns["is_open"]])
    return found


def activities_of(store: Store, actor_id: str, as_of: dt.date, _: tuple[int, ...] | None = None) -> pl.DataFrame:
    """The activities an actor runs or, by the latest known version, ran; as they may be shown."""
    return _activities(store, reach(store, actor_id), as_of, actor_id)


def _activities(store: Store, ids: Sequence[str], as_of: dt.date, run_by: str | None) -> pl.DataFrame:
    versions, day = index(core.ActivityVersion), as_of.isoformat()
    actor_at, protected = versions["actor_id"], versions["address_protected"]
    documents = store.documents("facts", "activity", ids)
    chosen: list[tuple[Raw, bool, str | None]] = []
    for document in documents.values():
        rows = document.get(core.ActivityVersion.table, [])
        newest = max(known(core.ActivityVersion, rows, as_of), key=lambda row: _newest(row, day), default=None)
        if newest is not None and (run_by is None or newest[actor_at] == run_by):
            chosen.append((newest, any(row[protected] for row in rows), _last_notified(document, as_of)))
    open_at, id_at = versions["is_open"], versions["activity_id"]
    chosen.sort(key=lambda one: (not one[0][open_at], one[0][id_at]))
    found = frame(core.ActivityVersion, [row for row, _, _ in chosen], OF_VERSION)
    actors = _actors(store, {row[actor_at] for row, _, _ in chosen if row[actor_at]}, as_of)
    kinds = [actors.get(row[actor_at], (None, None)) for row, _, _ in chosen]
    notified = [None if last is None else dt.date.fromisoformat(last) for _, _, last in chosen]
    beside = [
        pl.Series("address_protected", [flag for _, flag, _ in chosen], dtype=pl.Boolean),
        pl.Series("id_type", [id_type for id_type, _ in kinds], dtype=pl.String),
        pl.Series("legal_form", [legal_form for _, legal_form in kinds], dtype=pl.String),
        pl.Series("last_notified", notified, dtype=pl.Date),
    ]
    return as_shown(found.hstack(beside))


def _newest(row: Raw, day: str) -> tuple[bool, str, str]:
    columns = index(core.ActivityVersion)
    begun = row[columns["valid_from"]]
    return begun <= day, begun, row[columns["known_from"]]


def _last_notified(document: Mapping[str, list[Raw]], as_of: dt.date) -> str | None:
    at = index(core.Notification)["registered_at"]
    rows = known(core.Notification, document.get(core.Notification.table, []), as_of)
    return max((row[at] for row in rows if row[at] is not None), default=None)


def _actors(store: Store, ids: Iterable[str], as_of: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Kind of number and legal form; remembered, since the largest actors' documents take long to read."""
    columns = index(core.Actor)
    kept: dict[tuple[str, dt.date], tuple[str | None, str | None]] = store.once("kinds of actors", dict)
    wanted = set(ids)
    found = {one: kept[one, as_of] for one in wanted if (one, as_of) in kept}
    for actor_id, document in store.documents("facts", "actor", wanted - found.keys()).items():
        for row in known(core.Actor, document.get(core.Actor.table, []), as_of):
            found[actor_id] = (row[columns["id_type"]], row[columns["legal_form"]])
    if len(kept) > _MOST_KINDS:
        kept.clear()
    kept.update(((one, as_of), told) for one, told in found.items())
    return found


def around(store: Store, contract: type[Table], level: str, entity_id: str) -> pl.DataFrame:
    """The rows about an entity, its actor, and every activity that a fact about the actor is about."""
    columns = index(contract)
    if level == "municipality" or not {"activity_id", "actor_id"} & set(columns):
        return whole_table(store, contract)
    actors = [entity_id] if level == "actor" else _actors_of(store, entity_id)
    activities = sorted({one for actor_id in actors for one in reach(store, actor_id)} | ({entity_id} - set(actors)))
    rows = _of_activities(store, contract, activities) if "activity_id" in columns else []
    for actor_id in actors if "actor_id" in columns else []:
        rows += _own(store, contract, actor_id)
    return contract.cast(frame(contract, rows))


def _actors_of(store: Store, activity_id: str) -> list[str]:
    """Whoever runs or has run an activity, by any version of it."""
    at = index(core.ActivityVersion)["actor_id"]
    rows = _of_activities(store, core.ActivityVersion, [activity_id])
    return sorted({row[at] for row in rows if row[at] is not None})


def places_of(store: Store, actor_id: str) -> tuple[int, ...]:
    """Where in the published file an actor lies, for what is still asked of that."""
    found = store.asked("SELECT place FROM place WHERE actor_id = ? ORDER BY place", [actor_id])
    return tuple(place for (place,) in found)


ANSWERS: Mapping[str, Callable[..., Any]] = {
    "activities_of": activities_of,
    "activity": activity,
    "actor": actor,
    "around": around,
    "facts_of": facts_of,
    "former_names": former_names,
    "legal_forms": legal_forms,
    "permits": permits,
    "places_of": places_of,
    "restrictions": restrictions,
}
