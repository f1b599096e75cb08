"""Conditions compiled away: every row gets one class, and the same strokes paint all rows of a class.

A stroke asks for values of columns. Values that no stroke tells apart are one *group*; the groups of all columns,
taken one column after the other, lead from state to state, where a state is the set of strokes that may still apply.
The states after the last column are the classes. Their number depends on the questions alone, never on the data, and a
row's class costs one look-up per column. Rows that no stroke asks for are in no class (-1) and are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.engine.painting.steps import steps
from indicators.engine.painting.work import Work
from indicators.lanes import Conditions, Lane, Stroke

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
#: What decides whether a stroke asks for a row: `where` and `beyond`.
Test = tuple[Conditions, tuple[str, int] | None]
_WIDE = (pl.Int64, pl.UInt32, pl.UInt64, pl.Int128)
#: A column looked at by value, or (with a bound) by whether its number lies beyond it.
Key = tuple[str, int | None]


def test_of(stroke: Stroke) -> Test:
    """The conditions of a stroke."""
    return stroke.where, stroke.beyond


@dataclass(frozen=True)
class KeyColumn:
    """One column: groups of values that the tests tell apart, and the way from state to state.

    Attributes:
        key: the column, and the bound if it is looked at by size.
        groups: value → group, from 1; everything else, empty included, is group 0. With a bound, `True` is beyond it.
        following: (states before, groups) → state after; -1 where no test can hold any more.
    """

    key: Key
    groups: dict[Any, int]
    following: npt.NDArray[np.int32]

    def advance(self, column: pl.Series, state: Codes, work: Work) -> None:
        """Lead the state of every row on by what it has in the column."""
        numbers, low, places = self._numbered(column)
        width = self.following.shape[1]
        steps(work).advance(numbers, low, places, self.following.ravel(), width, state)

    def _numbered(self, column: pl.Series) -> tuple[Codes, int, Codes]:
        """The rows as numbers, the lowest number that means anything, and the group of each number from there on."""
        bound = self.key[1]
        if bound is not None:
            beyond = (column > bound).cast(pl.Int32).fill_null(1)
            return beyond.to_numpy(), 0, np.array([0, 1, 1], np.int32)
        if isinstance(column.dtype, pl.Enum):
            return self._by_place(column.to_physical(), column.dtype.categories.to_list(), 0)
        if column.dtype == pl.Boolean:
            return self._by_place(column, [False, True], 0)
        if column.dtype.is_integer() and self.groups:
            low, high = min(self.groups), max(self.groups)
            if -(2**30) < low <= high < low + 2**16 < 2**30:
                near = column.cast(pl.Int64).clip(low - 1, high + 1) if column.dtype in _WIDE else column
                return self._by_place(near, list(range(low, high + 1)), low)
        codes = column.replace_strict(self.groups, default=0, return_dtype=pl.Int32).fill_null(0)
        return codes.to_numpy(), 0, np.array([*range(1 + max(self.groups.values(), default=0)), 0], np.int32)

    def _by_place(self, column: pl.Series, values: list[Any], low: int) -> tuple[Codes, int, Codes]:
        """By a table over the values from `low` on; one place more for all others and for empty."""
        places = np.array([*(self.groups.get(value, 0) for value in values), 0], dtype=np.int32)
        return column.cast(pl.Int32).fill_null(low - 1).to_numpy(), low, places


@dataclass(frozen=True)
class Classes:
    """The classes of a scan.

    `truth[c, t]` says whether test t holds for the rows of class c.
    """

    tests: tuple[Test, ...]
    keys: tuple[KeyColumn, ...]
    truth: Bools

    @property
    def n(self) -> int:
        """How many classes there are."""
        return len(self.truth)

    def columns(self) -> set[str]:
        """The columns that decide."""
        return {column.key[0] for column in self.keys}

    def of_rows(self, rows: pl.DataFrame, work: Work) -> Codes:
        """The class of every row, -1 where no test holds."""
        state = np.zeros(rows.height, dtype=np.int32)
        for column in self.keys:
            column.advance(rows[column.key[0]], state, work)
        return state

    @classmethod
    def of(cls, lanes: Sequence[Lane]) -> "Classes":
        """The classes that the strokes of some lanes tell apart."""
        tests = tuple(dict.fromkeys(test_of(stroke) for lane in lanes for stroke in lane.strokes))
        truth, keys = np.ones((1, len(tests)), np.bool_), []
        for key in _keys(tests):
            column, truth = _step(key, tests, truth)
            keys.append(column)
        return cls(tests, tuple(keys), truth)


def _keys(tests: tuple[Test, ...]) -> list[Key]:
    named: set[Key] = {(column, None) for where, _ in tests for column, _ in where}
    bounds: set[Key] = {(beyond[0], beyond[1]) for _, beyond in tests if beyond is not None}
    return sorted(named, key=str) + sorted(bounds, key=str)


def _step(key: Key, tests: tuple[Test, ...], before: Bools) -> tuple[KeyColumn, Bools]:
    """One column more: its groups, and the states that follow, numbered in the order in which they are met."""
    groups, holds = _by_size(key, tests) if key[1] is not None else _by_value(key[0], tests)
    states: dict[bytes, int] = {}
    found: list[Bools] = []
    following = np.full((len(before), len(holds)), -1, np.int32)
    for line, possible in enumerate(before):
        for group, here in enumerate(holds):
            left = possible & here
            if left.any():
                number = states.setdefault(left.tobytes(), len(found))
                if number == len(found):
                    found.append(left)
                following[line, group] = number
    after = np.array(found, np.bool_).reshape(len(found), len(tests))
    return KeyColumn(key, groups, following), after


def _by_value(column: str, tests: tuple[Test, ...]) -> tuple[dict[Any, int], list[Bools]]:
    """Groups of values with the same answers to all tests, and those answers; group 0 is every other value."""
    asked = [dict(where).get(column) for where, _ in tests]
    indifferent = np.array([values is None for values in asked], np.bool_)
    numbers: dict[bytes, int] = {indifferent.tobytes(): 0}
    holds = [indifferent]
    groups: dict[Any, int] = {}
    for value in sorted({value for values in asked if values is not None for value in values}, key=str):
        answers = np.array([values is None or value in values for values in asked], np.bool_)
        number = numbers.setdefault(answers.tobytes(), len(holds))
        if number == len(holds):
            holds.append(answers)
        groups[value] = number
    return groups, holds


def _by_size(key: Key, tests: tuple[Test, ...]) -> tuple[dict[Any, int], list[Bools]]:
    not_beyond = np.array([beyond != key for _, beyond in tests], np.bool_)
    return {True: 1}, [not_beyond, np.ones(len(tests), np.bool_)]
