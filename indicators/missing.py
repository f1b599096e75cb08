"""Why a value cannot be known: unknown is not zero, and says why.

Reasons are numbers here, in the order of the code list `missing_reasons`; `KNOWN` stands for none.
"""

import datetime as dt
import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Indicator, Level, Missing
from indicators.engine.measuring import silent
from indicators.population import Facts
from indicators.scopes import applies
from indicators.windows import AsOf
from tables.core import SourceCover
from tables.freshness import behind, late_tables

Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
KNOWN = np.int8(-1)
REASONS = tuple(reason.value for reason in Missing)
_CODE = {reason: np.int8(number) for number, reason in enumerate(Missing)}


def code_of(reason: Missing) -> np.int8:
    """The number of a reason."""
    return _CODE[reason]


def words(codes: Codes) -> pl.Series:
    """The reasons' codes as they are published; null where there is none."""
    names = pl.Series([*REASONS, None], dtype=pl.String)
    return names.gather(np.where(codes < 0, len(REASONS), codes))


def reasons(
    facts: Facts,
    indicator: Indicator,
    level: Level,
    population: pl.DataFrame,
    columns: Mapping[str, npt.NDArray[np.float64]],
    day: dt.date,
) -> Codes:
    """The first reason that holds for each row: outside the scope, a silent source or a day too early, too little seen.

    Args:
        facts: core facts by table name.
        indicator: the indicator.
        level: the level it is computed at.
        population: the entities of that level on the day.
        columns: the indicator's measures for them.
        day: the as-of date.
    """
    found = np.full(population.height, KNOWN)
    for name, missing, *least in reversed(indicator.unknown):
        enough = columns[name] >= least[0] if least else columns[name] > 0
        found = np.where(enough, found, _CODE[missing])
    gap = _is_silent(facts, indicator, day) or _is_late(facts, indicator, day)
    found = np.where(gap | _too_early(indicator, level, population, day), _CODE[Missing.SOURCE_GAP], found)
    outside = ~population.select(inside=applies(indicator.scope, level))["inside"].to_numpy()
    return np.where(outside, _CODE[Missing.NOT_APPLICABLE], found)


def _is_silent(facts: Facts, indicator: Indicator, day: dt.date) -> bool:
    """Whether nothing at all was known of something that the indicator looks at."""
    return any(silent(facts, measure.fact, AsOf((day,)))[0] for measure in indicator.measures.values())


def _is_late(facts: Facts, indicator: Indicator, day: dt.date) -> bool:
    """Whether a fetched source that the indicator rests on is older on the day than it may be."""
    covers = facts.get(SourceCover.table)
    if covers is None or covers.is_empty():
        return False
    late = _late_on(_Same(covers), day)
    return any(behind(measure.fact) & late for measure in indicator.measures.values())


class _Same:
    """A frame that is itself and no other: what is computed of it once is not computed again."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.frame is self.frame


@functools.lru_cache(maxsize=4)
def _late_on(covers: _Same, day: dt.date) -> frozenset[str]:
    return late_tables(covers.frame, day)


def _too_early(indicator: Indicator, level: Level, population: pl.DataFrame, day: dt.date) -> Flags | bool:
    if indicator.since is None or day >= indicator.since:
        return False
    if level is Level.MUNICIPALITY or not indicator.since_except:
        return True
    return ~population["form_code"].is_in(list(indicator.since_except)).fill_null(value=False).to_numpy()
