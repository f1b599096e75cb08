"""The pictures of what is learned, as SVG: shares year by year, and groups beside each other, all with their limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.evaluation.drawing import GREY, INK, WARM, percent, picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colour, mark and line of each series: told apart without colour as well.
_LOOKS = (("#4d7a2e", "s", "--"), (GREY, "^", ":"), (WARM, "D", "-."), (INK, "o", "-"))

#: As far as a ratio is drawn, to both sides of 1.
_MOST = 20.0


@dataclass(frozen=True)
class Point:
    """A figure with limits; no value where it rests on too few, and then only the limits are drawn."""

    name: str
    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Series:
    """One measure year by year."""

    name: str
    points: tuple[Point, ...]


def by_year(series: Sequence[Series], axis_text: str) -> str:
    """Shares year by year; what rests on fewer than five has limits and no mark."""
    years = sorted({point.name for one in series for point in one.points})
    looks = _LOOKS[-len(series) :]

    def draw(axis: "Axes") -> None:
        for place, (one, (colour, mark, line)) in enumerate(zip(series, looks, strict=True)):
            aside = 0.12 * (place - (len(series) - 1) / 2)
            at = {point.name: years.index(point.name) + aside for point in one.points}
            for point in one.points:
                axis.plot([at[point.name]] * 2, [point.low, point.high], color=colour, linewidth=1.4, alpha=0.6)
            told = [point for point in one.points if point.value is not None]
            places, values = [at[point.name] for point in told], [point.value for point in told]
            axis.plot(places, values, line, marker=mark, color=colour, ms=5, label=one.name)  # type: ignore[arg-type]
        axis.set_xticks(range(len(years)), years)
        axis.set(ylabel=axis_text, ylim=(0, 1.02))
        axis.yaxis.set_major_formatter(percent)
        axis.grid(visible=False, axis="x")
        axis.get_figure().legend(loc="outside lower center", ncols=2)  # type: ignore[union-attr]

    return picture(draw, 6.4, 3.8)


def groups(points: Sequence[Point], axis_text: str, expected: float | None = None) -> str:
    """One line for each group; with what is `expected` it is a ratio on a logarithmic axis, else a share."""

    def draw(axis: "Axes") -> None:
        for place, point in enumerate(reversed(points)):
            low = point.low if expected is None else max(point.low, 1 / _MOST)
            axis.plot([low, min(point.high, _MOST)], [place, place], color=INK, linewidth=1.8, alpha=0.45)
            if point.value is not None:
                axis.plot([point.value], [place], "o", color=INK, ms=5)
        axis.set_yticks(range(len(points)), [point.name for point in reversed(points)])
        axis.set_ylim(-0.7, len(points) - 0.3)
        axis.set_xlabel(axis_text)
        axis.grid(visible=False, axis="y")
        if expected is None:
            axis.set_xlim(0, min(1.02, 1.1 * max(point.high for point in points)))
            axis.xaxis.set_major_formatter(percent)
        else:
            axis.axvline(expected, color=GREY, linewidth=1)
            axis.set_xscale("log")
            axis.set_xlim(1 / _MOST, _MOST)
            axis.set_xticks(
                [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16], ["1/16", "⅛", "¼", "½", "1", "2", "4", "8", "16"]
            )
            axis.minorticks_off()

    return picture(draw, 6.4, 0.9 + 0.28 * len(points))
