"""Whom an actor is connected to, one hop out: persons as a number, companies by name, and what has happened there.

Sentences about single ways stand in `paths.py`; the rows come from `queries`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tables import core
from tables.code_lists import labels_of
from tables.serving import Published
from web import paths, queries, wording

#: Facts about what has happened one hop away.
_WAYS: tuple[type[core.Fact], ...] = (core.LinkedEvent, core.PhoenixSign)
#: Relations that happen on a day and do not last.
_MOMENTS = frozenset({"takeover", "taken_over_by", "activity_from", "activity_to"})
#: Relations whose word does not say from which side it is told.
_DIRECTED = {"takeover": "övertagande från"}
#: More companies of a group than these are counted.
_FEW = 10


@dataclass(frozen=True)
class Network:
    """One step out: how many persons, never who; which companies, and the ways to what happened in others."""

    persons: int
    actors: int
    with_ban: int
    with_bankruptcy: int
    relations: tuple[str, ...]
    beside: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


def network(published: Published, actor_id: str, as_of: dt.date) -> Network:
    """The network of an actor as it was known on a day."""
    counts = queries.network(published, actor_id, as_of).row(0, named=True)
    return Network(
        persons=counts["persons"],
        actors=counts["actors"],
        with_ban=counts["with_ban"],
        with_bankruptcy=counts["with_bankruptcy"],
        relations=_relations(published, actor_id, as_of),
        beside=_beside(published, actor_id, as_of),
        ways=_ways(published, actor_id, as_of),
    )


def _relations(published: Published, actor_id: str, as_of: dt.date) -> tuple[str, ...]:
    rows = queries.relations(published, actor_id, as_of)
    names = queries.names(published, (row["other_id"] for row in rows), as_of)
    return tuple(_relation(row, names) for row in rows)


def _relation(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    labels = labels_of("derived_relations") | labels_of("relations") | _DIRECTED
    happened = row["relation"] in _MOMENTS and row["valid_to"] is None
    when = row["valid_from"] if happened else paths.span(row["valid_from"], row["valid_to"])
    other = row["other_id"]
    named = f"{wording.UNKNOWN_ACTOR} {other}" if other.startswith("S-") else paths.named(other, names)
    return f"{wording.sentence(labels[row['relation']])}: {named}, {when}"


def _beside(published: Published, actor_id: str, as_of: dt.date) -> tuple[str, ...]:
    """Companies of the same group by name where they are few, and how many more there are in the house."""
    found = queries.beside(published, actor_id, as_of)
    group, house = ([row["other_id"] for row in found if row["other_kind"] == kind] for kind in ("group", "address"))
    names = queries.names(published, group[:_FEW], as_of)
    said = [f"Samma koncern: {', '.join(paths.named(each, names) for each in group[:_FEW])}"] if group else []
    if len(group) > _FEW:
        said = [f"{said[0]} och {wording.count(len(group) - _FEW)} till"]
    if house:
        said.append(f"Samma adress: {wording.counted(len(house), 'annat bolag', 'andra bolag')}")
    return tuple(said)


def _ways(published: Published, actor_id: str, as_of: dt.date) -> tuple[str, ...]:
    told = []
    for contract in _WAYS:
        rows = sorted(queries.ways(published, contract, actor_id, as_of), key=_happened, reverse=True)
        names = queries.names(published, paths.others(contract, rows), as_of)
        told += paths.sentences(contract, rows, names, as_of)
    return tuple(dict.fromkeys(told))


def _happened(row: Mapping[str, Any]) -> tuple[bool, dt.date | None]:
    return row["event_date"] is None, row["event_date"]
