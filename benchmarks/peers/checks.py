"""Check sums of a column, exact in whole numbers: a plain one, and one that weighs each cell by its entity and date.

Two answers with the same pair for every column are taken as equal; a cell that has moved to another entity or date
shows in the second.
"""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

Sums = dict[str, list[int]]
_BY_ENTITY, _BY_DATE, _MODULUS = 7919, 104729, 1009

#: The weight of a cell in SQL, of an expression for the entity and one for the number of the date.
SQL_WEIGHT = f"(({{entity}}::BIGINT * {_BY_ENTITY} + {{date}}::BIGINT * {_BY_DATE}) % {_MODULUS} + 1)"


def weights(entity: npt.NDArray[np.int64], date_number: int) -> npt.NDArray[np.int64]:
    """The weights of some entities' cells at a date."""
    return (entity.astype(np.int64) * _BY_ENTITY + date_number * _BY_DATE) % _MODULUS + 1


def of_cells(cells: npt.NDArray[np.int64], weight: npt.NDArray[np.int64]) -> list[int]:
    """The pair for one column's cells at one date."""
    whole = cells.astype(np.int64)
    return [int(whole.sum()), int((whole * weight).sum())]


def added(parts: Iterable[Sums]) -> Sums:
    """The sums of several parts together."""
    total: Sums = {}
    for part in parts:
        for name, (plain, weighted) in part.items():
            before = total.get(name, [0, 0])
            total[name] = [before[0] + plain, before[1] + weighted]
    return total


def of_sparse(
    names: Iterable[str],
    entity: npt.NDArray[np.int64],
    date_number: int,
    column: Callable[[str], npt.NDArray[np.int64]],
) -> Sums:
    """The sums of all columns at one date, for the entities that have a row."""
    weight = weights(entity, date_number)
    return {name: of_cells(column(name), weight) for name in names}


def differences(expected: Sums, found: Sums) -> list[str]:
    """The columns that are not the same in both."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
