"""How much units differ beyond what chance in small numbers gives: φ, and the additive variance τ² that answers to it.

Source: method notes §3.5; Spiegelhalter (2005), Handling over-dispersion of performance indicators.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: Standardised distances beyond these quantiles are brought in to them, so that a few do not speak for all.
WINSORISED = (0.10, 0.90)
#: Above this, units that are compared may not be comparable.
ALARM = 5.0


@dataclass(frozen=True)
class Dispersion:
    """`phi` is about 0.7 where units differ as chance makes them; `between` is τ², the variance between true values."""

    phi: float
    between: float

    def distances(self, away: Floats, error: Floats) -> Floats:
        """Distances from the target by chance and the spread of true values together: `(y - t) / √(s² + τ²)`."""
        return np.asarray(away / np.sqrt(error**2 + self.between))


def dispersion(away: Floats, error: Floats) -> Dispersion:
    """φ and τ² of units by their distance from the target and its sampling error; both finite, errors above 0.

    Raises:
        ValueError: there are fewer than two units, or an error is not above 0.
    """
    number = len(away)
    if number < 2 or not (error > 0).all():
        raise ValueError("dispersion is defined for two units or more, each with a sampling error above 0")
    z = away / error
    phi = float((np.clip(z, *np.quantile(z, WINSORISED)) ** 2).mean())
    weight = 1 / error**2
    size = weight.sum() - (weight**2).sum() / weight.sum()
    return Dispersion(phi, max(0.0, float((number * phi - (number - 1)) / size)))
