"""Where a value stands among its peers: which group it is compared with, and how far from the middle it lies.

A group is form × operator × size third. With fewer than 30 known values it is widened: size is dropped, then operator,
then the form gives way to its family. The level used is stored with the value. Source: method notes §3.2-3.3.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Unit

FEWEST = 30
GROUP = ["as_of", "peer_level", "peer_group"]
LEVELS = ("size", "operator", "form", "family")
_MAD, _MEAN_DEVIATION = 1.4826, 1.2533
#: The smallest scale by unit: where peers hardly differ, a difference that means nothing must not look large
#: (docs/decisions, "a smallest scale").
SMALLEST_SCALE = {
    Unit.RATIO: 0.1,
    Unit.LOG_RATIO: 0.1,
    Unit.SHARE: 0.02,
    Unit.RATE: 0.1,
    Unit.COUNT: 1 / 3,
    Unit.POINTS: 4.0,
}
_KEYS = {
    "size": ("form_code", "operator_group", "size_third"),
    "operator": ("form_code", "operator_group"),
    "form": ("form_code",),
    "family": ("family",),
}


def peer_groups(frame: pl.DataFrame) -> pl.DataFrame:
    """Add peer_group, peer_level and peer_n to rows with `known` (is there a value) and the grouping columns.

    `frame` may hold several as-of dates; groups never cross dates. The widest level is used when none is large enough.
    """
    names = {
        level: pl.concat_str([pl.col(key).fill_null("-") for key in keys], separator="/")
        for level, keys in _KEYS.items()
    }
    sized = frame.with_columns(**{f"group_{level}": name for level, name in names.items()}).with_columns(
        **{f"n_{level}": pl.col("known").cast(pl.Int64).sum().over("as_of", f"group_{level}") for level in LEVELS}
    )
    level = pl.lit(LEVELS[-1])
    for narrower in reversed(LEVELS[:-1]):
        level = pl.when(pl.col(f"n_{narrower}") >= FEWEST).then(pl.lit(narrower)).otherwise(level)
    chosen = sized.with_columns(peer_level=level)
    by_level = [(pl.col("peer_level") == name, name) for name in LEVELS]
    group, number = pl.lit(None, dtype=pl.String), pl.lit(None, dtype=pl.Int64)
    for here, name in by_level:
        group = pl.when(here).then(pl.col(f"group_{name}")).otherwise(group)
        number = pl.when(here).then(pl.col(f"n_{name}")).otherwise(number)
    dropped = [column for name in LEVELS for column in (f"group_{name}", f"n_{name}")]
    return chosen.with_columns(peer_group=group, peer_n=number).drop(dropped)


def members(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Everyone with a known value in each peer group that some row uses, so that widened groups are whole.

    Returns the columns of `GROUP` and `columns`.
    """
    used = frame.select(GROUP).unique()
    parts = []
    for level, keys in _KEYS.items():
        name = pl.concat_str([pl.col(key).fill_null("-") for key in keys], separator="/")
        here = frame.filter(pl.col("known")).with_columns(peer_level=pl.lit(level), peer_group=name)
        parts.append(here.join(used, on=GROUP, how="semi").select(*GROUP, *columns))
    return pl.concat(parts)


def transformed(unit: Unit, value: pl.Expr) -> pl.Expr:
    """The scale on which values of a unit are compared."""
    if unit is Unit.RATIO:
        return value.log()
    return value.log1p() if unit is Unit.DAYS else value


def centres(groups: pl.DataFrame, unit: Unit) -> pl.DataFrame:
    """The usual value of each peer group, and the middle and scale on which its members' distances are measured.

    The scale is MAD·1.4826, or 1.2533·mean absolute deviation where the MAD is zero, and never below the unit's
    smallest one; 0 where all values are alike and the unit has none.

    Args:
        groups: the columns of `GROUP` and `value`.
        unit: the unit of the values.

    Returns:
        The columns of `GROUP`, peer_median, middle, scale; one row per group.
    """
    placed = groups.with_columns(scaled=transformed(unit, pl.col("value")))
    deviation = (pl.col("scaled") - pl.col("scaled").median().over(GROUP)).abs()
    spread = (
        placed.with_columns(deviation=deviation)
        .group_by(GROUP)
        .agg(
            pl.col("deviation"),
            peer_median=pl.col("value").median(),
            middle=pl.col("scaled").median(),
            mad=pl.col("deviation").median(),
        )
    )
    mean = pl.Series([math.fsum(part) / len(part) for part in spread["deviation"]], dtype=pl.Float64)
    scale = pl.when(pl.col("mad") > 0).then(_MAD * pl.col("mad")).otherwise(_MEAN_DEVIATION * pl.lit(mean))
    floor = pl.lit(SMALLEST_SCALE.get(unit, 0.0))
    return spread.with_columns(scale=pl.max_horizontal(scale, floor)).drop("mad", "deviation").sort(GROUP)


def distances(rows: pl.DataFrame, unit: Unit) -> pl.Series:
    """How many scales each row's `value` lies above its group's middle; 0 where the group has no scale.

    In numpy, since Polars divides by a column of equal numbers in another way than by one of different numbers, and
    the last bit would depend on how many dates are computed together.
    """
    away = rows.select(transformed(unit, pl.col("value")) - pl.col("middle")).to_series().to_numpy()
    scale = rows["scale"].fill_null(0.0).to_numpy()
    return pl.Series("z", np.divide(away, scale, out=np.zeros(rows.height), where=scale > 0), nan_to_null=True)


def robust_z(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same for one group, value by value; the form in which the method states it."""
    deviation = np.abs(values - np.median(values))
    scale = _MAD * np.median(deviation) or _MEAN_DEVIATION * deviation.mean()
    return (values - np.median(values)) / scale if scale > 0 else np.zeros_like(values)
