"""How far those inspected are like the others, by the chance of having been inspected: what weighting can rest on."""

from typing import Any

import numpy as np
import polars as pl

from indicators.evaluation.estimators import Estimate
from indicators.evaluation.figure_rows import Curves, Figures
from indicators.evaluation.propensity import LOWEST, Propensity

_CLASSES = 10
_NAMED = {"propensity_lowest": 0, "propensity_p05": 1, "propensity_median": 3, "propensity_p95": 5,
          "propensity_highest": 6}  # fmt: skip
NOT_ESTIMABLE = "Där chansen till inspektion är under 0,01 går träffandelen inte att skatta."


def overlap(found: Propensity, units: pl.DataFrame, into: Figures, curves: Curves) -> None:
    """The size that weighting leaves, what it does not reach, quantiles of either group, and both distributions.

    Args:
        found: the chances.
        units: the units that they are of, with `y`.
        into: where figures go.
        curves: where the two distributions go: the share of a group in each tenth of the chance.
    """
    seen = units["y"].is_not_null().to_numpy()
    into.add("weight_effective_size", found.effective_size, stratum="inspected", n=int(seen.sum()))
    into.add("share_not_estimable", found.not_estimable, n=units.height, note=NOT_ESTIMABLE)
    into.add("imbalance", found.unlike, stratum="inspected", n=int(seen.sum()))
    into.add("imbalance_weighted", found.unlike_weighted, stratum="inspected", n=int(seen.sum()))
    for group, ends, own in (("inspekterade", found.inspected, seen), ("övriga", found.others, ~seen)):
        about: dict[str, Any] = {"group_kind": "overlap", "group": group, "n": int(own.sum())}
        for measure, place in _NAMED.items():
            into.add(measure, float(ends[place]), **about)
        into.add("share_not_estimable", float((found.chance[own] < LOWEST).mean()) if own.any() else None, **about)
        counted = np.bincount(np.minimum((found.chance[own] * _CLASSES).astype(int), _CLASSES - 1), minlength=_CLASSES)
        for place, n in enumerate(counted, start=1):
            height = float(n / max(counted.sum(), 1))
            point = Estimate(height, height, height, int(n), 0.0)
            middle = (place - 0.5) / _CLASSES
            curves.add("overlap", middle, point, order=place, method="none", stratum="all", point=group)
