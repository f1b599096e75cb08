"""The eighty questions of the benchmark: the catalogue's own mix of measures, asked of one table of facts.

The mix. Going through the definitions of all eighty indicators and writing down every measure that one of them asks
for, shared ones once, gives 96 questions, which are scaled to eighty columns:

| asked for | by the catalogue | here |
| --- | --- | --- |
| events in a window (plain, spaced, parts of shares) | 33 | 27 |
| events weighed by a code | 3 | 3 |
| events that decay | 3 | 3 |
| sums weighed by age | 2 | 2 |
| days since the latest (and since the first, months) | 7 | 6 |
| the highest rank in a window | 5 | 4 |
| different values of a column with a small domain | 5 | 4 |
| what holds at T, or held a year before | 19 | 16 |
| sums of what holds at T, or held a year before | 7 | 6 |
| the latest figure (annual reports) | 12 | 9 |

Left out on purpose: what needs a second table (who runs an activity, links between actors) and what is worked out from
the columns here (shares, ratios, logarithms, standing), since every peer would do that in the same way afterwards.

Answers are whole numbers, so that peers can be compared exactly: decayed counts are told in 365ths, aged sums in
sixths. Nothing is 0, also for "days since" and "latest".
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from indicators.windows import Days, Months, Window

Form = Literal["count", "weighted", "decayed", "aged", "since", "highest", "distinct", "held", "held_sum", "latest"]

#: Kinds of fact: 0-7 happen on a day, 8-11 last until a day or further notice.
EVENTS, LASTING = tuple(range(8)), tuple(range(8, 12))
#: Severity → weight, for `weighted`.
WEIGHTS = {2: 4, 3: 20, 4: 50}
#: Window → weight in sixths, for `aged`.
STEPS = ((Months(12), 3), (Months(24), 2), (Months(36), 1))
#: Days of full weight, and days until nothing is left, for `decayed`.
FULL, GONE = 365, 730
#: Multiplier that lets a day and a figure share a number, so that the latest figure is a highest one.
SHIFT = 2**20


@dataclass(frozen=True)
class Question:
    """One column: of facts of these kinds (and severities, and sources), this form, in this window.

    `window` is how far back events count (`None` = any time); for what holds, how long before T it is asked about
    (`None` = at T).
    """

    form: Form
    kinds: tuple[int, ...]
    window: Window | None = None
    severities: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()

    @property
    def where(self) -> dict[str, tuple[int, ...]]:
        """Column → the values that count."""
        given = {"kind": self.kinds, "severity": self.severities, "source": self.sources}
        return {column: values for column, values in given.items() if values}


def _counts() -> list[Question]:
    plain = [
        Question("count", (kind,), window)
        for kind, windows in {
            0: (Days(90), Months(12), Months(24)),
            1: (Days(90), Months(12), Months(24)),
            2: (Months(12), Months(24)),
            3: (Months(12), Months(36)),
            4: (Months(24),),
            5: (Months(24), Months(60)),
            6: (Months(60),),
        }.items()
        for window in windows
    ]
    narrowed = [
        Question("count", (0,), Months(12), sources=(0, 1, 2)),
        Question("count", (0,), Months(24), sources=(3,)),
        Question("count", (1,), Months(12), sources=(0, 4)),
        Question("count", (1,), Months(24), severities=(3, 4)),
        Question("count", (2,), Months(36), severities=(2, 3, 4)),
        Question("count", (2,), Months(60), severities=(3, 4)),
        Question("count", (3,), Months(36), severities=(2, 3, 4)),
        Question("count", (3,), Months(24), severities=(4,)),
        Question("count", (4,), Months(12), sources=(5, 6)),
        Question("count", (0, 1, 2), Months(12)),
        Question("count", (0, 1, 2), Months(24)),
        Question("count", (3, 4), Months(36)),
        Question("count", (6, 7), Months(60), severities=(2, 3, 4)),
    ]
    return plain + narrowed


def _others() -> list[Question]:
    return [
        Question("weighted", (3,), Months(36)),
        Question("weighted", (2, 3), Months(24)),
        Question("weighted", (5,), Months(60)),
        Question("decayed", (0,)),
        Question("decayed", (1,), severities=(2, 3, 4)),
        Question("decayed", (4,)),
        Question("aged", (3,)),
        Question("aged", (2,), severities=(3, 4)),
        *(Question("since", kinds) for kinds in ((0,), (2,), (3,), (5,), (0, 1), (6, 7))),
        Question("highest", (5,), Months(60)),
        Question("highest", (6, 7), Months(60)),
        Question("highest", (3,), Months(24)),
        Question("highest", (2, 3, 4), Months(36)),
        Question("distinct", (0,), Months(24)),
        Question("distinct", (1,), Months(24)),
        Question("distinct", (3,), Months(36), severities=(2, 3, 4)),
        Question("distinct", (0, 1, 4), Months(12)),
        *(Question("held", (kind,)) for kind in LASTING),
        *(Question("held", (8,), severities=(severity,)) for severity in (2, 3, 4)),
        *(Question("held", (9,), sources=(source,)) for source in (0, 1, 2)),
        *(Question("held", kinds) for kinds in ((8, 9), (10, 11))),
        Question("held", (10,), severities=(3, 4)),
        *(Question("held", (kind,), Months(12)) for kind in (8, 10, 11)),
        *(Question("held_sum", (kind,)) for kind in (8, 9, 10, 11)),
        *(Question("held_sum", (kind,), Months(12)) for kind in (8, 10)),
        *(Question("latest", (7,), Months(24), sources=(source,)) for source in range(4)),
        *(Question("latest", (kind,)) for kind in (5, 6, 7)),
        *(Question("latest", (kind,), Months(12)) for kind in (2, 3)),
    ]


#: Mixed so that the first n of them keep the proportions of all.
_ALL = _counts() + _others()
_STRIDE = 49
QUESTIONS: tuple[Question, ...] = tuple(_ALL[i * _STRIDE % len(_ALL)] for i in range(len(_ALL)))


def names(questions: tuple[Question, ...]) -> tuple[str, ...]:
    """Column names, by place among all questions."""
    return tuple(f"q{QUESTIONS.index(question):02d}" for question in questions)


def asked(n: int) -> tuple[Question, ...]:
    """The first n questions."""
    return QUESTIONS[:n]


def month_ends(n: int, last: dt.date = dt.date(2026, 6, 30)) -> tuple[dt.date, ...]:
    """The n month ends up to `last`, ascending."""
    first_days = [last.year * 12 + last.month - back for back in range(n)]
    return tuple(sorted(dt.date(month // 12, month % 12 + 1, 1) - dt.timedelta(days=1) for month in first_days))


def window_name(window: Window | None) -> str:
    """A name fit for a column: `m12`, `d90`, `all`."""
    if window is None:
        return "all"
    return f"{'m' if isinstance(window, Months) else 'd'}{window.n}"


def windows(questions: tuple[Question, ...]) -> dict[str, Window]:
    """Name → window, of all that the questions need."""
    found = {window_name(question.window): question.window for question in questions if question.window is not None}
    if any(question.form == "aged" for question in questions):
        found |= {window_name(window): window for window, _ in STEPS}
    return found
