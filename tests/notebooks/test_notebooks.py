"""Every cell of every notebook runs on the small register, and notebooks are stored without output."""

import json

import matplotlib.pyplot as plt
import polars as pl
import pytest

from tests.laws.source_tree import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: Tables that a notebook must have something in at the end, and how many pictures it draws.
LEFT = {
    "backtest": (("own", "correlation", "counted"), 7),
    "first_look": (("own", "correlation"), 0),
    "new_indicator": (("own", "correlation"), 2),
    "tune_weights": (("own", "changed", "ranked", "truth"), 6),
}


def cells_of(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path, small_home, monkeypatch):
    monkeypatch.setenv("TILLSYNSRADAR_HOME", str(small_home.home))
    monkeypatch.setenv("TILLSYNSRADAR_DELIVERIES", str(small_home.deliveries))
    plt.switch_backend("Agg")
    names = {}
    try:
        for cell in cells_of(path):
            exec(compile("".join(cell["source"]), f"{path.name}[{cell['id']}]", "exec"), names)
        tables, n_pictures = LEFT[path.stem]
        assert [
            table for table in tables if not isinstance(names[table], pl.DataFrame) or names[table].is_empty()
        ] == []
        assert len(plt.get_fignums()) == n_pictures
    finally:
        plt.close("all")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_output(path):
    assert [cell["id"] for cell in cells_of(path) if cell["outputs"] or cell["execution_count"]] == []
