"""The questions in our engine's own form: lanes to paint, and what the answer is from what was painted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt

from benchmarks.peers.questions import FULL, GONE, STEPS, WEIGHTS, Question
from indicators.lanes import NOTHING, Conditions, Edge, Lane, Stroke, conditions
from indicators.windows import AsOf, Days

Whole = npt.NDArray[np.int64]
_EVENT = Edge("event_date")


@cache
def lanes_of(question: Question) -> tuple[Lane, ...]:
    """The lanes that a question needs; equal ones of several questions are painted once."""
    where = conditions(question.where)
    ends = () if question.window is None else (Edge("event_date", question.window),)
    events = Stroke(where, (_EVENT,), ends)
    made: dict[str, Callable[[], tuple[Lane, ...]]] = {
        "weighted": lambda: (Lane("sum", tuple(_weighed(question, severity, ends) for severity in WEIGHTS)),),
        "decayed": lambda: _decayed(where),
        "aged": lambda: (_aged(where),),
        "since": lambda: (Lane("max", (replace(events, column="event_date"),)),),
        "highest": lambda: (Lane("max", (replace(events, column="severity"),)),),
        "distinct": lambda: (Lane("sum", (events,), within=("source",)),),
        "latest": lambda: (Lane("latest", (events,), day="event_date", value="value"),),
        "held": lambda: (Lane("sum", (_held(question),)),),
        "held_sum": lambda: (Lane("sum", (replace(_held(question), column="value"),)),),
        "count": lambda: (Lane("sum", (events,)),),
    }
    return made[question.form]()


def _held(question: Question) -> Stroke:
    back = question.window or Days(0)
    return Stroke(conditions(question.where), (Edge("event_date", back),), (Edge("until", back),))


def _aged(where: Conditions) -> Lane:
    """Each step's window adds the difference to the next step's weight."""
    lower = [weight for _, weight in STEPS[1:]] + [0]
    steps = zip(STEPS, lower, strict=True)
    return Lane(
        "sum",
        tuple(Stroke(where, (_EVENT,), (Edge("event_date", w),), n - below, "value") for (w, n), below in steps),
    )


def _weighed(question: Question, severity: int, ends: tuple[Edge, ...]) -> Stroke:
    return Stroke(conditions({**question.where, "severity": (severity,)}), (_EVENT,), ends, WEIGHTS[severity])


def _decayed(where: Conditions) -> tuple[Lane, ...]:
    """Whole ones, how many are fading, and the sum of their days."""
    fades, gone = Edge("event_date", shift=FULL + 1), Edge("event_date", shift=GONE)
    whole = Stroke(where, (_EVENT,), (fades,))
    fading, days = (Stroke(where, (fades,), (gone,), column=column) for column in (None, "event_date"))
    return tuple(Lane("sum", (stroke,)) for stroke in (whole, fading, days))


def answered(question: Question, painted: Mapping[Lane, Whole], owner: Whole, n: int, as_of: AsOf) -> Whole:
    """The answer for the n entities of a block, shape (entities, dates); 0 where there is nothing.

    Args:
        question: what is asked.
        painted: lane → what it left.
        owner: for lanes painted within a column, the entity of each pair.
        n: how many entities the block has.
        as_of: the dates.
    """
    first, *others = (painted[lane] for lane in lanes_of(question))
    made: dict[str, Callable[[], Whole]] = {
        "decayed": lambda: (GONE - FULL) * first + (GONE - as_of.days) * others[0] + others[1],
        "since": lambda: np.where(first == NOTHING, 0, as_of.days - first),
        "highest": lambda: np.where(first == NOTHING, 0, first),
        "latest": lambda: np.where(np.isnan(first), 0, first).astype(np.int64),
        "distinct": lambda: _per_entity(first > 0, owner, n),
    }
    return made.get(question.form, lambda: first)()


def _per_entity(pairs: npt.NDArray[np.bool_], owner: Whole, n: int) -> Whole:
    """How many of each entity's pairs hold; owners are ascending."""
    found = np.zeros((n, pairs.shape[1]), np.int64)
    if len(owner):
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        found[owner[starts]] = np.add.reduceat(pairs, starts, axis=0, dtype=np.int64)
    return found
