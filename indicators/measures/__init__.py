"""The closed vocabulary of measures: what an indicator can ask of the facts.

Every measure says which lanes have to be painted (`lanes`) and what follows from them (`finish`), names the rows behind
a value (`active`), says itself in Swedish (`says`) and is computed naively, row by row (`naive`), which is its
specification. A formula is an expression over measures.
"""

from indicators.measures.across import Isolation, OfActor
from indicators.measures.ageing import AgedSum, DecayedCount
from indicators.measures.base import Measure
from indicators.measures.events import Count, WeightedCount
from indicators.measures.expected import PeerExpected, PeersInCell
from indicators.measures.holding import CountAt, SumAt, WeightedAt
from indicators.measures.lasting import HeldDays, Ongoing, WindowDays
from indicators.measures.latest import DaysSince, DaysSinceFirst, Highest, Latest, MonthsSinceFirst
from indicators.measures.spacing import SpacedCount
from indicators.measures.values_of_events import DecayedDistinct, Distinct, Recurring, SumOfHighest
from indicators.measures.values_that_hold import HeldBoth, MostPer, MostSumPer

__all__ = [
    "AgedSum",
    "Count",
    "CountAt",
    "DaysSince",
    "DaysSinceFirst",
    "DecayedCount",
    "DecayedDistinct",
    "Distinct",
    "HeldBoth",
    "HeldDays",
    "Highest",
    "Isolation",
    "Latest",
    "Measure",
    "MonthsSinceFirst",
    "MostPer",
    "MostSumPer",
    "OfActor",
    "Ongoing",
    "PeerExpected",
    "PeersInCell",
    "Recurring",
    "SpacedCount",
    "SumAt",
    "SumOfHighest",
    "WeightedAt",
    "WeightedCount",
    "WindowDays",
]
