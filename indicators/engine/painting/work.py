"""What a computation may use: memory, threads, and which of the two kernels."""

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: What a row is taken to need while it is laid out: its record, its pairs, and the record on its way.
BYTES_OF_ROW = 64


@dataclass(frozen=True)
class Work:
    """How to compute; never what comes out.

    Attributes:
        memory_mb: what batches, parts and blocks together may take. What does not fit goes through files.
        threads: blocks painted at the same time.
        compiled: the compiled kernel; otherwise, and where numba is missing, the same in numpy.
        block_bits: entities in a block as a power of two; 0 lets the number of rows decide.
    """

    memory_mb: int = 1024
    threads: int = 2
    compiled: bool = True
    block_bits: int = 0

    @property
    def is_compiled(self) -> bool:
        """Whether the compiled kernel is wanted and can be had."""
        return self.compiled and importlib.util.find_spec("numba") is not None

    @contextmanager
    def room_for(self, n_rows: int) -> Iterator[Path | None]:
        """A folder to lay rows out in, removed afterwards, when memory does not do for so many; otherwise None."""
        if n_rows * BYTES_OF_ROW <= self.memory_mb * 2**20:
            yield None
            return
        with tempfile.TemporaryDirectory(prefix="tillsynsradar-") as folder:
            yield Path(folder)
