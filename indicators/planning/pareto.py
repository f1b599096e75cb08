"""Pareto sampling: a fixed number drawn with unequal probabilities. Source: method notes §7; Rosén 1997.

`q = [u / (1 - u)] / [π / (1 - π)]`; the n smallest are drawn. That each is drawn with exactly its π holds in the limit:
with two or more drawn and no single dominating, the difference is a few thousandths. See the decision page.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


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


def draw(pi: Floats, u: Floats, n: int) -> Flags:
    """Who is drawn: the `n` with the smallest q, shape (units,); fewer where fewer are possible."""
    n = min(n, int((pi > 0).sum()))
    chosen = np.zeros(len(pi), dtype=np.bool_)
    chosen[np.argsort(ranking(pi, u), kind="stable")[:n]] = True
    return chosen
