"""Has the way an indicator is spread drifted since the run before? Population stability over the tenths of that run.

What is published of a run are the tenths of its last day; the next run counts its own values in the same classes.
Source: method notes §10.
"""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.evaluation.agreement import stability_index
from tables.marts import Distribution

#: Above the first somebody should look, above the second the peers, the source or the world has changed.
LOOK, ALARM = 0.1, 0.2
#: Too few known values to say that anything has drifted.
FEWEST = 100
_TENTHS = np.arange(1, 10)

Floats = npt.NDArray[np.float64]


def distributions(values: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Cut points and shares of each indicator's known values on a day: tenths, fewer where many values are the same.

    Args:
        values: rows of `marts.IndicatorValue`.
        day: the day.

    Returns:
        Rows of `marts.Distribution`, sorted. A class reaches from above one cut point to the next, itself included.
    """
    rows = [(day, name, *_tenths(known)) for name, known in _known(values, day).items()]
    frame = pl.DataFrame(rows, schema=list(Distribution.column_names()), orient="row", infer_schema_length=None)
    return Distribution.validate(frame, cast=True)


def indices(values: pl.DataFrame, day: dt.date, before: pl.DataFrame) -> dict[str, float]:
    """Indicator → stability index of its values against those of an earlier run; only where both have enough."""
    earlier = {name: (n, cuts, shares) for name, n, cuts, shares in before.drop("as_of").iter_rows()}
    found: dict[str, float] = {}
    for name, known in _known(values, day).items():
        n, cuts, shares = earlier.get(name, (0, [], []))
        if min(n, len(known)) >= FEWEST:
            found[name] = stability_index(np.array(shares), _counts(known, np.array(cuts)).astype(np.float64))
    return found


def _known(values: pl.DataFrame, day: dt.date) -> Mapping[str, Floats]:
    """Sorted known values by indicator, indicators in order."""
    own = values.lazy().filter(pl.col("as_of") == day, pl.col("value").is_not_null())
    listed = own.select(pl.col("indicator_id").cast(pl.String), "value").group_by("indicator_id").agg("value").collect()
    return {name: np.sort(np.array(known)) for name, known in listed.sort("indicator_id").iter_rows()}


def _tenths(known: Floats) -> tuple[int, list[float], list[float]]:
    cuts = np.unique(known[(_TENTHS * len(known) + 9) // 10 - 1])
    return len(known), cuts.tolist(), (_counts(known, cuts) / len(known)).tolist()


def _counts(known: Floats, cuts: Floats) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = np.bincount(np.searchsorted(cuts, known, side="left"), minlength=len(cuts) + 1)
    return found
