"""Is each indicator as usual: known as often as in the run before, inside what its unit allows, and not much moved?

Plain figures of one day, and what they are held against. Nothing here has any influence on a result; what is found is
told to those who watch a run.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from indicators.definition import Direction, Indicator, Shrinkage, Unit
from indicators.drift import ALARM, LOOK
from tables.serving import Published

#: How much less often than before an indicator may be known.
COVERAGE_MARGIN = 0.10
#: How much the share above zero, and the median in middle halves of the earlier run, may have moved.
SHARE_LIMIT, MEDIAN_LIMIT = 0.10, 0.5
#: Too few known values to say that anything has moved.
FEWEST = 30
COVERAGE, RANGE, JUMP, DRIFT = "coverage", "range", "jump", "drift"
_SCHEMA = pl.Schema({
    "indicator_id": pl.String(), "applicable": pl.Int64(), "known": pl.Int64(), "above": pl.Int64(),
    "low": pl.Float64(), "lower": pl.Float64(), "median": pl.Float64(), "upper": pl.Float64(), "high": pl.Float64(),
})  # fmt: skip
_PUBLISHED = """
    SELECT indicator_id, count(*) FILTER (WHERE missing_reason IS DISTINCT FROM 'not_applicable') AS applicable,
        count("value") AS known, count(*) FILTER (WHERE "value" > 0) AS above, min("value") AS low,
        quantile_cont("value", 0.25) AS "lower", quantile_cont("value", 0.5) AS median,
        quantile_cont("value", 0.75) AS "upper", max("value") AS high
    FROM marts.indicator_value WHERE as_of = ? GROUP BY indicator_id ORDER BY indicator_id
"""
_UNBOUNDED = (-math.inf, math.inf)
_FROM_ZERO = frozenset({Unit.COUNT, Unit.HEADS, Unit.POINTS, Unit.DAYS, Unit.MONTHS, Unit.KILOMETRES, Unit.SURPRISE})


@dataclass(frozen=True)
class Finding:
    """What was found about one of the four; `said` is Swedish and empty when all is as usual."""

    check: str
    has_passed: bool
    said: str
    figures: Mapping[str, float]


def figures(values: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """One row per indicator on a day: how many it applies to, how many are known and above zero, and five numbers."""
    value, reason = pl.col("value"), pl.col("missing_reason").cast(pl.String)
    counted = (
        values.filter(pl.col("as_of") == day)
        .group_by(pl.col("indicator_id").cast(pl.String))
        .agg(
            applicable=(reason.is_null() | (reason != "not_applicable")).sum(),
            known=value.is_not_null().sum(),
            above=(value > 0).sum(),
            low=value.min(),
            lower=value.quantile(0.25, "linear"),
            median=value.quantile(0.5, "linear"),
            upper=value.quantile(0.75, "linear"),
            high=value.max(),
        )
    )
    return counted.cast(_SCHEMA).select(_SCHEMA.keys()).sort("indicator_id")


def published_figures(published: Published) -> pl.DataFrame:
    """The same of the latest day of a published run."""
    latest = published.rows("SELECT max(as_of) AS day FROM marts.indicator_value")["day"].item()
    return published.rows(_PUBLISHED, [latest]).cast(_SCHEMA)


def findings(
    catalogue: Mapping[str, Indicator],
    now: pl.DataFrame,
    before: pl.DataFrame | None,
    drift: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, tuple[Finding, ...]]:
    """Coverage, range, jump and drift of each indicator, by name; without a run before, only the range can fail.

    Args:
        catalogue: the indicators to look at.
        now: `figures` of this run.
        before: those of the run before.
        drift: the stability index of those that have one, see `drift.py`.
    """
    today = {row["indicator_id"]: row for row in now.iter_rows(named=True)}
    earlier = {} if before is None else {row["indicator_id"]: row for row in before.iter_rows(named=True)}
    nothing = dict.fromkeys(_SCHEMA, 0)
    found: dict[str, tuple[Finding, ...]] = {}
    for name, indicator in sorted(catalogue.items()):
        row, old = today.get(name, nothing), earlier.get(name)
        found[name] = (_coverage(row, old), _range(indicator, row), _jump(indicator, row, old), _drift(drift.get(name)))
    return found


def allowed(indicator: Indicator) -> tuple[float, float]:
    """The lowest and the highest value that the unit allows."""
    if indicator.unit is Unit.FLAG or indicator.unit is Unit.PERCENTILE:
        return 0.0, 1.0
    if indicator.unit is Unit.STATE:
        return 0.0, indicator.top
    if indicator.estimate is not None:
        is_share = indicator.estimate.kind is Shrinkage.BETA_BINOMIAL
        return 0.0, 1.0 if is_share else math.inf
    return (0.0, math.inf) if indicator.unit in _FROM_ZERO else _UNBOUNDED


def _coverage(row: Mapping[str, float], old: Mapping[str, float] | None) -> Finding:
    share, before = _share(row, "known", "applicable"), None if old is None else _share(old, "known", "applicable")
    is_lower = before is not None and (share or 0.0) < before - COVERAGE_MARGIN
    said = f"känd för {_percent(share)}, mot {_percent(before)} i körningen före" if is_lower else ""
    return Finding(COVERAGE, not is_lower, said, _named(known=share, known_before=before))


def _range(indicator: Indicator, row: Mapping[str, float]) -> Finding:
    low, high = allowed(indicator)
    is_known = bool(row["known"])
    is_outside = is_known and not (low <= row["low"] and row["high"] <= high)
    lowest, highest = _number(row["low"] or 0.0), _number(row["high"] or 0.0)
    said = f"värden mellan {lowest} och {highest}, utanför {_number(low)} till {_number(high)}" if is_outside else ""
    seen = _named(low=row["low"], high=row["high"]) if is_known else {}
    return Finding(RANGE, not is_outside, said, seen)


def _jump(indicator: Indicator, row: Mapping[str, float], old: Mapping[str, float] | None) -> Finding:
    if old is None or min(row["known"], old["known"]) < FEWEST:
        return Finding(JUMP, has_passed=True, said="", figures={})
    above, above_before = _share(row, "above", "known") or 0.0, _share(old, "above", "known") or 0.0
    said = []
    if abs(above - above_before) > SHARE_LIMIT:
        said.append(f"{_percent(above)} över noll, mot {_percent(above_before)} i körningen före")
    spread = old["upper"] - old["lower"]
    if _has_middle(indicator) and spread > 0 and abs(row["median"] - old["median"]) > MEDIAN_LIMIT * spread:
        said.append(f"medianen är {_number(row['median'])}, mot {_number(old['median'])} i körningen före")
    seen = _named(above=above, above_before=above_before, median=row["median"], median_before=old["median"])
    return Finding(JUMP, not said, "; ".join(said), seen)


def _drift(index: float | None) -> Finding:
    if index is None or index <= LOOK:
        return Finding(DRIFT, has_passed=True, said="", figures=_named(drift=index))
    how = "mycket " if index > ALARM else ""
    said = f"värdena fördelar sig {how}annorlunda än i körningen före (stabilitetsindex {_number(round(index, 2))})"
    return Finding(DRIFT, has_passed=False, said=said, figures=_named(drift=index))


def _has_middle(indicator: Indicator) -> bool:
    return indicator.unit not in {Unit.FLAG, Unit.STATE} and indicator.direction is not Direction.FLAG


def _share(row: Mapping[str, float], counted: str, out_of: str) -> float | None:
    return row[counted] / row[out_of] if row[out_of] else None


def _percent(share: float | None) -> str:
    return "ingen" if share is None else f"{100 * share:.0f} %"


def _number(value: float) -> str:
    return f"{value:.4g}".replace(".", ",").replace("inf", "hur högt som helst")


def _named(**numbers: float | None) -> dict[str, float]:
    return {name: float(number) for name, number in numbers.items() if number is not None}
