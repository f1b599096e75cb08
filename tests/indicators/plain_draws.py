"""The draws in their plainest form: one activity, one draw and one number at a time, with Python's own integers.

It shares no code with `indicators/scoring/drawing.py`, only what that module says about where random numbers come from.
"""

import hashlib
import math
from fractions import Fraction

MASK = 2**64 - 1
STEP = 0x9E3779B97F4A7C15


def mixed(state):
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
    return state ^ (state >> 31)


class Stream:
    """Uniform numbers that follow from an entity, an indicator and the number of a draw."""

    def __init__(self, seed, as_of, indicator, entity, draw):
        of_indicator = digest(f"{seed}|{as_of}|{indicator}")
        self.state = digest(entity) ^ mixed((of_indicator + (draw + 1) * STEP) & MASK)

    def uniform(self):
        self.state = (self.state + STEP) & MASK
        return ((mixed(self.state) >> 11) + 0.5) * 2.0**-53

    def gamma(self, shape):
        boost = 1.0
        if shape < 1.0:
            boost, shape = self.uniform() ** (1.0 / shape), shape + 1.0
        d = shape - 1.0 / 3.0
        c = 1.0 / math.sqrt(9.0 * d)
        while True:
            x = math.sqrt(-2.0 * math.log(self.uniform())) * math.cos(2.0 * math.pi * self.uniform())
            v = (1.0 + c * x) ** 3
            if v > 0.0 and math.log(self.uniform()) < 0.5 * x * x + d - d * v + d * math.log(v):
                return boost * d * v


def digest(text):
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def places(scores):
    """First and last place of each, equals sharing theirs."""
    return [(1 + sum(other > score for other in scores), sum(other >= score for other in scores)) for score in scores]


def summary(scores_by_draw, top_share=0.05):
    """Per row: 5th percentile of first places, 95th of last ones, probability of the top."""
    draws, n = len(scores_by_draw), len(scores_by_draw[0])
    seats = math.ceil(top_share * n)
    found = [places(scores) for scores in scores_by_draw]
    at_low, at_high = int(0.05 * (draws - 1)), math.ceil(0.95 * (draws - 1))
    result = []
    for row in range(n):
        own = [each[row] for each in found]
        inside = [
            min(Fraction(1), max(Fraction(0), Fraction(seats - first + 1, last - first + 1))) for first, last in own
        ]
        low = sorted(first for first, _ in own)[at_low]
        high = sorted(last for _, last in own)[at_high]
        result.append((low, high, float(sum(inside) / draws)))
    return result
