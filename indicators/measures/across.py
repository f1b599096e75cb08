"""Measures that look across: at the actor that runs an activity, and at all the other indicators."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from indicators.lanes import Lane
from indicators.measures.base import Measure, Painted, Row, Values
from indicators.windows import AsOf
from tables.core import ActivityVersion, Fact


@dataclass(frozen=True, init=False)
class OfActor(Measure):
    """A measure of the actor that runs the activity at T, for the activity; nothing where it is not open at T."""

    of: Measure = field(kw_only=True)

    def __init__(self, of: Measure) -> None:
        for name, value in {
            "fact": of.fact,
            "where": of.where,
            "else_actor": False,
            "about": of.about,
            "of": of,
        }.items():
            object.__setattr__(self, name, value)

    def lanes(self) -> tuple[Lane, ...]:
        """Those of the measure, for actors."""
        return self.of.lanes()

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:
        """The measure for actors; each activity gets that of the actor that runs it."""
        return self.of.finish(painted, as_of)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """From the rows of the actor."""
        return self.of.naive(rows, as_of)

    def active(self, as_of: dt.date) -> pl.Expr:
        """Among the rows of the actor."""
        return self.of.active(as_of)

    def says(self) -> str:
        """In Swedish."""
        return f"{self.of.says()}, hos aktören"

    def columns(self) -> set[str]:
        """What it reads."""
        return self.of.columns()


@dataclass(frozen=True)
class Isolation(Measure):
    """How unlike its peers an activity is over all the other indicators, as a share of the peers from 0 to 1.

    Computed in a second pass over the standardised values (`indicators/peers/isolation.py`); no facts are asked.
    """

    fact: type[Fact] = ActivityVersion

    def lanes(self) -> tuple[()]:
        """Nothing is painted."""
        return ()

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - needs all indicators
        """Not known from facts."""
        return np.full((1, len(as_of.dates)), np.nan)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:  # noqa: ARG002 - needs all indicators
        """Not defined by rows."""
        return None

    def active(self, as_of: dt.date) -> pl.Expr:  # noqa: ARG002 - the other indicators stand behind it
        """No rows of its own."""
        return pl.lit(value=False)

    def says(self) -> str:
        """In Swedish."""
        return "hur olik jämförbara verksamheten är i alla andra indikatorer, som andel av dem"
