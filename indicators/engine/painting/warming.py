"""Compiling the kernel: a handful of rows through every step, so that the compiled code lies in the cache."""

import datetime as dt

import polars as pl

from indicators.engine.painting.building import built
from indicators.engine.painting.rows import FrameRows
from indicators.engine.painting.walk import Painter, walk
from indicators.engine.painting.work import Work
from indicators.lanes import Edge, Lane, Stroke
from indicators.windows import AsOf

_DAY = dt.date(2026, 3, 31)


def warm_up() -> None:
    """Run every step once over a handful of rows. Compiled code is kept in the cache."""
    wide = [dt.date(1, 1, 1), _DAY, None, dt.date(9999, 12, 31)]
    rows = pl.DataFrame(
        {
            "entity": [0, 1, 1, 0],
            "known_from": [_DAY] * 4,
            "known_to": pl.Series([None] * 4, dtype=pl.Date),
            "day": wide,
            "kind": ["a", "b", "a", "b"],
            "number": [1, None, 2**40, 3],
            "share": [0.5, None, 1.0, 2.0],
        }
    )
    stroke = Stroke((("kind", ("a", "b")),), (Edge("day"),), (Edge("day", shift=1000),))
    lanes = (
        Lane("sum", (stroke,)),
        Lane("sum", (stroke,), within=("kind",)),
        Lane("sum", (stroke,), within=("number", "kind")),
        Lane("max", (Stroke((), (Edge("day"),), column="number"),)),
        Lane("latest", (stroke,), day="day", value="share"),
        Lane("spaced", (stroke,), within=("kind",), day="day", apart=30),
    )
    as_of = AsOf((_DAY, dt.date(2026, 4, 30)))
    work = Work()
    store = built(FrameRows(rows), 2, lanes, work, rows.height, None)
    list(walk(Painter(store, lanes, as_of, work), lambda block: block.last))
