"""What a computation may use: memory, threads, and which of the two kernels."""

import importlib.util
from dataclasses import dataclass


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
