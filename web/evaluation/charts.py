"""The pictures of an evaluation, as SVG that needs nothing else: lift, calibration, funnel and comparison of groups.

From rows of `EvaluationCurve` and `EvaluationFigure` to pictures; which rows, and the words around, are decided by
`pictures.py`. The same rows give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from web.evaluation.drawing import GREY, INK, PALE, WARM, comma, percent, picture
from web.evaluation.words import method_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colour and line of each method: told apart without colour as well.
_LINES = {
    "version_1": (INK, "-"),
    "own_score": (INK, "-"),
    "shadow_logistic": (WARM, "--"),
    "shadow_boosting": (WARM, ":"),
    "last_outcome": ("#4d7a2e", "--"),
    "own_history": ("#4d7a2e", ":"),
    "size": ("#7a4a9e", "--"),
    "region_only": ("#7a4a9e", ":"),
    "random": (GREY, "-."),
}
_ROUNDING = 1e-9
_MOST = 40.0


@dataclass(frozen=True)
class Ratio:
    """A group's share of the top against its share of all, with limits; `is_alarm` when it has to be explained."""

    name: str
    value: float
    low: float
    high: float
    is_alarm: bool


def lift(curves: pl.DataFrame, methods: Sequence[str]) -> str:
    """How many more hits than the average, the further one goes down the list; the first method has its limits."""

    def draw(axis: "Axes") -> None:
        axis.axhline(1.0, color=GREY, linewidth=1)
        for place, method in enumerate(methods):
            own = curves.filter(pl.col("method") == method).sort("order")
            colour, line = _LINES.get(method, (GREY, "-"))
            if place == 0:
                limits = own.drop_nulls(["low", "high"])
                axis.fill_between(limits["x"], limits["low"], limits["high"], color=PALE, alpha=0.5, linewidth=0)
            axis.plot(
                own["x"], own["y"], line, color=colour, label=method_words(method), linewidth=2 if place == 0 else 1.4
            )
        axis.set(xlabel="Andel av listan som har gåtts igenom", ylabel="Träffar mot genomsnittet", xlim=(0, 1))
        axis.set_ylim(0, _top(curves))
        axis.xaxis.set_major_formatter(percent)
        axis.yaxis.set_major_formatter(comma)
        axis.get_figure().legend(loc="outside lower center", ncols=3)  # type: ignore[union-attr]

    return picture(draw, 6.4, 4.0)


def _top(curves: pl.DataFrame) -> float:
    """As high as the highest curve, and most of the field of limits: a limit without end must not flatten the rest."""
    heights = curves.select(pl.col("y").max(), high=pl.col("high").filter(pl.col("high").is_finite()).quantile(0.9))
    y, high = (value or 0.0 for value in heights.row(0))
    return max(1.5, 1.05 * max(y, min(high, 2 * y)))


def calibration(points: pl.DataFrame) -> str:
    """Said against seen, tenth by tenth; a point on the line was right."""
    own = points.drop_nulls("y").sort("order")

    def draw(axis: "Axes") -> None:
        y, low, high = (own[name].fill_null(own["y"]).to_numpy() for name in ("y", "low", "high"))
        top = min(1.0, 1.08 * max(float(own["x"].to_numpy().max(initial=0.1)), float(high.max(initial=0.1))))
        axis.plot([0, top], [0, top], color=GREY, linewidth=1)
        axis.errorbar(own["x"], y, yerr=[y - low, high - y], fmt="o", color=INK, ecolor=PALE, elinewidth=3, ms=5)
        axis.set(xlabel="Beräknad sannolikhet", ylabel="Andel som fick utfallet", xlim=(0, top), ylim=(0, top))
        axis.xaxis.set_major_formatter(percent)
        axis.yaxis.set_major_formatter(percent)

    return picture(draw, 6.4, 3.6)


def funnel(points: pl.DataFrame) -> str:
    """Hit rates of groups by their number of inspections; outside the funnel is more than chance."""
    ordered = points.drop_nulls("y").sort("x", "point")

    def draw(axis: "Axes") -> None:
        axis.fill_between(ordered["x"], ordered["low"], ordered["high"], color=PALE, alpha=0.5, linewidth=0)
        outside = ordered.filter(is_outside())
        axis.plot(ordered["x"], ordered["y"], "o", color=INK, ms=4)
        for x, y, name in outside.select("x", "y", "point").iter_rows():
            axis.annotate(str(name), (x, y), xytext=(5, 4), textcoords="offset points", fontsize=8)
        axis.set(xlabel="Antal inspektioner", ylabel="Andel med utfallet", ylim=(0, 1))
        axis.yaxis.set_major_formatter(percent)

    return picture(draw, 6.4, 3.6)


def overlap(points: pl.DataFrame) -> str:
    """Two sets of bars: how the chance of inspection is spread among those inspected and among the others."""
    shown = (("övriga", GREY, -0.21), ("inspekterade", INK, 0.21))

    def draw(axis: "Axes") -> None:
        for name, colour, aside in shown:
            own = points.filter(pl.col("point") == name).sort("order")
            axis.bar(own["order"].to_numpy() + aside, own["y"], width=0.38, color=colour, label=name)
        ends = [f"{10 * place}–{10 * (place + 1)} %" for place in range(10)]
        axis.set_xticks(range(1, 11), ends, fontsize=7)
        axis.set(xlabel="Sannolikhet att inspekteras", ylabel="Andel av gruppen", ylim=(0, 1))
        axis.yaxis.set_major_formatter(percent)
        axis.grid(visible=False, axis="x")
        axis.legend(loc="upper right")

    return picture(draw, 6.4, 3.6)


def is_outside() -> pl.Expr:
    """Whether a point of a funnel lies beyond what chance gives, by more than rounding."""
    return (pl.col("y") < pl.col("low") - _ROUNDING) | (pl.col("y") > pl.col("high") + _ROUNDING)


def groups(rows: Sequence[Ratio]) -> str:
    """One line for each group, with the band 0.8 to 1.25 behind; filled diamonds are alarms."""

    def draw(axis: "Axes") -> None:
        axis.axvspan(0.8, 1.25, color="#e4eef3", linewidth=0)
        axis.axvline(1.0, color=GREY, linewidth=1)
        for place, row in enumerate(reversed(rows)):
            colour = WARM if row.is_alarm else INK
            axis.plot(
                [max(row.low, 1 / _MOST), min(row.high, _MOST)], [place, place], color=colour, linewidth=1.6, alpha=0.5
            )
            axis.plot([row.value], [place], "D" if row.is_alarm else "o", color=colour, ms=5)
        axis.set_yticks(range(len(rows)), [row.name for row in reversed(rows)])
        axis.set_ylim(-0.7, len(rows) - 0.3)
        axis.set_xscale("log")
        axis.set_xticks(
            [1 / 32, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 32], ["1/32", "⅛", "¼", "½", "1", "2", "4", "8", "32"]
        )
        axis.set_xlim(*_span(rows))
        axis.minorticks_off()
        axis.set_xlabel("Andel av toppen mot andel av alla")
        axis.grid(visible=False, axis="y")

    return picture(draw, 6.4, 0.9 + 0.28 * len(rows))


def _span(rows: Sequence[Ratio]) -> tuple[float, float]:
    """As far as any value and most limits reach, from half to two at least; the same to both sides of 1."""
    values = [max(row.value, 1 / row.value) for row in rows]
    limits = [min(max(row.high, 1 / max(row.low, 1 / _MOST)), 8.0) for row in rows]
    furthest = min(1.15 * max([2.0, *values, *limits]), _MOST)
    return 1 / furthest, furthest
