"""From rows to a store: survey them once, then bring each to its place. Two passes, in bounded memory.

The first pass reads only the columns that decide a row's class, and counts; the second writes every row where its
block and class begins. What does not fit in memory goes through files: rows are first parted by ranges of blocks, and
each part is then brought to order by itself.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.engine.painting.categories import Classes
from indicators.engine.painting.fields import Field, Layout, Range, Words, ordered_bits
from indicators.engine.painting.files import saved
from indicators.engine.painting.pairing import paired
from indicators.engine.painting.rows import ENTITY, Rows
from indicators.engine.painting.steps import steps
from indicators.engine.painting.store import (
    Numbers,
    Store,
    block_bits,
    day_columns,
    number_columns,
    pair_name,
    withins,
)
from indicators.engine.painting.work import Work
from indicators.lanes import Lane

#: What the rows of the first pass tell that the second needs.
Codes = dict[str, dict[object, int]]
BATCH = 2**17


def built(rows: Rows, n_entities: int, lanes: Sequence[Lane], work: Work, n_rows: int, folder: Path | None) -> Store:
    """Lay out rows for some lanes.

    Args:
        rows: rows with `entity`, and the columns that the lanes ask for.
        n_entities: entities are numbered from 0; rows of others are left out.
        lanes: what will be painted.
        work: memory and kernel.
        n_rows: about how many rows there are; decides how many entities make a block.
        folder: where the records are kept as files; in memory when None and they fit.
    """
    classes = Classes.of(lanes)
    bits = work.block_bits or block_bits(n_rows, n_entities)
    survey = _surveyed(rows, lanes, classes, n_entities, bits, work)
    layout = Layout.of(survey.ranges)
    bounds = np.concatenate([[0], np.cumsum(survey.counts)]).astype(np.int64)
    build = _Build(rows, n_entities, classes, bits, survey.codes, layout, bounds, work)
    words = build.in_memory() if folder is None else build.in_files(folder)
    store = Store(layout, classes, n_entities, bits, bounds, words)
    for columns in withins(lanes):
        store.pairs[columns] = paired(store, columns, lanes, work, folder)
    if folder is not None:
        saved(store, lanes, folder)
    return store


@dataclass(frozen=True)
class _Survey:
    ranges: dict[str, Range]
    codes: Codes
    counts: Numbers


def _surveyed(rows: Rows, lanes: Sequence[Lane], classes: Classes, n_entities: int, bits: int, work: Work) -> _Survey:
    """Ranges of the columns, numbers for values that are no numbers, and how many rows each block and class has."""
    values = sorted({column for columns in withins(lanes) for column in columns})
    looked_at = sorted({ENTITY} | classes.columns() | set(values))
    counts = np.zeros(max(1, -(-n_entities >> bits)) * classes.n, dtype=np.int64)
    plain: dict[str, Range] | None = None
    met: dict[str, set[object]] = {}
    for batch in rows.batches(looked_at, BATCH):
        if plain is None:
            plain = _numbered_already(rows, batch, values)
            met = {column: set() for column in values if column not in plain}
        for column, known in met.items():
            known.update(batch[column].drop_nulls().unique())
        steps(work).count_buckets(entities(batch), classes.of_rows(batch, work), bits, classes.n, n_entities, counts)
    codes = {column: {value: code for code, value in enumerate(sorted(known))} for column, known in met.items()}  # type: ignore[type-var]
    kept = rows.ranges(day_columns(lanes) | number_columns(lanes))
    coded = {pair_name(column): Range(0, max(0, len(known) - 1)) for column, known in codes.items()}
    named = {pair_name(column): held for column, held in (plain or {}).items()}
    return _Survey(kept | coded | named, codes, counts)


def _numbered_already(rows: Rows, batch: pl.DataFrame, columns: Sequence[str]) -> dict[str, Range]:
    """The columns whose values are numbers that lie near enough together to be used as they are."""
    ranges = rows.ranges([column for column in columns if batch[column].dtype.is_integer()])
    return {column: held for column, held in ranges.items() if held.high - held.low < 2**31}


def entities(batch: pl.DataFrame) -> npt.NDArray[np.int32]:
    """The number of each row's entity; -1 where it has none."""
    return batch[ENTITY].cast(pl.Int32).fill_null(-1).to_numpy()


@dataclass(frozen=True)
class _Build:
    """The second pass."""

    rows: Rows
    n_entities: int
    classes: Classes
    bits: int
    codes: Codes
    layout: Layout
    bounds: Numbers
    work: Work

    def in_memory(self) -> Words:
        """All records, each written to its place as it comes."""
        words = np.empty((int(self.bounds[-1]), self.layout.n_words), np.uint16)
        nexts = self.bounds[:-1].copy()
        for entity, kind, records in self._records():
            self._scatter(entity, kind, records, 0, nexts, words)
        return words

    def in_files(self, folder: Path) -> Words:
        """The records in one file, written in order: parted by ranges of blocks, then ordered part by part."""
        parts = self._parts()
        width = self.layout.n_words
        path = folder / "records"
        with tempfile.TemporaryDirectory(dir=folder) as temporary, path.open("wb") as out:
            names = [Path(temporary) / str(number) for number in range(len(parts) - 1)]
            self._part(names, parts)
            for name, first, last in zip(names, parts[:-1], parts[1:], strict=True):
                begins, ends = self.bounds[first * self.classes.n], self.bounds[last * self.classes.n]
                ordered = np.empty((int(ends - begins), width), np.uint16)
                nexts = self.bounds[first * self.classes.n : last * self.classes.n] - begins
                self._order(name, first, nexts, ordered)
                ordered.tofile(out)
        shape = (int(self.bounds[-1]), width)
        return np.memmap(path, np.uint16, "r", shape=shape) if shape[0] else np.empty(shape, np.uint16)

    def _parts(self) -> list[int]:
        """Blocks at which parts begin, so that one part of records fits in a quarter of the memory."""
        room = max(1, self.work.memory_mb * 2**20 // 4 // (2 * self.layout.n_words + 8))
        by_block = self.bounds[:: self.classes.n]
        parts = [0]
        while parts[-1] < len(by_block) - 1:
            full = int(np.searchsorted(by_block, by_block[parts[-1]] + room, side="right")) - 1
            parts.append(max(parts[-1] + 1, min(full, len(by_block) - 1)))
        return parts

    def _part(self, names: list[Path], parts: list[int]) -> None:
        """Write each record, with its entity and class before it, to the file of its part."""
        edges = np.array(parts, dtype=np.int64) << self.bits
        files = [name.open("wb") for name in names]
        try:
            for entity, kind, records in self._records():
                kept = (kind >= 0) & (entity >= 0) & (entity < self.n_entities)
                part = np.where(kept, np.searchsorted(edges, entity, side="right") - 1, len(files))
                order = np.argsort(part.astype(np.uint16), kind="stable")
                heads = np.column_stack([entity, kind]).astype(np.int32).view(np.uint16)
                whole = np.column_stack([heads, records])[order]
                begins = np.searchsorted(part[order], np.arange(len(files) + 1))
                for number, file in enumerate(files):
                    whole[begins[number] : begins[number + 1]].tofile(file)
        finally:
            for file in files:
                file.close()

    def _order(self, name: Path, first: int, nexts: Numbers, ordered: Words) -> None:
        whole_width = self.layout.n_words + 4
        with name.open("rb") as file:
            while len(batch := np.fromfile(file, np.uint16, BATCH * whole_width)):
                whole = batch.reshape(-1, whole_width)
                heads = np.ascontiguousarray(whole[:, :4]).view(np.int32)
                entity, kind = np.ascontiguousarray(heads[:, 0]), np.ascontiguousarray(heads[:, 1])
                records, bucket = np.ascontiguousarray(whole[:, 4:]), first * self.classes.n
                self._scatter(entity, kind, records, bucket, nexts, ordered)

    def _scatter(
        self,
        entity: npt.NDArray[np.int32],
        kind: npt.NDArray[np.int32],
        records: Words,
        first_bucket: int,
        nexts: Numbers,
        words: Words,
    ) -> None:
        sources, places = records.view(np.uint64), words.view(np.uint64)
        bits, classes = self.bits, self.classes.n
        steps(self.work).scatter(entity, kind, sources, bits, classes, self.n_entities, first_bucket, nexts, places)

    def _records(self) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Words]]:
        """Batches of entity, class and record, in the order of the rows."""
        columns = {self._column(field) for field in self.layout.fields} | self.classes.columns() | {ENTITY}
        for batch in self.rows.batches(sorted(columns), BATCH):
            entity = entities(batch)
            records = np.zeros((batch.height, self.layout.n_words), np.uint16)
            records[:, 0] = entity & ((1 << self.bits) - 1)
            for field in self.layout.fields:
                self._write(batch[self._column(field)], field, records)
            yield entity, self.classes.of_rows(batch, self.work), records

    def _column(self, field: Field) -> str:
        suffix = pair_name("")
        return field.name.removesuffix(suffix)

    def _write(self, column: pl.Series, field: Field, records: Words) -> None:
        if field.name != column.name and column.name in self.codes:
            column = column.replace_strict(self.codes[column.name], default=None, return_dtype=pl.Int64)
        numbers = ordered_bits(column) if field.is_float else _filled(column, field)
        if not steps(self.work).write_field(numbers, field.base, field.empty, records, field.word, field.words):
            raise ValueError(f"{column.name} holds numbers outside the range that was surveyed")


def _filled(column: pl.Series, field: Field) -> npt.NDArray[np.int32] | npt.NDArray[np.int64]:
    """Whole numbers of 32 or 64 bits, with what stands for empty where the column is."""
    numbers = column.to_physical()
    empty = field.empty if field.words == 4 else field.base + field.empty
    narrow = numbers.dtype in (pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.Boolean)
    fits = narrow and -(2**31) <= empty < 2**31
    return numbers.cast(pl.Int32 if fits else pl.Int64).fill_null(empty).to_numpy()
