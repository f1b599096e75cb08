"""The form between measures and engine: what is painted, from which day to which, with what weight.

A fact counts at T when it is known, not withdrawn, of the right age and in force. Each of these conditions begins or
ends on one day, so that together they are one run of as-of dates. A *stroke* paints such runs; a *lane* is what the
strokes of one measure leave behind, one number for each entity and date. Measures are compiled to lanes, lanes are
painted by the engine, and equal lanes are painted once, whoever asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from indicators.windows import TODAY, Window

#: Column → the values that count; sorted pairs, so that equal conditions are equal objects.
Conditions = tuple[tuple[str, tuple[Any, ...]], ...]
Operation = Literal["sum", "max", "latest", "spaced"]


def conditions(where: Mapping[str, tuple[Any, ...]]) -> Conditions:
    """A measure's `where` as a value that can be compared and hashed."""
    return tuple(sorted((column, tuple(values)) for column, values in where.items()))


@dataclass(frozen=True)
class Edge:
    """Reached on the first date T for which the day `back` before T is on or after the row's `column` + `shift` days.

    A row whose column is empty never reaches it.
    """

    column: str
    back: Window = TODAY
    shift: int = 0


@dataclass(frozen=True)
class Stroke:
    """Paints `times` (multiplied by the number or day number in `column`, if any) from the last start to the first end.

    Runs are half-open, and always cut to the row's run of knowledge. An empty `column` paints nothing. `beyond` keeps
    rows whose number in a column is larger; an empty one counts.
    """

    where: Conditions
    starts: tuple[Edge, ...]
    ends: tuple[Edge, ...] = ()
    times: int = 1
    column: str | None = None
    beyond: tuple[str, int] | None = None


@dataclass(frozen=True)
class Lane:
    """What is left per entity (or per entity and value of the columns `within`) and date.

    Attributes:
        operation: `sum` of what was painted (0 where nothing); `max` of it (`NOTHING` where nothing); `latest`: the
            number in `value` of the row with the latest `day`, the highest where several share it, an empty one being
            below every number (NaN where nothing, or nothing but an empty one; yes and no are 1 and 0);
            `spaced`: as `sum`, per entity, but of the rows that share a value of `within` only those whose `day` lies
            at least `apart` days from the last one counted, the first being the earliest, and the heaviest where
            several share a day. A row weighs the sum of the strokes that it meets.
        within: columns; the lane is painted per entity and combination of their values. Rows where one is empty fall
            away (`spaced`: count each).
    """

    operation: Operation
    strokes: tuple[Stroke, ...]
    within: tuple[str, ...] = ()
    day: str | None = None
    value: str | None = None
    apart: int = 0

    def __hash__(self) -> int:
        """Worked out once: lanes are looked up for every block."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.operation, self.strokes, self.within, self.day, self.value, self.apart))


#: Stands in a `max` lane where no row was painted.
NOTHING = -(2**62)
