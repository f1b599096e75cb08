"""Where a value stands among its peers: how far from the middle of its group, and above how many of it.

Which group that is, is said in `peer_groups.py`; medians are counted in `medians.py`. Source: method notes §3.2-3.3.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.definition import Unit
from indicators.peers.medians import Floats, Integers, Occurrences

_MAD, _MEAN_DEVIATION = 1.4826, 1.2533
#: The smallest scale by unit: where peers hardly differ, a difference that means nothing must not look large
#: (docs/decisions, "a smallest scale").
SMALLEST_SCALE = {
    Unit.RATIO: 0.1,
    Unit.LOG_RATIO: 0.1,
    Unit.AMOUNT: 0.1,
    Unit.HEADS: 0.7,
    Unit.DAYS: 1.6,
    Unit.SURPRISE: 0.1,
    Unit.SHARE: 0.02,
    Unit.RATE: 0.1,
    Unit.COUNT: 1 / 3,
    Unit.POINTS: 4.0,
}


@dataclass(frozen=True)
class Centres:
    """The usual value of each group, and the middle and scale on which distances are measured; shape (groups,).

    The scale is MAD·1.4826, or 1.2533·mean absolute deviation where the MAD is zero, and never below the unit's
    smallest one; 0 where all values are alike and the unit has none.
    """

    median: Floats
    middle: Floats
    scale: Floats


def transformed(unit: Unit, value: Floats) -> Floats:
    """The scale on which values of a unit are compared. What has no logarithm is NaN: it has no place among peers."""
    if unit in {Unit.RATIO, Unit.AMOUNT, Unit.HEADS}:
        return np.log(value, out=np.full(value.shape, np.nan), where=value > 0)
    return np.log1p(value) if unit is Unit.DAYS else value


def centres(found: Occurrences, unit: Unit) -> Centres:
    """Middle and scale of every group from how often each value occurs in it."""
    spread = found.spread(transformed(unit, found.value))
    narrow = _MEAN_DEVIATION * spread.mean_deviation
    scale = np.where(spread.median_deviation > 0, _MAD * spread.median_deviation, narrow)
    return Centres(spread.median, spread.middle, np.fmax(scale, SMALLEST_SCALE.get(unit, 0.0)))


def given(median: float, mad: float, unit: Unit, groups: int) -> Centres:
    """The same centre for all groups: for worked examples, which state the peers' median and deviation."""
    middle = transformed(unit, np.array([median]))[0]
    scale = max(_MAD * mad, SMALLEST_SCALE.get(unit, 0.0))
    return Centres(*(np.full(groups, number) for number in (median, middle, scale)))


def distances(value: Floats, group: Integers, peers: Centres, unit: Unit) -> Floats:
    """How many scales each value lies above its group's middle; 0 where the group has no scale, NaN where unknown."""
    away = transformed(unit, value) - peers.middle[group]
    scale = peers.scale[group]
    nowhere = np.where(np.isnan(away), np.nan, 0.0)
    return np.divide(away, scale, out=nowhere, where=scale > 0)


def robust_z(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same for one group, value by value; the form in which the method states it."""
    deviation = np.abs(values - np.median(values))
    scale = _MAD * np.median(deviation) or _MEAN_DEVIATION * deviation.mean()
    return (values - np.median(values)) / scale if scale > 0 else np.zeros_like(values)
