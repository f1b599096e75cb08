"""Our engine from Parquet in arrival order: reading, laying out by entity and painting, all inside the clock."""

import tempfile
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.peers import engine
from benchmarks.peers.generated import Size, write
from benchmarks.peers.measured import Answered, clock
from benchmarks.peers.task import Task

#: Bytes of a row's record at most: above so much of the memory allowed, the store goes through files.
_BYTES_A_ROW = 24


def answer(task: Task) -> Answered:
    """The kernel is compiled beforehand on a handful of rows, as it is when the program is installed."""
    answered = Answered()
    n_rows = pq.read_metadata(task.path).num_rows
    in_files = n_rows * _BYTES_A_ROW > engine.work(task).memory_mb * 2**20
    with tempfile.TemporaryDirectory(dir=task.path.parent) as folder:
        _compiled(task, Path(folder))
        for number in range(task.times):
            place = Path(folder) / str(number)
            place.mkdir()
            with clock(answered):
                prepared = engine.store(task, n_rows, place if in_files else None)
                engine.painted(task, prepared)
        answered.sums = engine.sums(task, prepared)
        answered.notes = {"store": "in files" if in_files else "in memory"}
    return answered


def _compiled(task: Task, folder: Path) -> None:
    few = Task(str(write(folder / "few.parquet", Size(1000, 100))), 100, task.dates, task.columns)
    assert isinstance(engine.painted(few, engine.store(few, 1000, None)), np.ndarray)
    (folder / "few").mkdir()
    engine.store(few, 1000, folder / "few")
