"""Where a value stands among its peers: which group it is compared with, and how far from the middle it lies.

A group is form × operator × size third. With fewer than 30 known values it is widened: size is dropped, then operator,
then the form gives way to its family. The level used is stored with the value. Source: method notes §3.2-3.3.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Unit

FEWEST = 30
LEVELS = ("size", "operator", "form", "family")
_MAD, _MEAN_DEVIATION = 1.4826, 1.2533
#: The smallest scale by unit: where peers hardly differ, a difference that means nothing must not look large
#: (docs/decisions, "a smallest scale").
SMALLEST_SCALE = {Unit.RATIO: 0.1, Unit.LOG_RATIO: 0.1, Unit.SHARE: 0.02, Unit.RATE: 0.1}
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


def reference(frame: pl.DataFrame, value: str) -> pl.DataFrame:
    """Every peer group's known values of `value`: the groups of all rows, so that widened groups are whole.

    Returns one row per (as_of, peer_level, peer_group, known value) for the groups that some row uses.
    """
    used = frame.select("as_of", "peer_level", "peer_group").unique()
    parts = []
    for level, keys in _KEYS.items():
        name = pl.concat_str([pl.col(key).fill_null("-") for key in keys], separator="/")
        members = frame.filter(pl.col("known")).select(
            "as_of", pl.lit(level).alias("peer_level"), name.alias("peer_group"), value
        )
        parts.append(members.join(used, on=["as_of", "peer_level", "peer_group"], how="semi"))
    return pl.concat(parts)


def transformed(unit: Unit, value: pl.Expr) -> pl.Expr:
    """The scale on which values of a unit are compared."""
    if unit is Unit.RATIO:
        return value.log()
    return value.log1p() if unit is Unit.DAYS else value


def centres(groups: pl.DataFrame, value: str) -> pl.DataFrame:
    """Median and scale of each peer group: MAD·1.4826, or 1.2533·mean absolute deviation where the MAD is zero.

    Returns as_of, peer_level, peer_group, median, scale (0 where all values are alike).
    """
    keys = ["as_of", "peer_level", "peer_group"]
    deviation = (pl.col(value) - pl.col(value).median().over(keys)).abs()
    spread = (
        groups.sort(*keys, value)
        .with_columns(deviation=deviation)
        .group_by(keys, maintain_order=True)
        .agg(median=pl.col(value).median(), mad=pl.col("deviation").median(), mean=pl.col("deviation").mean())
    )
    scale = pl.when(pl.col("mad") > 0).then(_MAD * pl.col("mad")).otherwise(_MEAN_DEVIATION * pl.col("mean"))
    return spread.with_columns(scale=scale).drop("mad", "mean")


def robust_z(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same for one group, value by value; the form in which the method states it."""
    deviation = np.abs(values - np.median(values))
    scale = _MAD * np.median(deviation) or _MEAN_DEVIATION * deviation.mean()
    return (values - np.median(values)) / scale if scale > 0 else np.zeros_like(values)
