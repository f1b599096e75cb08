"""Random lanes over random rows: every operation, several windows of one column, conditions that overlap."""

import datetime as dt

import numpy as np
import polars as pl
from hypothesis import strategies as st

from indicators.lanes import Edge, Lane, Stroke, conditions
from indicators.windows import AsOf, Days, Months

T = dt.date(2026, 3, 31)
DATES = AsOf.of([T - dt.timedelta(days=back) for back in (800, 366, 365, 31, 1, 0)])
KINDS, WORDS = ("a", "b", "c"), ("x", "y", "z", "å")
_WINDOWS = st.sampled_from([Days(0), Days(1), Days(31), Days(90), Months(12), Months(12, 30), Months(24)])
_DAYS = st.sampled_from(["day", "until"])
_STARTS = st.lists(st.builds(Edge, _DAYS, _WINDOWS, st.sampled_from([0, 0, 1, -30])), min_size=1, max_size=2)
_ENDS = st.lists(st.builds(Edge, _DAYS, _WINDOWS, st.sampled_from([0, 1, 366])), max_size=2)
_WHERE = st.sampled_from(
    [
        {},
        {"kind": ("a",)},
        {"kind": ("a", "b")},
        {"flag": (True,)},
        {"kind": ("c",), "level": (1, 2)},
        {"word": ("x", "å")},
    ]
).map(conditions)
_BEYOND = st.sampled_from([None, None, None, ("number", 0), ("number", 4)])


@st.composite
def _stroke(draw, column):
    times = draw(st.sampled_from([1, 1, 2, -3]))
    starts, ends = tuple(draw(_STARTS)), tuple(draw(_ENDS))
    return Stroke(draw(_WHERE), starts, ends, times, draw(column), draw(_BEYOND))


@st.composite
def _of(draw, operation, most):
    strokes = draw(st.lists(_NUMBERED, min_size=1, max_size=most))
    return Lane(operation, tuple(strokes), draw(_WITHIN))


_NUMBERED = _stroke(st.sampled_from([None, None, "number", "wide", "day"]))
_WITHIN = st.sampled_from([(), (), ("word",), ("level",), ("word", "level"), ("level", "word")])
SUMS, HIGHEST = _of("sum", 3), _of("max", 2)
LATEST = st.builds(
    lambda stroke, value: Lane("latest", (stroke,), day="day", value=value),
    _stroke(st.none()).filter(lambda stroke: any(edge.column == "day" for edge in stroke.starts)),
    st.sampled_from(["number", "share", "wide", "flag"]),
)


@st.composite
def spaced(draw):
    first = draw(_stroke(st.none()).filter(lambda stroke: any(edge.column == "day" for edge in stroke.starts)))
    others = draw(st.lists(st.sampled_from([("a",), ("b",)]), max_size=1))
    halved = [Stroke(conditions({"kind": kinds}), first.starts, first.ends, -1, None, first.beyond) for kinds in others]
    whole = Stroke(conditions({"kind": KINDS}), first.starts, first.ends, 2, None, first.beyond)
    return Lane("spaced", (whole, *halved), ("word",), day="day", apart=draw(st.sampled_from([1, 30, 365])))


LANES = st.lists(st.one_of(SUMS, SUMS, HIGHEST, LATEST, spaced()), min_size=1, max_size=6, unique=True)


def random_rows(seed: int, n: int, n_entities: int) -> pl.DataFrame:
    """Rows with empty values in every column that may have them, and days far outside every window."""
    rng = np.random.default_rng(seed)

    def days(low, high, empty):
        numbers = rng.integers(low, high, n)
        numbers = np.where(rng.random(n) < 0.3, rng.choice([0, 1, 30, 31, 90, 365, 366, 731, 4000], n), numbers)
        return pl.Series(
            [None if rng.random() < empty else T - dt.timedelta(days=int(back)) for back in numbers], dtype=pl.Date
        )

    def some(values, empty=0.2, dtype=None):
        return pl.Series(
            [None if rng.random() < empty else values[int(rng.integers(len(values)))] for _ in range(n)], dtype=dtype
        )

    return pl.DataFrame(
        {
            "entity": pl.Series(rng.integers(0, n_entities, n), dtype=pl.UInt32),
            "known_from": days(-50, 1200, 0),
            "known_to": days(-100, 400, 0.7),
            "day": days(-40, 1500, 0.1),
            "until": days(-900, 900, 0.3),
            "kind": some(KINDS, 0.1, pl.Enum(KINDS)),
            "word": some(WORDS, 0.2, pl.String),
            "flag": some([True, False], 0.1, pl.Boolean),
            "level": some([1, 2, 3], 0.1, pl.Int32),
            "number": some(list(range(-3, 9)), 0.2, pl.Int32),
            "wide": some([-(10**12), 7, 10**12], 0.2, pl.Int64),
            "share": some([-1.5, -0.25, 0.0, 0.125, 1e9], 0.2, pl.Float64),
        }
    )  # fmt: skip
