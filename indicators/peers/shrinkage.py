"""Drawing the counts and shares of small units towards their peers (empirical Bayes, by moments).

Source: method notes §3.4 and indicator conventions no. 11; Marshall (1991), Morris & Lysy (2012), Kleinman (1973).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.definition import Shrinkage

Array = npt.NDArray[np.float64]
#: Bounds on the prior's size: below, single events would rule; above, nothing could ever stand out.
KAPPA = (0.5, 50.0)
PRIOR_SIZE = (2.0, 200.0)


def scale_to_counts(counted: Array, expected: Array) -> Array:
    """Expected values scaled so that they sum to the counted ones; unchanged where either sum is zero."""
    total = expected.sum()
    return expected * (counted.sum() / total) if total > 0 and counted.sum() > 0 else expected


def overdispersion(counted: Array, expected: Array) -> float:
    """How much the true rates vary beyond chance, σ² >= 0. `expected` must sum to `counted`; zeros are left out."""
    inside = expected > 0
    y, e = counted[inside], expected[inside]
    if len(e) < 2:
        return 0.0
    spread = (e * (y / e - 1) ** 2).sum() - (len(e) - 1)
    size = e.sum() - (e**2).sum() / e.sum()
    return max(0.0, float(spread / size)) if size > 0 else 0.0


def gamma_prior(counted: Array, expected: Array) -> float:
    """κ of the Gamma(κ, κ) prior of the rates: 1/σ², kept in `KAPPA`."""
    variance = overdispersion(counted, expected)
    return float(np.clip(1 / variance, *KAPPA)) if variance > 0 else KAPPA[1]


def beta_prior(counted: Array, out_of: Array) -> tuple[float, float] | None:
    """`(a, b)` of the Beta prior of the shares, by weighted moments; `None` where the group shows no share at all."""
    inside = out_of > 0
    x, n = counted[inside], out_of[inside]
    total = n.sum()
    share = x.sum() / total if total > 0 else 0.0
    if len(n) < 2 or not 0 < share < 1:
        return None
    chance = share * (1 - share)
    spread = (n * (x / n - share) ** 2).sum() - chance * (len(n) - 1)
    size = chance * (total - (n**2).sum() / total - (len(n) - 1))
    alike = spread / size if size > 0 else 0.0
    prior_size = float(np.clip(1 / alike - 1, *PRIOR_SIZE)) if alike > 0 else PRIOR_SIZE[1]
    return share * prior_size, (1 - share) * prior_size


@dataclass(frozen=True)
class Prior:
    """What one peer group says: the parameters of its prior, and what its expected values are multiplied by."""

    parameters: tuple[float, ...]
    scale: float = 1.0


def rate_prior(counted: Array, time: Array) -> tuple[float, float] | None:
    """`(shape, rate)` of the Gamma prior of events over time; `None` where the group has had none."""
    if counted.sum() <= 0 or time.sum() <= 0:
        return None
    kappa = gamma_prior(counted, scale_to_counts(counted, time))
    return kappa, float(kappa * time.sum() / counted.sum())


def _of_ratios(counted: Array, expected: Array) -> Prior:
    scaled = scale_to_counts(counted, expected)
    scale = float(scaled.sum() / expected.sum()) if expected.sum() > 0 else 1.0
    return Prior((gamma_prior(counted, scaled),), scale)


def _of_shares(counted: Array, out_of: Array) -> Prior | None:
    found = beta_prior(counted, out_of)
    return None if found is None else Prior(found)


def _of_rates(counted: Array, time: Array) -> Prior | None:
    found = rate_prior(counted, time)
    return None if found is None else Prior(found)


def _of_means(total: Array, number: Array) -> Prior | None:
    return Prior((float(total.sum() / number.sum()),)) if number.sum() > 0 else None


#: Kind of estimate → what a peer group's counts, and what they are set against, say of its prior.
PRIORS: dict[Shrinkage, Callable[[Array, Array], Prior | None]] = {
    Shrinkage.GAMMA_POISSON: _of_ratios,
    Shrinkage.BETA_BINOMIAL: _of_shares,
    Shrinkage.GAMMA_RATE: _of_rates,
    Shrinkage.POOLED_MEAN: _of_means,
}
