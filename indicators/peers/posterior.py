"""What is still uncertain about a value drawn towards its peers: its posterior, and the scale that z is measured in.

The formula of such an indicator is the posterior's mean, times a constant (per year, say). What draws are made of this
is `scoring/drawing.py`. Source: method notes §3.4 and §4.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.definition import Indicator, Shrinkage, Unit
from indicators.peers.estimating import Priors
from indicators.peers.medians import Floats, Integers

#: Kind of estimate → the unit of a value that is the estimate itself. A surprise is a probability already, and a pooled
#: mean has no distribution: both stay as they are.
_ESTIMATE_ITSELF = {
    Shrinkage.GAMMA_POISSON: Unit.RATIO,
    Shrinkage.GAMMA_RATE: Unit.RATE,
    Shrinkage.BETA_BINOMIAL: Unit.SHARE,
}
#: Kind of estimate → the prior's first and second parameter.
_PRIOR = {
    Shrinkage.GAMMA_POISSON: ("kappa", "kappa"),
    Shrinkage.GAMMA_RATE: ("shape", "rate"),
    Shrinkage.BETA_BINOMIAL: ("a", "b"),
}


@dataclass(frozen=True)
class Posterior:
    """Per entity: shape and rate of a Gamma, or a and b of a Beta, and the peers' scale; NaN where there is none."""

    a: Floats
    b: Floats
    scale: Floats

    def where(self, known: npt.NDArray[np.bool_]) -> "Posterior":
        """The same, and nothing for the others."""
        return Posterior(*(np.where(known, column, np.nan) for column in (self.a, self.b, self.scale)))


def has_posterior(indicator: Indicator) -> bool:
    """Whether its value is the mean of a posterior, and so can be drawn."""
    estimate = indicator.estimate
    return estimate is not None and _ESTIMATE_ITSELF.get(estimate.kind) is indicator.unit


def posterior_of(
    indicator: Indicator, columns: Mapping[str, Floats], priors: Priors | None, group: Integers, scale: Floats
) -> Posterior | None:
    """The posterior of every entity, with the prior of its group.

    Args:
        indicator: the indicator.
        columns: its measures, one number per entity.
        priors: the prior of every group.
        group: the group of every entity.
        scale: what differences from the peers are divided by, per entity.
    """
    if priors is None or indicator.estimate is None or not has_posterior(indicator):
        return None
    estimate = indicator.estimate
    first, second = (priors.parameters[name][group] for name in _PRIOR[estimate.kind])
    counted, out_of = columns[estimate.counted], columns[estimate.out_of] * priors.scale[group]
    rest = out_of - counted if estimate.kind is Shrinkage.BETA_BINOMIAL else out_of
    a, b = first + counted, second + rest
    is_proper = (a > 0) & (b > 0) & (scale > 0)
    return Posterior(a, b, scale).where(is_proper)
