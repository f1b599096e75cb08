"""How an indicator is spread on a register, as a small picture: one line per family of forms.

From statistics to SVG text. The same figures give the same bytes: no date, no random names, text kept as text.
"""

import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from indicators.definition import Indicator, Unit
from indicators.reference.statistics import EVERYONE
from indicators.reference.words import FORM_FAMILIES, LEVELS_IN_PLURAL, UNITS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK, _PALE, _GREY, _TEXT = "#1f5f8b", "#9dbdd3", "#c8c8c8", "#333333"
_STYLE: Any = {
    "svg.hashsalt": "tillsynsradar",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 8.5,
    "text.color": _TEXT,
    "axes.edgecolor": _GREY,
    "axes.labelcolor": _TEXT,
    "xtick.color": _GREY,
    "ytick.color": _GREY,
    "xtick.labelcolor": _TEXT,
    "ytick.labelcolor": _TEXT,
}
_INCHES_A_ROW, _INCHES_AROUND, _WIDTH = 0.27, 0.95, 7.8
_RATIOS = (1.0, 1.35)
_TITLES = {"share": "Andel över noll", "spread": "Spridning", "above": "Spridning bland dem över noll"}
_LETTERS_A_LINE = 36
_METADATA = re.compile(r" *<metadata>.*?</metadata>\n", re.DOTALL)
_COORDINATE = re.compile(r"-?\d+\.\d{3,}")
#: Units whose amounts differ by powers of ten.
_LOGARITHMIC = frozenset({Unit.AMOUNT})
#: With at least so many zeros, those above zero are drawn apart.
_MOSTLY_ZERO = 0.25


def picture(indicator: Indicator, groups: Mapping[str, Mapping[str, Any]]) -> str:
    """The distribution as SVG. `groups` are those of `statistics`; without any known value there is no picture."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    if not groups:
        return ""
    ordered = _ordered(groups)
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(_WIDTH, _INCHES_AROUND + _INCHES_A_ROW * len(ordered)), layout="constrained")
        FigureCanvasSVG(figure)
        panels = _panels(indicator, groups)
        axes = figure.subplots(1, len(panels), sharey=True, squeeze=False, width_ratios=_RATIOS[: len(panels)])[0]
        _draw(axes, panels, indicator, ordered)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return _plain(text.getvalue())


def _plain(svg: str) -> str:
    """Without what the drawing program says of itself, and with coordinates no finer than a reader can see."""
    svg = _METADATA.sub("", svg)
    svg = _COORDINATE.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def _ordered(groups: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Families in the order of the code list, the first at the top of the picture."""
    names = [name for name in (EVERYONE, *FORM_FAMILIES) if name in groups]
    return [(name, groups[name]) for name in reversed(names)]


def _panels(indicator: Indicator, groups: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """What to draw: the share above zero, the spread, or one of each where most lie at zero."""
    if indicator.unit in {Unit.FLAG, Unit.STATE}:
        return ("share",)
    n = sum(group["n"] for group in groups.values())
    zeros = sum(group["n"] * (1 - group["above"]) for group in groups.values()) / n
    is_signed = any(group["quantiles"][0] < 0 for group in groups.values())
    return ("spread",) if zeros < _MOSTLY_ZERO or is_signed else ("share", "above")


def _draw(
    axes: "Sequence[Axes]",
    panels: tuple[str, ...],
    indicator: Indicator,
    ordered: list[tuple[str, Mapping[str, Any]]],
) -> None:
    for axis, panel in zip(axes, panels, strict=True):
        _frame(axis)
        axis.set_title(_TITLES[panel], loc="left", fontsize=8.5)
        if panel == "share":
            _shares(axis, ordered)
        else:
            _spreads(axis, indicator, ordered, "quantiles" if panel == "spread" else "quantiles_above")
    labels = [_label(indicator, name, group) for name, group in ordered]
    axes[0].set_yticks(range(len(ordered)), labels)
    axes[0].set_ylim(-0.6, len(ordered) - 0.4)


def _label(indicator: Indicator, name: str, group: Mapping[str, Any]) -> str:
    words = LEVELS_IN_PLURAL[indicator.level] if name == EVERYONE else FORM_FAMILIES[name]
    return f"{words}  (n = {group['n']})"


def _frame(axis: "Axes") -> None:
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.tick_params(axis="y", length=0)
    axis.grid(axis="x", color="#eeeeee", linewidth=0.8)
    axis.set_axisbelow(True)


def _shares(axis: "Axes", ordered: list[tuple[str, Mapping[str, Any]]]) -> None:
    """A bar for the share above zero, with its figure."""
    shares = [100 * group["above"] for _, group in ordered]
    axis.barh(range(len(ordered)), shares, height=0.55, color=_PALE)
    for place, share in enumerate(shares):
        axis.annotate(f"{share:.1f}".replace(".", ",") + " %", (share, place), (4, 0), textcoords="offset points",
                      va="center", fontsize=7.5)  # fmt: skip
    axis.set_xlim(0, max(*shares, 1.0) * 1.22)
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:g}".replace(".", ","))
    axis.set_xlabel("procent")


def _spreads(axis: "Axes", indicator: Indicator, ordered: list[tuple[str, Mapping[str, Any]]], quantiles: str) -> None:
    """A thin line for nine in ten, a thick one for the middle half, a dot for the middle."""
    for place, (_, group) in enumerate(ordered):
        if not group[quantiles]:
            continue
        low, lower, middle, upper, high = group[quantiles]
        axis.plot([low, high], [place, place], color=_PALE, linewidth=1.4, solid_capstyle="butt")
        axis.plot([lower, upper], [place, place], color=_PALE, linewidth=6, solid_capstyle="butt")
        axis.plot([middle], [place], "o", color=_INK, markersize=4.5)
    lowest = min((group[quantiles][0] for _, group in ordered if group[quantiles]), default=0.0)
    if indicator.unit in _LOGARITHMIC and lowest > 0:
        axis.set_xscale("log")
    axis.xaxis.set_major_formatter(lambda value, _: _figure(value))
    axis.set_xlabel(textwrap.fill(UNITS[indicator.unit], _LETTERS_A_LINE))


def _figure(value: float) -> str:
    text = f"{value:,.10g}" if abs(value) >= 1 or value == 0 else f"{value:.3g}"
    return text.replace(",", "\u202f").replace(".", ",").replace("-", "\u2212")
