"""Columns as fields of a narrow record: one, two or four 16-bit words each.

A day or a whole number is kept as its distance from the smallest one; one more than the largest distance stands for
empty. Numbers with decimals are kept as 64-bit patterns in the same order as the numbers, since they are compared and
never added. Word 0 of a record is the number of the entity within its block.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.engine.painting.opcodes import EMPTY64

Words = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Range:
    """What a column holds: its smallest and largest number or day number, and whether it has decimals."""

    low: int
    high: int
    is_float: bool = False

    def joined(self, other: "Range") -> "Range":
        """The range of both."""
        return Range(min(self.low, other.low), max(self.high, other.high), self.is_float or other.is_float)


@dataclass(frozen=True)
class Field:
    """Where a column stands in the record, and how its words are read.

    Attributes:
        word, words: first word, and how many.
        base: what is added to what is stored.
        empty: what is stored where the column is empty.
        highest: the largest absolute value it gives.
    """

    name: str
    word: int
    words: int
    base: int
    empty: int
    highest: int
    is_float: bool = False


@dataclass(frozen=True)
class Layout:
    """The record of one scan."""

    fields: tuple[Field, ...]

    @classmethod
    def of(cls, ranges: Mapping[str, Range]) -> "Layout":
        """As narrow as the columns allow, in the order of their names."""
        fields, word = [], 1
        for name, held in sorted(ranges.items()):
            words = 4 if held.is_float else _words(held)
            base, empty = (0, EMPTY64) if words == 4 else (held.low, held.high - held.low + 1)
            fields.append(Field(name, word, words, base, empty, max(abs(held.low), abs(held.high)), held.is_float))
            word += words
        return cls(tuple(fields))

    @property
    def n_words(self) -> int:
        """The length of a record: whole 64-bit words, as these are what is moved."""
        return -(-(1 + sum(field.words for field in self.fields)) // 4) * 4

    def field(self, name: str) -> int:
        """The number of a column's field.

        Raises:
            KeyError: the record does not have the column.
        """
        names = [field.name for field in self.fields]
        if name not in names:
            raise KeyError(f"{name!r} is not in the record; it has {', '.join(names)}")
        return names.index(name)

    def table(self) -> npt.NDArray[np.int64]:
        """(fields, 4): word, words, base, empty."""
        rows = [(field.word, field.words, field.base, field.empty) for field in self.fields]
        return np.array(rows, dtype=np.int64).reshape(len(rows), 4)


def ordered_bits(column: pl.Series) -> Numbers:
    """Numbers with decimals as whole numbers in the same order; empty and NaN as the smallest."""
    numbers = column.cast(pl.Float64).fill_null(np.nan).to_numpy() + 0.0  # -0.0 and 0.0 are one number
    bits = numbers.view(np.int64)
    ordered = np.where(bits < 0, bits ^ np.int64(2**63 - 1), bits)
    return np.where(np.isnan(numbers), EMPTY64, ordered)


def numbers_of(ordered: Numbers) -> npt.NDArray[np.float64]:
    """The numbers behind `ordered_bits`; NaN for the smallest."""
    bits = np.where(ordered < 0, ordered ^ np.int64(2**63 - 1), ordered)
    return np.where(ordered == EMPTY64, np.nan, bits.view(np.float64))


def range_of(column: pl.Series) -> Range:
    """The range of a column; an empty one holds just 0.

    Raises:
        TypeError: the column holds neither days nor numbers.
    """
    if column.dtype.is_float():
        return Range(0, 0, is_float=True)
    if not (column.dtype in {pl.Date, pl.Boolean} or column.dtype.is_integer()):
        raise TypeError(f"{column.name} holds {column.dtype}: neither days nor numbers")
    numbers = column.to_physical().cast(pl.Int64)
    low, high = numbers.min(), numbers.max()
    return Range(0, 0) if low is None or high is None else Range(int(low), int(high))  # type: ignore[arg-type]


def _words(held: Range) -> int:
    span = held.high - held.low + 1
    return 1 if span < 2**16 else 2 if span < 2**32 else 4
