"""Every cell of every notebook runs on the small register, and notebooks are stored without output."""

import json

import pytest

from tests.laws.source_tree import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells_of(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path, small_home, monkeypatch):
    monkeypatch.setenv("TILLSYNSRADAR_HOME", str(small_home.home))
    monkeypatch.setenv("MPLBACKEND", "Agg")
    names = {}
    for cell in cells_of(path):
        exec(compile("".join(cell["source"]), f"{path.name}[{cell['id']}]", "exec"), names)
    assert names["own"].height > 0
    assert names["correlation"].height > 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_output(path):
    assert [cell["id"] for cell in cells_of(path) if cell["outputs"] or cell["execution_count"]] == []
