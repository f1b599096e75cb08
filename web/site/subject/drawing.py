"""Where things stand in drawings: values among peers, what each reason adds. Lengths are in pixels, as text."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

#: The plot of a value is so wide, with so much room at each end for the dot.
WIDTH, MARGIN = 180.0, 8.0
#: The longest bar.
LONGEST = 140.0


class Spread(Protocol):
    """How the values of a group are spread; the outermost two are as far as the line goes."""

    @property
    def low(self) -> float:
        """Where the line begins."""

    @property
    def q1(self) -> float:
        """The lower quartile."""

    @property
    def median(self) -> float:
        """The median."""

    @property
    def q3(self) -> float:
        """The upper quartile."""

    @property
    def high(self) -> float:
        """Where the line ends."""


@dataclass(frozen=True)
class DotPlot:
    """A value among its peers: a line from the 5th to the 95th percentile, a box of the quartiles, and a dot."""

    low: str
    q1: str
    median: str
    q3: str
    high: str
    box: str
    dot: str


def dot_plot(value: float, spread: Spread) -> DotPlot | None:
    """Where everything stands; nothing where all are the same and there is nothing to see."""
    first, last = min(spread.low, value), max(spread.high, value)
    if last <= first:
        return None

    def at(one: float) -> float:
        return MARGIN + (one - first) / (last - first) * (WIDTH - 2 * MARGIN)

    q1, q3 = at(spread.q1), at(spread.q3)
    return DotPlot(
        _px(at(spread.low)), _px(q1), _px(at(spread.median)), _px(q3), _px(at(spread.high)),
        _px(max(q3 - q1, 1.0)), _px(at(value)),
    )  # fmt: skip


def bar(points: Decimal, most: Decimal) -> str:
    """How long the bar of some points is, beside the longest."""
    return _px(max(float(abs(points) / most) * LONGEST, 1.0) if most else 0.0)


def rounded(points: list[Decimal]) -> list[Decimal]:
    """Points to one decimal that sum to their rounded sum: what is left over goes where rounding took most."""
    step = Decimal("0.1")
    down = [(one / step).to_integral_value(rounding="ROUND_FLOOR") * step for one in points]
    left = int(((sum(points, Decimal(0)) / step).to_integral_value() * step - sum(down, Decimal(0))) / step)
    order = sorted(range(len(points)), key=lambda place: (down[place] - points[place], place))
    for place in order[:left]:
        down[place] += step
    return down


def _px(length: float) -> str:
    return f"{length:.1f}"
