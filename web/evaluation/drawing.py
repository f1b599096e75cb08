"""How pictures are drawn: one style, as SVG that needs nothing else and is the same bytes from the same figures."""

import base64
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, PALE, GREY, WARM = "#0b5a78", "#b9d6e2", "#6b7782", "#8a3b12"
_STYLE: Any = {
    "svg.hashsalt": "tillsynsradar", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9,
    "text.color": "#16222e", "axes.edgecolor": "#8896a3", "axes.labelcolor": "#16222e", "xtick.color": "#8896a3",
    "ytick.color": "#8896a3", "xtick.labelcolor": "#16222e", "ytick.labelcolor": "#16222e", "axes.grid": True,
    "grid.color": "#e9edf0", "grid.linewidth": 0.8, "axes.spines.top": False, "axes.spines.right": False,
    "axes.axisbelow": True, "text.parse_math": False, "legend.frameon": False,
}  # fmt: skip
_METADATA = re.compile(r" *<metadata>.*?</metadata>\n", re.DOTALL)
#: What every browser has, in place of the one font that lengths were measured with.
_FONT = re.compile(r"font: ([^;\"]*?)'DejaVu Sans'[^;\"]*")


def percent(value: float, _place: float) -> str:
    """A share along an axis."""
    return f"{100 * value:.0f} %"


def comma(value: float, _place: float) -> str:
    """A number along an axis."""
    return f"{value:.1f}".replace(".", ",")


def picture(draw: "Callable[[Axes], None]", width: float, height: float) -> str:
    """One picture; `draw` fills its axes. Width and height are in inches."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.subplots())
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return _FONT.sub(r"font: \1system-ui, sans-serif", _METADATA.sub("", text.getvalue()))


def address(svg: str) -> str:
    """A picture as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
