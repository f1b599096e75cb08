"""How much two indicators go together, by ranks: near-copies of one fact are found by it."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: Indicators that go together more than this are near-copies and share one weight (method notes §4).
NEAR_COPY = 0.8
#: Fewer units than this, or fewer that differ from the usual value, and a correlation says nothing.
FEWEST_UNITS, FEWEST_DIFFERENT = 50, 10


def rank_correlation(one: Floats, other: Floats) -> tuple[float, int] | None:
    """Spearman's correlation where both are known (not NaN), rounded to four digits, and over how many.

    Nothing where there is too little to go by.
    """
    both = ~(np.isnan(one) | np.isnan(other))
    if both.sum() < FEWEST_UNITS or min(_n_different(one[both]), _n_different(other[both])) < FEWEST_DIFFERENT:
        return None
    from scipy.stats import rankdata

    correlation = np.corrcoef(rankdata(one[both]), rankdata(other[both]))[0, 1]
    return float(f"{correlation:.4g}"), int(both.sum())


def _n_different(values: Floats) -> int:
    """How many differ from the most common value."""
    return len(values) - int(np.unique(values, return_counts=True)[1].max())
