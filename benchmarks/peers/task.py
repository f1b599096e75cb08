"""What a peer is asked: which facts, how many questions, at how many dates, how many times."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.peers import questions
from benchmarks.peers.questions import Question
from indicators.windows import AsOf


@dataclass(frozen=True)
class Task:
    """`facts` is the Parquet file in arrival order; `keep` a folder in which a peer may keep what it prepared."""

    facts: str
    entities: int
    dates: int = 12
    columns: int = 80
    times: int = 1
    keep: str = ""
    memory_mb: int = 0

    @cached_property
    def path(self) -> Path:
        """The file with the facts."""
        return Path(self.facts)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked."""
        return questions.asked(self.columns)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return questions.names(self.questions)

    @cached_property
    def as_of(self) -> AsOf:
        """The dates."""
        return AsOf(questions.month_ends(self.dates))

    @cached_property
    def cutoffs(self) -> dict[str, tuple[dt.date, ...]]:
        """Window's name → the last day outside it, date by date."""
        return {
            name: tuple(window.before(day) for day in self.as_of.dates)
            for name, window in questions.windows(self.questions).items()
        }
