"""Models that add: every feature gives a part of its own, and the parts sum exactly to the score.

A part is what the model says of one feature's value beside that of a peer-typical unit. An unknown value never gives
more than the worst known one does: where the model would have it so, the part is lowered and the feature is named.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from indicators.evaluation.features import Floats

#: The most leaves of a tree, and the least units in a leaf (a share, and a number).
_LEAVES, _LEAF_SHARE, _LEAST_IN_LEAF = 8, 0.05, 20
_ROUNDS, _RATE = 60, 0.1
#: Strength of the penalty on coefficients, as of so many units.
_RIDGE = 5.0
#: The highest standardised value.
_WORST = 3.0


@dataclass(frozen=True)
class Additive:
    """A fitted model: `score = base + Σ parts`, on the log-odds (or points, for a regression).

    Attributes:
        names: the features, in the order of the matrix's columns.
        base: the score of a unit that is peer-typical in everything.
        lowered: features whose unknown values the model put above the worst known.
    """

    names: tuple[str, ...]
    base: float
    lowered: tuple[str, ...]
    shape: Callable[[int, Floats], Floats]

    def parts(self, matrix: Floats) -> Floats:
        """What each feature adds; units by features."""
        found = np.zeros(matrix.shape)
        for place, name in enumerate(self.names):
            column = matrix[:, place]
            values, where = np.unique(column, return_inverse=True, equal_nan=True)
            shape = self.shape(place, values)
            if name in self.lowered:
                worst = self.shape(place, np.array([_WORST]))[0]
                shape = np.where(np.isnan(values), np.minimum(shape, worst), shape)
            found[:, place] = shape[where]
        return found

    def score(self, matrix: Floats) -> Floats:
        """The sum of base and parts, one for each unit."""
        total: Floats = self.base + self.parts(matrix).sum(axis=1)
        return total


def _checked(names: tuple[str, ...], base: float, shape: Callable[[int, Floats], Floats]) -> Additive:
    """The model with the features named whose unknown values would stand above the worst known."""
    ends = [shape(place, np.array([_WORST, np.nan])) for place in range(len(names))]
    lowered = tuple(name for name, (worst, unknown) in zip(names, ends, strict=True) if unknown > worst + 1e-12)
    return Additive(names, base, lowered, shape)


def logistic(matrix: Floats, outcome: Floats, weight: Floats, names: tuple[str, ...]) -> Additive:
    """Logistic regression with an L2 penalty and no negative coefficient; an unknown value is taken as peer-typical."""
    filled = np.nan_to_num(matrix)
    signed = 2 * outcome - 1

    def loss(beta: Floats) -> tuple[float, Floats]:
        margin = signed * (beta[0] + filled @ beta[1:])
        pull = -weight * signed / (1 + np.exp(np.clip(margin, -35, 35)))
        value = float((weight * np.logaddexp(0, -margin)).sum() + 0.5 * _RIDGE * (beta[1:] ** 2).sum())
        return value, np.concatenate([[pull.sum()], filled.T @ pull + _RIDGE * beta[1:]])

    bounds = [(None, None), *([(0.0, None)] * len(names))]
    beta = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return _checked(names, float(beta[0]), lambda place, values: beta[place + 1] * np.nan_to_num(values))


def boosting(
    matrix: Floats, outcome: Floats, weight: Floats, names: tuple[str, ...], seed: int, *, of_points: bool = False
) -> Additive:
    """Gradient boosting by histograms, monotone in every feature and without interactions.

    `of_points` fits the outcome's size by least squares in place of the log-odds of a hit.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    options = {
        "monotonic_cst": [1] * len(names),
        "interaction_cst": "no_interactions",
        "max_leaf_nodes": _LEAVES,
        "min_samples_leaf": max(_LEAST_IN_LEAF, int(_LEAF_SHARE * len(outcome))),
        "max_iter": _ROUNDS,
        "learning_rate": _RATE,
        "l2_regularization": 1.0,
        "early_stopping": False,
        "random_state": seed,
    }
    if of_points:
        model = HistGradientBoostingRegressor(**options).fit(matrix, outcome, sample_weight=weight)
        predict = model.predict
    else:
        model = HistGradientBoostingClassifier(**options).fit(matrix, outcome > 0, sample_weight=weight)
        predict = model.decision_function
    typical = np.zeros((1, len(names)))
    base = float(predict(typical)[0])

    def shape(place: int, values: Floats) -> Floats:
        rows = np.repeat(typical, len(values), axis=0)
        rows[:, place] = values
        part: Floats = predict(rows) - base
        return part

    return _checked(names, base, shape)
