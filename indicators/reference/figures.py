"""What a register says about one indicator → Markdown: picture, coverage, near-copies. Pure: figures in, text out."""

from collections.abc import Mapping
from typing import Any

from indicators.definition import Indicator
from indicators.peers.correlation import NEAR_COPY
from indicators.reference.words import LEVELS_IN_PLURAL
from tables.code_lists import labels_of
from tables.reference_docs import table_of

Figures = Mapping[str, Any]


def figures_section(indicator: Indicator, figures: Figures, labels: Mapping[str, str]) -> str:
    """The part of a page about the register: `labels` says what the other indicators are called."""
    if not figures["units"]:
        return "Ingen i registret beskrivs av indikatorn."
    return "\n\n".join(filter(None, [
        _picture(indicator, figures), _coverage(indicator, figures), _near_copies(figures, labels)
    ]))  # fmt: skip


def _picture(indicator: Indicator, figures: Figures) -> str:
    if not figures["groups"]:
        return "Inget värde är känt, så det finns ingen spridning att visa."
    said = (
        "Spridningen bland dem med känt värde, per grupp av verksamhetsformer. Den tunna linjen är nio av tio, den "
        "tjocka mittersta hälften, punkten medianen."
    )
    return f"![Spridning av {indicator.label}]({indicator.name}.svg)\n\n{said}"


def _coverage(indicator: Indicator, figures: Figures) -> str:
    units, reasons = figures["units"], labels_of("missing_reasons")
    rows = [["känt värde", figures["known"], percent(figures["known"] / units)]]
    rows += [[f"okänt: {reasons[code]}", n, percent(n / units)] for code, n in figures["missing"].items() if n]
    return table_of([f"Av {units} {LEVELS_IN_PLURAL[indicator.level]}", "Antal", "Andel"], rows)


def _near_copies(figures: Figures, labels: Mapping[str, str]) -> str:
    limit = f"{NEAR_COPY:g}".replace(".", ",")
    if not figures["correlated"]:
        return f"Ingen annan indikator följer den så nära att rangkorrelationen är över {limit}."
    rows = [[f"[{labels[name]}]({name}.md)", f"{rho:.2f}".replace(".", ",").replace("-", "−"), n]
            for name, rho, n in figures["correlated"]]  # fmt: skip
    said = f"Följs åt (rangkorrelation över {limit} mellan verksamheter, aktörens värde hos var och en av dess):"
    return f"{said}\n\n" + table_of(["Indikator", "Rangkorrelation", "Verksamheter"], rows)


def percent(share: float) -> str:
    """`0.286` as `28,6 %`."""
    return f"{100 * share:.1f}".replace(".", ",") + " %"
