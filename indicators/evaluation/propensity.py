"""How likely each unit was to be inspected, by what the selectors could see, and the weights that follow.

What inspectors knew and no register tells is not in it: weighting is no cure, and results on the yearly duty and the
random arm decide. Nobody's chance comes from a fit that has seen it: each part of the units has the chances that were
learnt on the other parts (cross-fitting), or the weights would flatter the very rows they were learnt on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from indicators.evaluation.estimators import Floats, effective_size

#: Below this nobody like the unit is ever inspected, and nothing can be estimated of it.
LOWEST = 0.01
_CLIP = (0.01, 0.99)
#: Into how many parts the units are dealt; each part's chances are learnt on the others.
PARTS = 3


@dataclass(frozen=True)
class Propensity:
    """The chance of inspection of each unit, and stabilised weights of those inspected.

    Attributes:
        chance: e(x), one per unit.
        weight: P(R = 1) / e(x) with e clipped at its 1st and 99th percentile; 0 for those not inspected.
        effective_size: (Σw)² / Σw² of those inspected.
        not_estimable: the share of units with e(x) below 0.01.
        inspected, others: quantiles (0, 5, 25, 50, 75, 95 and 100 %) of e(x) in either group, to see the overlap.
        unlike: the largest standardised difference in what the selectors saw, between those inspected and everyone.
        unlike_weighted: the same when those inspected are weighted; what is left is what weighting does not repair.
    """

    chance: Floats
    weight: Floats
    effective_size: float
    not_estimable: float
    inspected: Floats
    others: Floats
    unlike: float = float("nan")
    unlike_weighted: float = float("nan")


def seen_by_selectors(rows: pl.DataFrame, z: pl.DataFrame) -> Floats:
    """What the selectors could see of each row: standardised values, form, operator, size, tips and past outcomes."""
    numbers = [name for name in z.columns if name not in ("list_date", "entity_id")]
    columns = [z[name].fill_null(0.0).to_numpy() for name in numbers]
    columns += [
        (rows[name] == code).fill_null(value=False).to_numpy().astype(np.float64)
        for name in ("form", "operator_type", "size_third")
        for code in rows[name].unique().sort().drop_nulls().to_list()[1:]
    ]
    columns += [
        np.log1p(np.maximum(rows[name].fill_null(0.0).to_numpy(), 0.0))
        for name in ("places", "tips", "last_outcome", "own_history")
        if name in rows.columns
    ]
    return np.column_stack(columns)


def propensity(seen: Floats, inspected: Floats, parts: Sequence[int] | None = None) -> Propensity:
    """Fit the chance of inspection by a penalised logistic regression on standardised columns, cross-fitted.

    Args:
        seen: units by columns, without gaps.
        inspected: 1 or 0 per unit.
        parts: which part each unit belongs to; units that are alike (of one owner, or one unit on several days) belong
            to one. By default the rows are dealt out in turn.
    """
    share = float(inspected.mean())
    if share in {0.0, 1.0}:
        return of_chance(np.full(len(inspected), share), inspected)
    spread = seen.std(axis=0)
    scaled = (seen - seen.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    part = np.arange(len(inspected)) % PARTS if parts is None else np.asarray(parts)
    chance = np.full(len(inspected), share)
    for one in np.unique(part):
        own = part == one
        if not own.all() and 0 < inspected[~own].sum() < (~own).sum():
            chance[own] = _fitted(scaled[~own], inspected[~own], scaled[own])
    found = of_chance(chance, inspected)
    weighted = found.weight[inspected > 0]
    plain = np.ones(int(inspected.sum()))
    return replace(
        found,
        unlike=_unlike(scaled[inspected > 0], plain),
        unlike_weighted=_unlike(scaled[inspected > 0], weighted),
    )


def _fitted(learn: Floats, inspected: Floats, asked: Floats) -> Floats:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=100).fit(learn, inspected)
    found: Floats = model.predict_proba(asked)[:, 1]
    return found


def _unlike(inspected: Floats, weight: Floats) -> float:
    """The largest weighted mean of the standardised columns, which are 0 for everyone."""
    if not len(weight) or weight.sum() <= 0:
        return float("nan")
    return float(np.abs(weight @ inspected / weight.sum()).max())


def of_chance(chance: Floats, inspected: Floats) -> Propensity:
    """The weights that follow from chances of inspection."""
    low, high = np.quantile(chance, _CLIP)
    clipped = np.maximum(np.clip(chance, low, high), 1e-9)
    weight = np.where(inspected > 0, inspected.mean() / clipped, 0.0)
    steps = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
    ends = [
        np.quantile(chance[group], steps) if group.any() else np.full(len(steps), np.nan)
        for group in (inspected > 0, inspected == 0)
    ]
    return Propensity(
        chance, weight, effective_size(weight[inspected > 0]), float((chance < LOWEST).mean()), ends[0], ends[1]
    )
