"""Where the rows of a fact table come from: a frame in memory, or Parquet files read a batch at a time.

Rows name their entity by number, in the column `entity`, 0 to n-1.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from indicators.engine.painting.fields import Range, range_of
from tables.months import EPOCH

ENTITY = "entity"


class Rows(Protocol):
    """Rows that can be gone through more than once."""

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The rows in their order, at most about `size` at a time; one empty batch where there are none."""

    def ranges(self, columns: Iterable[str]) -> dict[str, Range]:
        """The range of each column."""


@dataclass(frozen=True)
class FrameRows:
    """Rows in memory."""

    frame: pl.DataFrame

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """Slices; nothing is copied."""
        chosen = self.frame.select(columns)
        for start in range(0, max(1, chosen.height), size):
            yield chosen.slice(start, size)

    def ranges(self, columns: Iterable[str]) -> dict[str, Range]:
        """By looking."""
        return {column: range_of(self.frame[column]) for column in columns}


@dataclass(frozen=True)
class ParquetRows:
    """Rows in Parquet files, in any order, read row group by row group."""

    files: tuple[Path, ...]

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """One batch or more for each row group."""
        import pyarrow.parquet as pq

        for path in self.files:
            file = pq.ParquetFile(path, memory_map=True)
            if not file.metadata.num_rows:
                yield pl.DataFrame(pl.from_arrow(file.schema_arrow.empty_table())).select(columns)
            for batch in file.iter_batches(size, columns=list(columns), use_threads=False):
                yield pl.DataFrame(pl.from_arrow(batch))

    def ranges(self, columns: Iterable[str]) -> dict[str, Range]:
        """From the files' own statistics; columns without them are read."""
        wanted = list(columns)
        told = {column: self._told(column) for column in wanted}
        unknown = [column for column, found in told.items() if found is None]
        found = {column: held for column, held in told.items() if held is not None}
        for batch in self.batches(unknown, 2**18) if unknown else ():
            for column in unknown:
                here = range_of(batch[column])
                found[column] = found[column].joined(here) if column in found else here
        return {column: found.get(column, Range(0, 0)) for column in wanted}

    def _told(self, column: str) -> Range | None:
        """What the files say themselves of days and whole numbers; None where they do not."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        held: Range | None = None
        for path in self.files:
            file = pq.ParquetFile(path)
            place = file.schema_arrow.get_field_index(column)
            form = file.schema_arrow.field(place).type
            if not (pa.types.is_integer(form) or pa.types.is_date32(form)):
                return None
            for group in range(file.metadata.num_row_groups):
                part = file.metadata.row_group(group).column(place)
                here, is_known = _told_by(part)
                if not is_known:
                    return None
                held = held if here is None else here if held is None else held.joined(here)
        return held


def _told_by(part: Any) -> tuple[Range | None, bool]:
    """The range of one column of one row group, None when it is empty throughout; and whether the file tells."""
    told = part.statistics
    if told is not None and told.has_min_max:
        return Range(_number(told.min), _number(told.max)), True
    return None, told is not None and told.null_count == part.num_values


def _number(value: object) -> int:
    return (value - EPOCH).days if hasattr(value, "toordinal") else int(value)  # type: ignore[operator, call-overload, no-any-return]
