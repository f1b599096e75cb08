"""The closed vocabulary of measures: what an indicator can ask of the facts.

Every measure computes in bulk (`lane`), names the rows behind a value (`active`), says itself in Swedish (`says`) and
is computed naively, row by row (`naive`), which is its specification. A formula is an expression over measures.
"""

from indicators.measures.base import Measure
from indicators.measures.counting import (
    AgedSum,
    Count,
    DecayedCount,
    SpacedCount,
    WeightedCount,
)
from indicators.measures.expected import PeerExpected
from indicators.measures.holding import CountAt, HeldDays, Ongoing, SumAt, WindowDays
from indicators.measures.latest import DaysSince, Highest

__all__ = [
    "AgedSum",
    "Count",
    "CountAt",
    "DaysSince",
    "DecayedCount",
    "HeldDays",
    "Highest",
    "Measure",
    "Ongoing",
    "PeerExpected",
    "SpacedCount",
    "SumAt",
    "WeightedCount",
    "WindowDays",
]
