"""Repeated messages from one sender, counted with space between them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.lanes import Lane
from indicators.measures import words
from indicators.measures.base import Painted, Row, Values, Where
from indicators.measures.events import Events
from indicators.windows import AsOf, Months, Window


@dataclass(frozen=True)
class SpacedCount(Events):
    """Events in the window, of which those from one sender (`by`) count once per `days` days.

    Counted from the sender's first event in the window onwards, each that lies at least `days` days after the last one
    counted; of several on one day, one that is not halved. Events without a sender count each. Rows that meet `halved`
    weigh one half.
    """

    last: Window | None = field(default_factory=lambda: Months(12))
    by: str = "sender_key"
    days: int = 30
    halved: Where = field(default_factory=dict, hash=False)

    def lanes(self) -> tuple[Lane, ...]:
        """One spaced lane; whole rows weigh 2 where some are halved."""
        strokes = (self.stroke(times=2), self.stroke(times=-1, also=self.halved)) if self.halved else (self.stroke(),)
        return (Lane("spaced", strokes, within=(self.by,), day=self.date, apart=self.days),)

    def finish(self, painted: Sequence[Painted], as_of: AsOf) -> Values:  # noqa: ARG002 - painted says it all
        """Divided once."""
        return painted[0] / (2 if self.halved else 1)

    def naive(self, rows: Iterable[Row], as_of: dt.date) -> float | None:
        """One by one, sender by sender."""
        return sum(self.weight(row) for row in self.counted(rows, as_of)) / 2

    def counted(self, rows: Iterable[Row], as_of: dt.date) -> list[Row]:
        """The rows that count, each with its weight; the earliest first."""
        taken: dict[str, dt.date] = {}
        chosen = []
        for row in sorted(self.inside(rows, as_of), key=lambda row: (row[self.date], -self.weight(row))):
            sender, day = row[self.by], row[self.date]
            if sender is not None and sender in taken and day < taken[sender] + dt.timedelta(days=self.days):
                continue
            chosen.append(row)
            if sender is not None:
                taken[sender] = day
        return chosen

    def weight(self, row: Row) -> int:
        """What a row weighs, in halves."""
        is_halved = bool(self.halved) and all(row[column] in values for column, values in self.halved.items())
        return 1 if is_halved else 2

    def says(self) -> str:
        """In Swedish."""
        same = f"samma {words.column(self.fact, self.by)} räknas en gång per {self.days} dagar"
        said = f"antal {self._rows()}{self._window()}; {same}"
        halved = words.rows(self.fact, self.halved) if self.halved else ""
        return f"{said}; {halved} väger en halv" if halved else said

    def columns(self) -> set[str]:
        """What it reads."""
        return super().columns() | {self.by, *self.halved}
