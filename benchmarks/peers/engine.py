"""Our engine: rows laid out by entity and class, painted block by block, and the answers of each block worked out.

Where the whole answer takes no more than half a gigabyte it is kept, as the peers keep theirs, in 32-bit numbers;
larger ones are handed on block by block and dropped, which is how the engine is meant to be used.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.peers import checks
from benchmarks.peers.engine_lanes import answered, lanes_of
from benchmarks.peers.task import Task
from indicators.engine.painting.building import built
from indicators.engine.painting.rows import ParquetRows
from indicators.engine.painting.store import Store
from indicators.engine.painting.walk import Block, Painter, walk
from indicators.engine.painting.work import Work
from indicators.lanes import Lane
from indicators.windows import AsOf

_KEPT_BYTES = 512 * 2**20
Matrix = npt.NDArray[np.int32]


def lanes(task: Task) -> list[Lane]:
    """All lanes, each once."""
    return list(dict.fromkeys(lane for question in task.questions for lane in lanes_of(question)))


def work(task: Task) -> Work:
    """Half of a hard cap is the engine's to use: the interpreter and its libraries are in it too."""
    return Work(memory_mb=task.memory_mb // 2 or 1024, threads=2)


def store(task: Task, n_rows: int, folder: Path | None) -> Store:
    """From Parquet in arrival order."""
    return built(ParquetRows((task.path,)), task.entities, lanes(task), work(task), n_rows, folder)


def painted(task: Task, prepared: Store) -> Matrix | None:
    """All answers, (columns, dates, entities) where they are kept."""
    shape = (len(task.names), len(task.as_of.dates), task.entities)
    kept = np.empty(shape, np.int32) if np.prod(shape) * 4 <= _KEPT_BYTES else None
    _each_block(task, prepared, task.as_of, lambda block: _made(task, block, kept))
    return kept


def sums(task: Task, prepared: Store) -> checks.Sums:
    """Check sums, block by block."""
    parts: list[checks.Sums] = []
    _each_block(task, prepared, task.as_of, lambda block: parts.append(_sums_of(task, block)))
    return checks.added(parts)


def _each_block(task: Task, prepared: Store, as_of: AsOf, make: Callable[[Block], None]) -> None:
    for _ in walk(Painter(prepared, lanes(task), as_of, work(task)), make):
        pass


def _made(task: Task, block: Block, kept: Matrix | None) -> None:
    for place in range(len(task.questions)):
        answer = _answer(task, block, place)
        if kept is not None:
            kept[place, :, block.first : block.last] = answer.T


def _answer(task: Task, block: Block, place: int) -> npt.NDArray[np.int64]:
    owner = block.owner.get(("source",), np.empty(0, np.int64))
    return answered(task.questions[place], block.lanes, owner, block.last - block.first, task.as_of)


def _sums_of(task: Task, block: Block) -> checks.Sums:
    entity = np.arange(block.first, block.last)
    parts: list[checks.Sums] = []
    for place, name in enumerate(task.names):
        answer = _answer(task, block, place)
        columns = enumerate(answer.T)
        parts.extend({name: checks.of_cells(cells, checks.weights(entity, number))} for number, cells in columns)
    return checks.added(parts)
