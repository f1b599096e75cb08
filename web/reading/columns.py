"""The columns of one list in memory: narrowing, sorting and counting, a few milliseconds whatever the size.

Loaded once a run and list, some twenty bytes a row. What a row says is read by its activity afterwards.
"""

import datetime as dt
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tables.reading.columns import NARROWED, NONE
from tables.reading.names import fold
from web.reading.filters import Choice
from web.reading.search import holding
from web.reading.store import Store

Mask = npt.NDArray[np.bool_]
#: Chosen of a column, the rows where it is not known or may not be shown.
NOT_KNOWN = "-"
#: Answers on how many rows there are of what, kept a list.
_ANSWERS = 256


@dataclass(frozen=True)
class Counts:
    """How many rows a choice leaves, and of each facet how many there would be with each code instead."""

    total: int
    facets: dict[str, dict[str | None, int]]


class Columns:
    """One list of one run. Rows are numbered in the order of the list."""

    def __init__(self, store: Store, target: str, day: dt.date) -> None:
        key = [day.isoformat(), target]
        sql = "SELECT name, data FROM list_column WHERE day = ? AND target = ?"
        kept = dict(store.asked(sql, key))
        self._key, self._store = key, store
        self.codes = _codes(store)
        self.positions: npt.NDArray[np.int32] = np.frombuffer(kept.pop("position", b""), dtype=np.int32)
        self.height = len(self.positions)
        self._orders = {
            name.removeprefix("by "): np.frombuffer(data, dtype=np.int32)
            for name, data in kept.items()
            if name.startswith("by ")
        }
        self._columns = {name: np.frombuffer(kept.get(name, b""), dtype=np.uint16) for name in NARROWED}
        flags = store.asked("SELECT kind, data FROM list_flag WHERE day = ? AND target = ?", key)
        self.flags = {
            kind: np.unpackbits(np.frombuffer(data, dtype=np.uint8), count=self.height).astype(bool)
            for kind, data in flags
        }
        self._counts: OrderedDict[Choice, Counts] = OrderedDict()
        self._lock = threading.Lock()

    def page(self, choice: Choice, sort: str, after: int, n: int, *, descending: bool = False) -> list[int]:
        """The positions of the `n` rows that come after the first `after` of what a choice leaves."""
        mask = self.mask(choice)
        if sort == "position":
            rows: npt.NDArray[np.integer[Any]] = np.flatnonzero(mask)
        else:
            order = self._orders[sort]
            rows = order[mask[order]]
        rows = rows[::-1] if descending else rows
        return [int(one) for one in self.positions[rows[after : after + n]]]

    def mask(self, choice: Choice, leaving_out: str | None = None) -> Mask:
        """Which rows a choice leaves, without what it says of one facet."""
        kept: Mask = np.ones(self.height, dtype=bool)
        for name, codes in choice.coded().items():
            if name != leaving_out:
                found = self._with(name, codes)
                kept &= ~found if name in choice.without else found
        if choice.flag and leaving_out != "flag":
            found = self._flagged(choice.flag)
            kept &= ~found if "flag" in choice.without else found
        if choice.text:
            kept &= self._holding(choice.text)
        if choice.only is not None:
            kept &= self._among(choice.only)
        return kept

    def total(self, choice: Choice) -> int:
        """How many rows a choice leaves."""
        return int(np.count_nonzero(self.mask(choice)))

    def counts(self, choice: Choice) -> Counts:
        """How many rows there are; asked again for the same choice, the answer is at hand."""
        with self._lock:
            if choice in self._counts:
                self._counts.move_to_end(choice)
                return self._counts[choice]
        found = self._counted(choice)
        with self._lock:
            self._counts[choice] = found
            while len(self._counts) > _ANSWERS:
                self._counts.popitem(last=False)
        return found

    def _counted(self, choice: Choice) -> Counts:
        whole = np.flatnonzero(self.mask(choice))
        facets: dict[str, dict[str | None, int]] = {}
        coded = choice.coded()
        for name in NARROWED:
            rows = np.flatnonzero(self.mask(choice, leaving_out=name)) if name in coded else whole
            facets[name] = self._facet(name, rows)
        rows = np.flatnonzero(self.mask(choice, leaving_out="flag")) if choice.flag else whole
        facets["flag"] = {kind: int(np.count_nonzero(held[rows])) for kind, held in self.flags.items()}
        return Counts(len(whole), facets)

    def _facet(self, name: str, rows: npt.NDArray[np.intp]) -> dict[str | None, int]:
        codes, column = self.codes[name], self._columns[name]
        counted = np.bincount(np.minimum(column[rows], len(codes)), minlength=len(codes) + 1)
        found: dict[str | None, int] = {code: int(n) for code, n in zip(codes, counted, strict=False) if n}
        return found | ({None: int(counted[-1])} if counted[-1] else {})

    def _with(self, name: str, codes: tuple[str, ...]) -> Mask:
        numbers = {code: number for number, code in enumerate(self.codes[name])}
        found: Mask = np.zeros(self.height, dtype=bool)
        for code in codes:
            found |= self._columns[name] == numbers.get(code, NONE if code == NOT_KNOWN else NONE - 1)
        return found

    def _flagged(self, kinds: tuple[str, ...]) -> Mask:
        found: Mask = np.zeros(self.height, dtype=bool)
        for kind in kinds:
            if kind in self.flags:
                found |= self.flags[kind]
        return found

    def _holding(self, text: str) -> Mask:
        """Rows whose activity or actor has a name that holds a text, by the names that may be searched."""
        numbers = json.dumps(holding(self._store, fold(text)))
        named = "(SELECT id FROM name WHERE kind = '{}' AND number IN (SELECT value FROM json_each(?)))"
        return self._where(f"activity_id IN {named.format('activity')}", [numbers]) | self._where(
            f"actor_id IN {named.format('actor')}", [numbers]
        )

    def _among(self, activities: frozenset[str]) -> Mask:
        return self._where("activity_id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(activities))])

    def _where(self, condition: str, parameters: list[object]) -> Mask:
        sql = f"SELECT position FROM listed WHERE {condition} AND day = ? AND target = ?"
        positions = [position for (position,) in self._store.asked(sql, [*parameters, *self._key])]
        found: Mask = np.zeros(self.height, dtype=bool)
        found[np.searchsorted(self.positions, np.array(positions, dtype=np.int32))] = True
        return found


def columns_of(store: Store, target: str, day: dt.date) -> Columns:
    """The columns of a list, loaded at the first page that asks for them."""
    found: Columns = store.once(("columns", target, day), lambda: Columns(store, target, day))
    return found


def _codes(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in NARROWED}
    for name, code in store.asked("SELECT name, code FROM code ORDER BY name, number"):
        found[name].append(code)
    return found
