"""Compiled reading of records: what a row has in a field."""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

import numpy as np

from indicators.engine.painting.compiling import compiled


@compiled
def stored(words, row, word, width):
    """What a row has in a field, as stored."""
    if width == 1:
        return np.int64(words[row, word])
    if width == 2:
        return np.int64(words[row, word]) | (np.int64(words[row, word + 1]) << 16)
    low = np.int64(words[row, word]) | (np.int64(words[row, word + 1]) << 16)
    high = np.int64(words[row, word + 2]) | (np.int64(words[row, word + 3]) << 16)
    return low | (high << 32)
