"""One value in the groups it could be compared within: the one that is used, and the wider ones around it."""

import functools
import json
from dataclasses import dataclass

import polars as pl

from indicators.registry import catalogue
from tables.code_lists import code_list
from web import wording
from web.explanation import Value, group_words
from web.reading import Reading, Spread
from web.site.subject import drawing, peers

_SQL = (
    "SELECT peer_group, n, low, q1, median, q3, high FROM spread JOIN indicator USING (number) "
    "WHERE day = ? AND indicator_id = ? AND level = ? AND peer_group IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True)
class InGroup:
    """A value in one group: what the group is called and holds, and where in it the value lies."""

    name: str
    n: int
    quartiles: tuple[str, str, str]
    plot: drawing.DotPlot | None
    place: str
    is_used: bool


def groups_around(store: Reading, value: Value) -> tuple[InGroup, ...]:
    """The group that is used and the wider ones with more known values, narrowest first; none where nothing is wider.

    Args:
        store: the run in force.
        value: a known value that is compared.
    """
    own = peers.group_of(store, value)
    known = catalogue().get(value.indicator_id)
    if own is None or value.value is None or known is None:
        return ()
    names = (own, *wider(own))
    rows = store.asked(_SQL, [value.as_of.isoformat(), value.indicator_id, peers.CODES[value.level], json.dumps(names)])
    held = {row[0]: Spread(*row[1:]) for row in rows}
    found: list[InGroup] = []
    for name in names:
        spread = held.get(name)
        if spread is not None and (not found or spread.n > found[-1].n):
            found.append(_in_group(name, spread, value.value, known.unit.value, is_used=name == own))
    return tuple(found) if len(found) > 1 else ()


def wider(group: str) -> tuple[str, ...]:
    """The groups that hold a group, narrowest first: without size, without operator, and the family of the form."""
    parts = group.split("/")
    family = _families().get(parts[0])
    return (*("/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)), *((family,) if family else ()))


def place_in(value: float, spread: Spread) -> str:
    """Between which marks of a spread a value lies, in words."""
    if spread.low == spread.high == value:
        return "som nästan alla"
    marks = (spread.low, spread.q1, spread.median, spread.q3, spread.high)
    return _PLACES[sum(value > mark for mark in marks)]


_PLACES = (
    "bland de 5 % lägsta",
    "i den lägsta fjärdedelen",
    "i den näst lägsta fjärdedelen",
    "i den näst högsta fjärdedelen",
    "i den högsta fjärdedelen",
    "bland de 5 % högsta",
)


@functools.cache
def _families() -> dict[str, str]:
    rows = code_list("forms").filter(pl.col("family").is_not_null()).select("code", "family")
    return dict(rows.iter_rows())


def _in_group(name: str, spread: Spread, value: float, unit: str, *, is_used: bool) -> InGroup:
    q1, median, q3 = (wording.value_text(one, unit) for one in (spread.q1, spread.median, spread.q3))
    drawn = drawing.dot_plot(value, spread)
    return InGroup(group_words(name) or name, spread.n, (q1, median, q3), drawn, place_in(value, spread), is_used)
