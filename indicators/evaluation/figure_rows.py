"""Rows of `EvaluationFigure` and `EvaluationCurve` as they are gathered: what does not apply is null."""

import math
from typing import Any

import polars as pl

from indicators.evaluation.estimators import Estimate
from tables.marts import EvaluationCurve, EvaluationFigure

_SAME = {"group_kind": None, "group": None, "list_date": None, "k": None, "n": None, "is_alarm": False, "note": None}


class Figures:
    """Figures of one label and variant, gathered one by one."""

    def __init__(self, target: str | None, label: str, variant: str = "later") -> None:
        self._own = {"target": target, "label": label, "variant": variant}
        self._rows: list[dict[str, Any]] = []

    def add(self, measure: str, value: Estimate | float | None, *, method: str = "none", **more: Any) -> None:
        """One figure; an estimate brings limits and n, which `more` may replace. NaN and infinity become null."""
        limits: dict[str, Any] = {"value": value, "low": None, "high": None}
        if isinstance(value, Estimate):
            limits = {"value": value.value, "low": value.low, "high": value.high, "n": value.n}
        row = {**_SAME, "stratum": "all", **limits, **more, "measure": measure, "method": method, **self._own}
        for name in ("value", "low", "high"):
            if row[name] is not None and not math.isfinite(row[name]):
                row[name] = None
        self._rows.append(row)

    def frame(self) -> pl.DataFrame:
        """The figures by the contract."""
        schema = {name: column.dtype for name, column in EvaluationFigure.columns().items()}
        return EvaluationFigure.validate(pl.DataFrame(self._rows, schema=schema, strict=False), cast=True)


class Curves:
    """Points of curves of one label, gathered one by one."""

    def __init__(self, target: str | None, label: str) -> None:
        self._own = {"target": target, "label": label}
        self._rows: list[dict[str, Any]] = []

    def add(self, curve: str, x: float, y: Estimate, *, order: int, **more: Any) -> None:
        """One point; a height that is not a number is null."""
        value = y.value if math.isfinite(y.value) else None
        limits = {"y": value, "low": y.low, "high": min(y.high, 1e6), "n": y.n}
        self._rows.append({"point": None, **self._own, **limits, "curve": curve, "x": x, "order": order, **more})

    def frame(self) -> pl.DataFrame:
        """The points by the contract."""
        schema = {name: column.dtype for name, column in EvaluationCurve.columns().items()}
        return EvaluationCurve.validate(pl.DataFrame(self._rows, schema=schema, strict=False), cast=True)
