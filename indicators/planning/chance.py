"""Numbers between 0 and 1 that follow from a seed, a purpose and an identifier, and from nothing else.

Whoever else is in the frame, and in what order, changes no one's number.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_BITS = 53


def uniforms(seed: int, purpose: str, identifiers: Sequence[str]) -> Floats:
    """One number in (0, 1) for each identifier, shape (identifiers,).

    Args:
        seed: the seed of the draw.
        purpose: keeps the numbers of one arm, target and period apart from those of another.
        identifiers: whom the numbers are for.
    """
    key = hashlib.blake2b(f"{seed}\x1f{purpose}".encode(), digest_size=16).digest()
    digests = b"".join(hashlib.blake2b(one.encode(), key=key, digest_size=8).digest() for one in identifiers)
    whole = np.frombuffer(digests, dtype=">u8").astype(np.uint64) >> np.uint64(64 - _BITS)
    return (whole.astype(np.float64) + 0.5) / 2.0**_BITS
