"""Edges as small tables: for every day that a column can hold, the first as-of date that it reaches.

The day on which a row begins or ceases to count is looked up, never computed: one search for each day that occurs in a
column, instead of one for each row.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.fields import Layout
from indicators.lanes import Edge
from indicators.windows import AsOf

#: Dates are numbered in 16 bits.
MOST_DATES = 2**16 - 1


@dataclass
class EdgeTables:
    """All edges that the strokes of a scan ask for, each once."""

    layout: Layout
    as_of: AsOf
    numbers: dict[Edge, int] = field(default_factory=dict)
    tables: list[npt.NDArray[np.uint16]] = field(default_factory=list)

    def number(self, edge: Edge) -> int:
        """The number of an edge; a new one gets its table."""
        if edge not in self.numbers:
            self.numbers[edge] = len(self.tables)
            self.tables.append(reached(edge, self.layout, self.as_of))
        return self.numbers[edge]

    def places(self) -> npt.NDArray[np.int64]:
        """(edges, 2): field, and where its table begins."""
        begins = np.concatenate([[0], np.cumsum([len(table) for table in self.tables])[:-1]])
        fields = [self.layout.field(edge.column) for edge in self.numbers]
        return np.column_stack([fields, begins]).astype(np.int64)

    def joined(self) -> npt.NDArray[np.uint16]:
        """All tables, one after the other."""
        return np.concatenate(self.tables)

    def within(self, narrow: int, wide: int) -> bool:
        """Whether edge `narrow` is reached no later than `wide` by every row: same column, nowhere a later date."""
        edges = list(self.numbers)
        same = edges[narrow].column == edges[wide].column
        return same and bool((self.tables[narrow] <= self.tables[wide]).all())


def reached(edge: Edge, layout: Layout, as_of: AsOf) -> npt.NDArray[np.uint16]:
    """Stored day → number of the first date that reaches it; the number of dates where none does, or it is empty.

    Raises:
        ValueError: there are more dates than can be numbered.
    """
    if len(as_of.dates) > MOST_DATES:
        raise ValueError(f"at most {MOST_DATES} as-of dates are computed together, not {len(as_of.dates)}")
    column = layout.fields[layout.field(edge.column)]
    days = column.base + edge.shift + np.arange(column.empty + 1, dtype=np.int64)
    table = np.searchsorted(as_of.cutoffs(edge.back), days, side="left")
    table[column.empty] = len(as_of.dates)
    return table.astype(np.uint16)
