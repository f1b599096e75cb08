"""How likely each unit was to be inspected, by what the selectors could see, and the weights that follow.

What inspectors knew and no register tells is not in it: weighting is no cure, and results on the yearly duty and the
random arm decide.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.evaluation.estimators import Floats, effective_size

#: Below this nobody like the unit is ever inspected, and nothing can be estimated of it.
LOWEST = 0.01
_CLIP = (0.01, 0.99)


@dataclass(frozen=True)
class Propensity:
    """The chance of inspection of each unit, and stabilised weights of those inspected.

    Attributes:
        chance: e(x), one per unit.
        weight: P(R = 1) / e(x) with e clipped at its 1st and 99th percentile; 0 for those not inspected.
        effective_size: (Σw)² / Σw² of those inspected.
        not_estimable: the share of units with e(x) below 0.01.
        inspected, others: quantiles (0, 5, 25, 50, 75, 95 and 100 %) of e(x) in either group, to see the overlap.
    """

    chance: Floats
    weight: Floats
    effective_size: float
    not_estimable: float
    inspected: Floats
    others: Floats


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


def propensity(seen: Floats, inspected: Floats) -> Propensity:
    """Fit the chance of inspection by a penalised logistic regression on standardised columns.

    Args:
        seen: units by columns, without gaps.
        inspected: 1 or 0 per unit.
    """
    from sklearn.linear_model import LogisticRegression

    share = float(inspected.mean())
    if share in {0.0, 1.0}:
        chance = np.full(len(inspected), share)
    else:
        spread = seen.std(axis=0)
        scaled = (seen - seen.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
        model = LogisticRegression(C=1.0, max_iter=300).fit(scaled, inspected)
        chance = model.predict_proba(scaled)[:, 1]
    return of_chance(chance, inspected)


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
