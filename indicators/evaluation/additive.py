"""Models that add: every feature gives a part of its own, and the parts sum exactly to the score.

A part is what the model says of one feature's value beside that of a peer-typical unit. An unknown value never gives
more than the worst known one does: where the model would have it so, the part is lowered and the feature is named.
"""

from collections.abc import Callable, Sequence
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
    shapes: Callable[[Sequence[tuple[int, Floats]]], list[Floats]]

    def shape(self, place: int, values: Floats) -> Floats:
        """What values of one feature, by its place, add before any unknown value is lowered."""
        return self.shapes([(place, values)])[0]

    def parts(self, matrix: Floats) -> Floats:
        """What each feature adds; units by features."""
        found = np.zeros(matrix.shape)
        worst = np.array([_WORST])
        distinct = [np.unique(column, return_inverse=True, equal_nan=True) for column in matrix.T]
        ends = self.shapes([(place, np.append(values, worst)) for place, (values, _) in enumerate(distinct)])
        for place, (name, (values, where), shape) in enumerate(zip(self.names, distinct, ends, strict=True)):
            own = shape[:-1]
            if name in self.lowered:
                own = np.where(np.isnan(values), np.minimum(own, shape[-1]), own)
            found[:, place] = own[where]
        return found

    def score(self, matrix: Floats) -> Floats:
        """The sum of base and parts, one for each unit."""
        total: Floats = self.base + self.parts(matrix).sum(axis=1)
        return total


def _checked(
    names: tuple[str, ...], base: float, shapes: Callable[[Sequence[tuple[int, Floats]]], list[Floats]]
) -> Additive:
    """The model with the features named whose unknown values would stand above the worst known."""
    ends = shapes([(place, np.array([_WORST, np.nan])) for place in range(len(names))])
    lowered = tuple(name for name, (worst, unknown) in zip(names, ends, strict=True) if unknown > worst + 1e-12)
    return Additive(names, base, lowered, shapes)


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
    return _checked(
        names,
        float(beta[0]),
        lambda asked: [np.asarray(beta[place + 1] * np.nan_to_num(values)) for place, values in asked],
    )


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

    def shapes(asked: Sequence[tuple[int, Floats]]) -> list[Floats]:
        lengths = [len(values) for _, values in asked]
        rows = np.zeros((sum(lengths), len(names)))
        places = np.repeat([place for place, _ in asked], lengths)
        rows[np.arange(len(rows)), places] = np.concatenate([values for _, values in asked])
        return list(np.split(predict(rows) - base, np.cumsum(lengths)[:-1]))

    return _checked(names, base, shapes)
