"""The chart of what an answer costs: CPU seconds against facts, dates and columns, both axes logarithmic."""

from pathlib import Path

from benchmarks.peers.aims import along
from benchmarks.peers.cases import Measured

PUBLISHED = Path(__file__).parents[2] / "docs" / "images" / "indicators-cost.svg"
BESIDE = Path(__file__).parents[1] / "results" / "indicators-cost.svg"
#: Peer → label, colour, line.
LOOKS = {
    "engine_prepared": ("ours, prepared store", "#1b5e8c", "-"),
    "engine_raw": ("ours, from raw Parquet", "#4d9fd1", "-"),
    "postgres_groups": ("PostgreSQL, a GROUP BY per date and interval", "#7a4a9e", "--"),
    "duckdb_join": ("DuckDB, join with dates", "#c9871f", "--"),
    "pandas_dates": ("pandas, per question and date", "#5f8f3e", "--"),
    "polars_dates": ("Polars, per date", "#b5442e", "--"),
    "scan_duckdb": ("one DuckDB scan of the columns", "#888888", ":"),
}
#: What the panels have in common.
FACTS, ENTITIES = 2_000_000, 50_000
FIXED = {
    "facts": "50 000 entities, 12 dates, 80 indicators",
    "dates": "2 M facts, 50 000 entities, 80 indicators",
    "columns": "2 M facts, 50 000 entities, 12 dates",
}
AXES = {"facts": "facts", "dates": "as-of dates", "columns": "indicators"}


def draw(found: list[Measured], target: Path) -> Path:
    """Three panels, one an axis; each peer's line is the longest that was measured."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams |= {"svg.hashsalt": "tillsynsradar", "font.size": 9, "svg.fonttype": "path"}
    figure, panels = plt.subplots(1, 3, figsize=(11, 4.4), sharey=True, layout="constrained")
    for panel, (axis, label) in zip(panels, AXES.items(), strict=True):
        for peer, (name, colour, line) in LOOKS.items():
            measured = along(_about(found, axis), peer, axis)
            measured_at = [getattr(one.case, axis) for one in measured]
            panel.plot(measured_at, [one.cpu_s for one in measured], line, marker="o", ms=4, color=colour, label=name)
        panel.set(xscale="log", yscale="log", xlabel=label)
        places = sorted({getattr(one.case, axis) for one in _about(found, axis)})
        panel.set_xticks(places, [_short(place) for place in places])
        panel.tick_params(axis="x", which="minor", bottom=False, labelbottom=False)
        panel.yaxis.set_major_formatter(lambda cost, _: f"{cost:g}")
        panel.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
        panel.spines[["top", "right"]].set_visible(False)
        panel.set_title(FIXED[axis], fontsize=8, color="#555555")
    panels[0].set_ylabel("CPU seconds")
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False, fontsize=8)
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, metadata={"Date": None})
    plt.close(figure)
    return target


def _short(place: int) -> str:
    for size, letter in ((1_000_000, " M"), (1000, " k")):
        if place >= size:
            return f"{place // size}{letter}"
    return str(place)


def _about(found: list[Measured], axis: str) -> list[Measured]:
    """The cases of a panel."""
    facts = None if axis == "facts" else FACTS
    return [one for one in found if one.case.entities == ENTITIES and facts in {None, one.case.facts}]
