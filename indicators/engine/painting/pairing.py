"""The pairs of entity and value that lanes are painted within: numbered when rows are laid out, block by block."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.categories import test_of
from indicators.engine.painting.fields import Words
from indicators.engine.painting.files import pairs_name
from indicators.engine.painting.steps import steps
from indicators.engine.painting.store import Lines, Numbers, Pairs, Store, pair_name
from indicators.engine.painting.work import Work
from indicators.lanes import Lane


def paired(store: Store, columns: tuple[str, ...], lanes: Sequence[Lane], work: Work, folder: Path | None) -> Pairs:
    """Number the pairs that some lane painted within the columns may touch.

    Raises:
        OverflowError: the values of two columns together are more than can be numbered.
    """
    tests = {test_of(stroke) for lane in lanes if lane.within == columns for stroke in lane.strokes}
    asked = [test in tests for test in store.classes.tests]
    wanted = np.asarray(store.classes.truth[:, asked].any(axis=1))
    fields = store.layout.table()[[store.layout.field(pair_name(column)) for column in columns]]
    if np.prod([int(empty) + 1 for empty in fields[:, 3]], dtype=object) >= 2**62:
        raise OverflowError(f"too many values of {' and '.join(columns)} to be numbered together")
    lines = _room(store.n_rows, folder, columns)
    begins, owners, outers = [0], [], []
    for block in range(store.n_blocks):
        bounds = store.bounds_of(block)
        own = lines[bounds[0] : bounds[-1]]
        owner, outer = _of_block(steps(work), store.words, store.block, bounds, wanted, fields, own)
        owners.append(owner)
        outers.append(outer)
        begins.append(begins[-1] + len(owner))
    nothing = np.empty(0, np.int32)
    return Pairs(lines, np.array(begins), np.concatenate([nothing, *owners]), np.concatenate([nothing, *outers]))


def _of_block(
    by: ModuleType,
    words: Words,
    block: int,
    bounds: Numbers,
    wanted: npt.NDArray[np.bool_],
    fields: Numbers,
    lines: Lines,
) -> tuple[Lines, Lines]:
    counts = np.zeros(block, np.int64)
    by.count_by_entity(words, bounds, wanted, fields, counts)
    begins = np.concatenate([[0], np.cumsum(counts)])
    values = np.empty(int(begins[-1]), np.int64)
    owner, outer = np.empty(len(values), np.int32), np.empty(len(values), np.int32)
    n = by.number_pairs(words, bounds, wanted, fields, begins, values, lines, owner, outer)
    return owner[:n].copy(), outer[:n].copy()


def _room(n_rows: int, folder: Path | None, columns: tuple[str, ...]) -> Lines:
    if folder is None or not n_rows:
        return np.empty(n_rows, np.int32)
    return np.memmap(folder / pairs_name(columns), np.int32, "w+", shape=(n_rows,))
