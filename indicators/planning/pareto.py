"""Pareto sampling: a fixed number drawn with unequal probabilities. Source: method notes §7; Rosén 1997.

`q = [u / (1 - u)] / [π / (1 - π)]`; the n smallest are drawn. That each is drawn with exactly its π holds in the limit.
In small draws the difference can be several hundredths, so there the probability that is kept is the exact one.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
#: Up to so many units the exact probability is worked out; among more the difference is a few thousandths.
SMALL = 40
_POINTS = 96


def probabilities(weights: Floats, n: int) -> Floats:
    """Probabilities proportional to the weights that sum to `n`; what would pass 1 is certain, and the rest share.

    Args:
        weights: positive, shape (units,).
        n: how many are to be drawn; all of them when there are no more.
    """
    if n >= len(weights):
        return np.ones(len(weights))
    found, certain = np.zeros(len(weights)), np.zeros(len(weights), dtype=np.bool_)
    while n > certain.sum():
        rest = weights[~certain]
        found[~certain] = rest * ((n - certain.sum()) / rest.sum())
        beyond = ~certain & (found >= 1)
        found[beyond] = 1.0
        if not beyond.any():
            break
        certain |= beyond
    found[~certain] *= 1.0 if n > certain.sum() else 0.0
    return found


def ranking(pi: Floats, u: Floats) -> Floats:
    """What the draw orders by: q, smallest first; 0 for who is certain and infinite for who is impossible."""
    with np.errstate(divide="ignore"):
        return np.asarray((u / (1 - u)) / (pi / (1 - pi)))


def inclusion(pi: Floats, n: int) -> Floats:
    """The probability of each unit of being drawn, shape (units,): exact in small draws, `pi` in others.

    With u = v a unit is drawn when fewer than n of the others have a smaller q. Each of them has one with a probability
    that v gives, whoever else does, so their number is a sum of independent yes and no; its distribution is integrated
    over v.
    """
    open_ = np.flatnonzero((pi > 0) & (pi < 1))
    room = n - int((pi >= 1).sum())
    if not 0 < room < len(open_) <= SMALL:
        return pi.copy()
    odds = pi[open_] / (1 - pi[open_])
    nodes, weights = np.polynomial.legendre.leggauss(_POINTS)
    v = (nodes + 1) / 2
    smaller = (v / (1 - v))[None, :, None] * odds[None, None, :] / odds[:, None, None]
    chance = smaller / (1 + smaller)
    fewer = np.zeros((len(open_), _POINTS, room))
    fewer[:, :, 0] = 1.0
    for other in range(len(open_)):
        p = np.where(np.arange(len(open_)) == other, 0.0, 1.0)[:, None, None] * chance[:, :, other, None]
        moved = np.concatenate([np.zeros((len(open_), _POINTS, 1)), fewer[:, :, :-1]], axis=2)
        fewer = fewer * (1 - p) + moved * p
    found = pi.copy()
    found[open_] = fewer.sum(axis=2) @ (weights / 2)
    return found


def draw(pi: Floats, u: Floats, n: int) -> Flags:
    """Who is drawn: the `n` with the smallest q, shape (units,); fewer where fewer are possible."""
    n = min(n, int((pi > 0).sum()))
    chosen = np.zeros(len(pi), dtype=np.bool_)
    chosen[np.argsort(ranking(pi, u), kind="stable")[:n]] = True
    return chosen
