"""The grid that scores are computed on: open activities x indicators in use, for one target and day.

Here values are laid out as arrays, an actor's values inherited by its activities. The formula is in `score.py`, the
draws in `intervals.py`.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Direction, Indicator, Level, Missing, Target
from indicators.peers.posterior import Posterior
from indicators.scoring.near_copies import copies, parts_of_weights
from indicators.secrecy import is_sole_trader

Z_TOP = 3.0

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Weights = tuple[float, ...]
_ENTITY = {Level.ACTIVITY: "activity_id", Level.ACTOR: "actor_id"}
_POSTERIOR = ("posterior_a", "posterior_b", "peer_scale")


@dataclass(frozen=True)
class Shrunk:
    """What a draw of a shrunken value takes: value, z before limits, posterior; NaN where there is no posterior.

    `sign` is -1 where lower is riskier.
    """

    value: Floats
    z: Floats
    posterior: Posterior
    sign: float


@dataclass(frozen=True)
class Column:
    """One indicator for all activities: limited z (0 where unknown), whether known, whether applicable.

    `entity` numbers the activity's entity (itself, or its actor) in the order of the identifiers; `key` is a digest of
    its identifier, which its draws follow from. `shrunk` is there where values were drawn towards the peers.
    """

    indicator: Indicator
    z: Floats
    is_known: Flags
    is_applicable: Flags
    entity: Integers
    key: Keys
    shrunk: Shrunk | None = None


@dataclass(frozen=True)
class Grid:
    """All activities, sorted by identifier, with the columns of one target in the order of the indicators' names.

    `copies` numbers the group of near-copies of each column; what goes with nothing else is a group of its own.
    """

    as_of: dt.date
    target: Target
    activities: pl.DataFrame
    columns: tuple[Column, ...]
    weights: Weights
    copies: tuple[int, ...]

    @classmethod
    def of(
        cls, as_of: dt.date, target: Target, activities: pl.DataFrame, columns: tuple[Column, ...], weights: Weights
    ) -> "Grid":
        """The grid with the near-copies among its columns found, over the activities where both are known."""
        known = [np.where(one.is_known & one.is_applicable, one.z, np.nan) for one in columns]
        return cls(as_of, target, activities, columns, weights, copies(known))

    @property
    def n(self) -> int:
        """How many activities there are."""
        return self.activities.height

    @cached_property
    def families(self) -> dict[str, list[int]]:
        """Family → positions of its columns."""
        found: dict[str, list[int]] = {}
        for position, column in enumerate(self.columns):
            found.setdefault(column.indicator.family, []).append(position)
        return found

    @cached_property
    def parts(self) -> Floats:
        """Which part of its decided weight each indicator has for each activity, (indicators, activities).

        0 where it does not apply, 1 where it does and no near-copy shares its weight.
        """
        applicable = np.array([column.is_applicable for column in self.columns], dtype=np.float64)
        return parts_of_weights(applicable.reshape(len(self.columns), self.n), np.array(self.weights), self.copies)

    def cap(self, group_cap: float) -> float:
        """The share of what is attainable that one family may give.

        Where a target has so few families that they could not reach all of it together, each may give its equal part.
        The families are those of the target, not of the activity: less that applies is no reason to let one weigh more.
        """
        return max(group_cap, 1.0 / max(len(self.families), 1))

    @cached_property
    def is_unscored(self) -> Flags:
        """Natural persons are not scored for crime: that would be profiling a person."""
        if self.target is not Target.CRIME:
            return np.zeros(self.n, dtype=np.bool_)
        return self.activities.select(found=is_sole_trader())["found"].to_numpy()


def columns_at(
    values: pl.DataFrame, activities: pl.DataFrame, indicators: Mapping[str, Indicator]
) -> dict[str, Column]:
    """Lay out the values of one day. `activities` is sorted by `activity_id`.

    An entity without a row is applicable and unknown: never silently left out of the denominator.
    """
    by_indicator: Mapping[Any, pl.DataFrame] = values.filter(
        pl.col("indicator_id").is_in(list(indicators))
    ).partition_by("indicator_id", as_dict=True)
    nothing = values.clear()
    keys = {level: _keys(activities[name].to_list()) for level, name in _ENTITY.items()}
    return {
        name: _column(indicator, by_indicator.get((name,), nothing), activities, keys)
        for name, indicator in indicators.items()
    }


def _column(indicator: Indicator, values: pl.DataFrame, activities: pl.DataFrame, keys: Mapping[Level, Keys]) -> Column:
    level = Level.ACTOR if indicator.level is Level.ACTOR else Level.ACTIVITY
    key = _ENTITY[level]
    own = values.filter(pl.col("level").cast(pl.String) == indicator.level.value).select(
        pl.col("entity_id").alias(key), pl.col("z").fill_nan(None), "value", "missing_reason", *_POSTERIOR
    )
    joined = activities.select(key).join(own, on=key, how="left", maintain_order="left", validate="m:1")
    frame = joined.select(
        z=pl.col("z").clip(indicator.z_floor, Z_TOP),
        is_known=pl.col("value").is_not_null() & pl.col("z").is_not_null(),
        is_applicable=pl.col("missing_reason").ne_missing(Missing.NOT_APPLICABLE.value),
        entity=pl.col(key).rank("dense").cast(pl.Int64) - 1,
    )
    is_known = frame["is_known"].to_numpy()
    return Column(
        indicator=indicator,
        z=np.where(is_known, frame["z"].fill_null(0.0).to_numpy(), 0.0),
        is_known=is_known,
        is_applicable=frame["is_applicable"].to_numpy(),
        entity=frame["entity"].to_numpy(),
        key=keys[level],
        shrunk=_shrunk(indicator, joined),
    )


def _shrunk(indicator: Indicator, joined: pl.DataFrame) -> Shrunk | None:
    if joined["posterior_a"].null_count() == joined.height:
        return None
    value, z, *posterior = (joined[name].fill_null(np.nan).to_numpy() for name in ("value", "z", *_POSTERIOR))
    sign = -1.0 if indicator.direction is Direction.LOWER else 1.0
    return Shrunk(value, z, Posterior(*posterior), sign)


def _keys(identifiers: list[str]) -> Keys:
    """A digest of each identifier: what is drawn for an entity depends on no other entity and on no order."""
    found = b"".join(hashlib.blake2b(one.encode(), digest_size=8).digest() for one in identifiers)
    return np.frombuffer(found, dtype="<u8").astype(np.uint64)
