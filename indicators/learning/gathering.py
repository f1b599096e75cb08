"""Rows of `LearningFigure` as they are gathered: limits beside every share, and no bare rate of a few."""

import datetime as dt
import math
from typing import Any

import polars as pl

from indicators.evaluation.intervals_of_shares import against_expected, wilson
from tables.marts.learning import LearningFigure

#: Fewer than this and no rate is told, only how many of how many, with limits.
FEW = 5
Period = tuple[dt.date, dt.date]
_KEYS = ("among", "year", "form", "area", "group")
_NOTHING = {"value": None, "low": None, "high": None, "count": None, "n": None, "expected": None, "reason": None}


class Figures:
    """Figures of one part, gathered one by one. `key` is any of among, year, form, area and group."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._rows: list[dict[str, Any]] = []

    def share(self, measure: str, count: int, n: int, period: Period, **key: Any) -> None:
        """`count` of `n`, with score limits."""
        low, high = wilson(count / n, n) if n else (None, None)
        value, reason = _told(count / n if n else None, n)
        self._add(measure, period, key, value=value, low=low, high=high, count=count, n=n, reason=reason)

    def ratio(self, measure: str, count: int, expected: float, n: int, period: Period, **key: Any) -> None:
        """`count` against what was expected of the `n` units; no ratio is told of fewer than five."""
        low, high = against_expected(count, expected)
        found = count / expected if expected > 0 else None
        self.limited(measure, found, (low, high), min(n, count), period, n=n, count=count, expected=expected, **key)

    def limited(
        self, measure: str, value: float | None, limits: tuple[float, float], rests_on: int, period: Period, **more: Any
    ) -> None:
        """A value with limits that rests on so many events; limits without end are null."""
        low, high = (one if value is not None and math.isfinite(one) else None for one in limits)
        is_few = value is not None and rests_on < FEW
        reason = "nothing_observed" if value is None else "too_few" if is_few else None
        self._add(measure, period, more, value=None if is_few else value, low=low, high=high, reason=reason)

    def number(self, measure: str, value: float | None, n: int, period: Period, **key: Any) -> None:
        """A quantile or a count, which has no limits; null where there is none."""
        told, reason = _told(value, n)
        self._add(measure, period, key, value=told, n=n, reason=reason)

    def gap(self, measure: str, reason: str, period: Period, n: int | None = None, **key: Any) -> None:
        """A figure that is not told, and why."""
        self._add(measure, period, key, n=n, reason=reason)

    def frame(self) -> pl.DataFrame:
        """The figures by the contract, in the order of their keys."""
        schema = {name: column.dtype for name, column in LearningFigure.columns().items()}
        found = pl.DataFrame(self._rows, schema=schema, strict=False).sort("measure", *_KEYS, nulls_last=True)
        return LearningFigure.validate(found, cast=True)

    def _add(self, measure: str, period: Period, key: dict[str, Any], **values: Any) -> None:
        named = {"part": self._part, "measure": measure, "period_from": period[0], "period_to": period[1]}
        self._rows.append({**dict.fromkeys(_KEYS), **_NOTHING, **named, **key, **values})


def _told(value: float | None, n: int) -> tuple[float | None, str | None]:
    """The value and why it is null."""
    if value is None or not n:
        return None, "nothing_observed"
    return (None, "too_few") if n < FEW else (value, None)
