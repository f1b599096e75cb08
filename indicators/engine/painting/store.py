"""Facts laid out for painting: narrow records, block of entities by block, class by class; in memory or in files.

Order inside a bucket (the rows of one block and class) does not matter to any lane, so a counting sort is enough. The
same layout serves frames in memory and registers larger than memory: there the arrays are memory-mapped files that are
written once, in order, and read a block at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.categories import Classes
from indicators.engine.painting.fields import Layout, Words
from indicators.engine.painting.program import GONE, KNOWN
from indicators.lanes import Lane

Numbers = npt.NDArray[np.int64]
Lines = npt.NDArray[np.int32]
#: Rows that a block of entities should have: its records and planes then stay in the near caches.
ROWS_OF_BLOCK = 2**16
SMALLEST_BLOCK, LARGEST_BLOCK = 2**6, 2**10


def pair_name(column: str) -> str:
    """The field with the number of a column's value, for lanes painted within it."""
    return f"{column} (number of its value)"


@dataclass(frozen=True)
class Pairs:
    """The pairs of entity and value of a store, for lanes painted within some columns.

    Attributes:
        lines: (rows,): the pair of each row, numbered within its block; the number of pairs of the block where none.
        begins: (blocks + 1,): where each block's pairs begin.
        owner: (pairs,): the entity within its block, ascending.
        outer: (pairs,): the number, within the block, of the pair of entity and first value, ascending.
    """

    lines: Lines
    begins: Numbers
    owner: Lines
    outer: Lines


@dataclass(frozen=True)
class Store:
    """The rows of one fact table (or view), laid out for the lanes it was made for.

    Attributes:
        n_entities: entities are numbered from 0; `block` of them are painted together.
        bounds: (blocks * classes + 1,): where the rows of each block and class begin.
        words: (rows, words): the records.
        pairs: columns that lanes are painted within → pairs.
    """

    layout: Layout
    classes: Classes
    n_entities: int
    block_bits: int
    bounds: Numbers
    words: Words
    pairs: dict[tuple[str, ...], Pairs] = field(default_factory=dict)

    @property
    def block(self) -> int:
        """How many entities are painted together."""
        return 1 << self.block_bits

    @property
    def n_blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.n_entities // self.block)

    @property
    def n_rows(self) -> int:
        """How many rows are kept."""
        return int(self.bounds[-1])

    @property
    def most_rows(self) -> int:
        """The largest number of rows of a block."""
        edges = self.bounds[:: max(1, self.classes.n)]
        return int(np.diff(edges).max(initial=0))

    def bounds_of(self, block: int) -> Numbers:
        """Where the classes of a block begin, and the last one ends."""
        return self.bounds[block * self.classes.n : (block + 1) * self.classes.n + 1]


def day_columns(lanes: Sequence[Lane]) -> set[str]:
    """The columns of all edges, those of knowledge among them."""
    edges = [KNOWN, GONE, *(e for lane in lanes for s in lane.strokes for e in (*s.starts, *s.ends))]
    return {edge.column for edge in edges}


def number_columns(lanes: Sequence[Lane]) -> set[str]:
    """The columns whose numbers or days are painted."""
    named = [name for lane in lanes for name in (lane.value, lane.day, *(s.column for s in lane.strokes))]
    return {name for name in named if name is not None}


def withins(lanes: Sequence[Lane]) -> tuple[tuple[str, ...], ...]:
    """The columns that lanes are painted within, each combination once."""
    return tuple(sorted({lane.within for lane in lanes if lane.within}))


def block_bits(n_rows: int, n_entities: int) -> int:
    """So many entities (as a power of two) that a block has about `ROWS_OF_BLOCK` rows."""
    wanted = ROWS_OF_BLOCK * max(1, n_entities) // max(1, n_rows)
    most = min(LARGEST_BLOCK, max(SMALLEST_BLOCK, 1 << max(0, n_entities - 1).bit_length()))
    return int(np.clip(wanted, SMALLEST_BLOCK, most)).bit_length() - 1
