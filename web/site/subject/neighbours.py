"""Whom an actor is connected to in one hop: an equal table, and a picture with the same rows by number.

Persons are counted, never told. Places in the picture follow from the order of the rows, so that a page looks the same
every time it is opened.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from tables import core
from tables.code_lists import labels_of
from web import paths, queries, wording
from web.network import Network
from web.reading import Reading
from web.site.subject import addresses

#: Nodes beside the one in the middle; the rest stands in the table alone.
MOST = 59
WIDTH, HEIGHT = 720, 420
_RING = 20
#: With no more nodes than these, names stand beside them.
_NAMED = 14
_LONGEST = 26
_NOW = "gäller nu"
#: Ways of being connected that say nothing of who decides.
_LOOSE = frozenset({"samma koncern", "samma adress"})
_DIRECTED = {"takeover": "övertagande från"}
_SOURCES: Mapping[str, str] = core.ActorLink.notes("source")["labels"]


@dataclass(frozen=True)
class Neighbour:
    """One row: who, how, from when to when, by which source. `shape` and `line` are what the picture shows."""

    number: int
    name: str
    relation: str
    when: str
    source: str
    link: str
    shape: str
    line: str


@dataclass(frozen=True)
class Node:
    """A neighbour in the picture."""

    neighbour: Neighbour
    x: str
    y: str
    text_y: str
    text: str


@dataclass(frozen=True)
class Surroundings:
    """The table and the picture."""

    rows: tuple[Neighbour, ...]
    nodes: tuple[Node, ...]
    n_left_out: int


def surroundings(store: Reading, actor_id: str, day: dt.date, network: Network) -> Surroundings:
    """Everything one hop from an actor on a day."""
    told = [
        *_related(store, actor_id, day),
        *_same_group(store, actor_id, day),
        *_counted(store, actor_id, day, network),
    ]
    told = _without_repeats(sorted(told, key=lambda one: (one[3] or "~", one[1], one[0])))
    numbers: dict[str, int] = {}
    for one in told:
        numbers.setdefault(one[4] or one[1], len(numbers) + 1)
    rows = tuple(Neighbour(numbers[one[4] or one[1]], *one) for one in told)
    alone = {row.number: row for row in sorted(rows, key=lambda row: row.line == "now")}
    shown = tuple(alone[number] for number in sorted(alone))
    return Surroundings(rows, _nodes(shown[:MOST]), max(0, len(shown) - MOST))


_Told = tuple[str, str, str, str, str, str, str]


def _without_repeats(told: list[_Told]) -> list[_Told]:
    """Rows without those that say less of what another row says: the same company by the same relation, undated."""
    dated = {(one[4], one[1]) for one in told if one[2] != _NOW}
    return [one for one in told if one[2] != _NOW or (one[4], one[1]) not in dated]


def _related(store: Reading, actor_id: str, day: dt.date) -> list[_Told]:
    rows = queries.relations(store, actor_id, day)
    names = queries.names(store, (row["other_id"] for row in rows), day)
    sources = _sources(store, actor_id, day)
    labels = labels_of("derived_relations") | labels_of("relations") | _DIRECTED
    told = []
    for row in rows:
        other, key = row["other_id"], (row["relation"], row["valid_from"], row["valid_to"])
        is_over = row["valid_to"] is not None and row["valid_to"] <= day
        is_stub = other.startswith("S-")
        told.append((
            wording.sentence(wording.UNKNOWN_ACTOR) if is_stub else paths.named(other, names),
            wording.sentence(labels[row["relation"]]),
            paths.span(row["valid_from"], row["valid_to"]),
            sources.get(key, ""),
            addresses.subject("actor", other),
            "unknown" if is_stub else "actor",
            "over" if is_over else "group" if labels[row["relation"]] in _LOOSE else "now",
        ))  # fmt: skip
    return told


def _sources(store: Reading, actor_id: str, day: dt.date) -> dict[tuple[str, dt.date, dt.date | None], str]:
    """Relation and days → the delivered line that it rests on."""
    files = queries.files(store)
    found = {}
    for row in queries.ways(store, core.ActorLink, actor_id, day):
        if row["other_kind"] == "actor":
            file = files.get(str(row["ledger_id"]))
            line = f" ({file}, rad {row['source_row']})" if file else ""
            found[row["relation"], row["valid_from"], row["valid_to"]] = f"{_SOURCES[row['source']]}{line}"
    return found


def _same_group(store: Reading, actor_id: str, day: dt.date) -> list[_Told]:
    group = [row["other_id"] for row in queries.beside(store, actor_id, day) if row["other_kind"] == "group"]
    names = queries.names(store, group, day)
    source = _SOURCES["company"]
    return [
        (
            paths.named(other, names),
            "Samma koncern",
            _NOW,
            source,
            addresses.subject("actor", other),
            "actor",
            "group",
        )
        for other in group
    ]


def _counted(store: Reading, actor_id: str, day: dt.date, network: Network) -> list[_Told]:
    """What is told as a number only: persons, and other companies at the address."""
    told: list[_Told] = []
    if network.persons:
        persons = wording.counted(network.persons, "person", "personer")
        others = wording.counted(network.actors, "annan aktör", "andra aktörer") if network.actors else "ingen annan"
        struck = f", varav {network.with_ban} med förbud eller återkallelse och {network.with_bankruptcy} med konkurs"
        relation = f"Ägar- och ledningskrets, finns i {others}{struck if network.actors else ''}"
        told.append((persons, relation, _NOW, _SOURCES["company_event"], "", "count", "now"))
    house = sum(row["other_kind"] == "address" for row in queries.beside(store, actor_id, day))
    if house:
        companies = wording.counted(house, "annat bolag", "andra bolag")
        told.append((companies, "Samma adress", _NOW, _SOURCES["company"], "", "count", "group"))
    return told


def _nodes(rows: tuple[Neighbour, ...]) -> tuple[Node, ...]:
    nodes = []
    for place, row in enumerate(rows):
        ring, at = divmod(place, _RING)
        in_ring = min(_RING, len(rows) - ring * _RING)
        angle = 2 * math.pi * (at + ring / 3) / in_ring - math.pi / 2
        reach = 1.0 - 0.24 * ring
        x = WIDTH / 2 + math.cos(angle) * reach * (WIDTH / 2 - 110)
        y = HEIGHT / 2 + math.sin(angle) * reach * (HEIGHT / 2 - 50)
        text_y = y - 20 if y < HEIGHT / 2 else y + 30
        text = _short(row.name) if len(rows) <= _NAMED else ""
        nodes.append(Node(row, f"{x:.0f}", f"{y:.0f}", f"{text_y:.0f}", text))
    return tuple(nodes)


def _short(name: str) -> str:
    name = name.split(" (", maxsplit=1)[0]
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
