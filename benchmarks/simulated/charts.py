"""Pictures of the study: how often intervals hold the truth, and what of the planted is found."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.simulated.planted import TOPS, found_in
from sources.synthetic.schemes import CASES

IMAGES = Path(__file__).parents[2] / "docs" / "images"
RESULTS = Path(__file__).parents[1] / "results"
_HONEST, _WRONG, _GREY = "#1b5e8c", "#b5442e", "#888888"
_NAMES = {
    "takeover_of_dormant": "takeover of a dormant company",
    "serial_bankruptcy": "serial bankruptcy",
    "straw_board": "straw board",
    "rapid_growth": "rapid growth, bad care",
    "moved_away": "moved after criticism",
    "all": "all",
}


def _pyplot() -> Any:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams |= {"svg.hashsalt": "tillsynsradar", "font.size": 9, "svg.fonttype": "path"}
    return plt


def coverage(estimators: Mapping[str, Mapping[str, float]], naive: tuple[str, ...], target: Path) -> Path:
    """One dot per estimator: the share of replications in which its interval held the truth."""
    plt = _pyplot()
    figure, panel = plt.subplots(figsize=(8, 4.2), layout="constrained")
    names = list(estimators)[::-1]
    panel.axvspan(90, 98, color="#dbe9f3", zorder=0)
    panel.axvline(95, color=_HONEST, linewidth=0.8, linestyle=":")
    for height, name in enumerate(names):
        colour = _WRONG if name in naive else _HONEST
        panel.plot(100 * estimators[name]["coverage"], height, "o", color=colour)
    panel.set_yticks(range(len(names)), names)
    panel.set(xlim=(-2, 102), xlabel="replications in which the 95 % interval held the truth, per cent")
    _finish(plt, figure, panel, target)
    return target


def found(cases: pl.DataFrame, target: str, to: Path) -> Path:
    """Two panels, the first 5 and 10 per cent: schemes and their look-alikes with limits, and the share by lot."""
    plt = _pyplot()
    figure, panels = plt.subplots(1, len(TOPS), figsize=(10, 3.8), sharey=True, layout="constrained")
    order = [*CASES, "all"][::-1]
    for panel, top in zip(panels, TOPS, strict=True):
        for row in found_in(cases, target, top).iter_rows(named=True):
            height = order.index(row["scheme"]) + (-0.15 if row["look_alike"] else 0.15)
            colour, marker = (_WRONG, "s") if row["look_alike"] else (_HONEST, "o")
            panel.plot([100 * row["low"], 100 * row["high"]], [height, height], color=colour, linewidth=1.2)
            panel.plot(100 * row["share"], height, marker, color=colour, ms=5)
            if row["look_alike"]:
                panel.plot(100 * row["lot"], height, "|", color=_GREY, ms=9)
        panel.axvline(100 * top, color=_GREY, linewidth=0.8, linestyle=":")
        panel.set_yticks(range(len(order)), [_NAMES[name] for name in order])
        panel.set(xlim=(-2, 102), xlabel="share of cases, per cent")
        panel.set_title(f"first {top:.0%} of the list", fontsize=9)
        panel.spines[["top", "right"]].set_visible(False)
        panel.grid(visible=True, axis="x", color="#dddddd", linewidth=0.6)
    marks = [plt.Line2D([], [], color=_HONEST, marker="o"), plt.Line2D([], [], color=_WRONG, marker="s")]
    marks.append(plt.Line2D([], [], color=_GREY, marker="|", linestyle="none"))
    marks.append(plt.Line2D([], [], color=_GREY, linestyle=":"))
    labels = ["planted", "honest look-alike", "as many ordinary private activities", "any activity taken by lot"]
    figure.legend(marks, labels, loc="outside lower center", ncols=4, frameon=False)
    _save(plt, figure, to)
    return to


def _finish(plt: Any, figure: Any, panel: Any, target: Path) -> None:
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(visible=True, axis="x", color="#dddddd", linewidth=0.6)
    _save(plt, figure, target)


def _save(plt: Any, figure: Any, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, metadata={"Date": None})
    plt.close(figure)
