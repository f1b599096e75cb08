"""Reading records in numpy: what rows have in a field."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def stored(words: Array, rows: Array, word: int, n_words: int) -> Array:
    """What rows have in a field, as stored."""
    held: Array = words[rows, word].astype(np.int64)
    for number in range(1, n_words):
        held |= words[rows, word + number].astype(np.int64) << (16 * number)
    return held


def fields_are_filled(words: Array, rows: Array, fields: Array) -> npt.NDArray[np.bool_]:
    """Which rows have something in every field."""
    filled = np.ones(len(rows), np.bool_)
    for word, n_words, _, empty in fields:
        filled &= stored(words, rows, word, n_words) != empty
    return filled
