"""Law: an indicator is one file. Nothing else is edited for it to be computed, tested, documented and watched."""

import shutil
import subprocess
import sys

import pytest

from tests.laws.source_tree import PACKAGES, ROOT

NAME = "rep_example_count_12m"
FILLED_IN = {"ordinary": "1.0", "nothing_known": "0.0", "window_edge": "1.0", "late_or_cleared": "0.0"}
ASKED = f"""
import json, sys
sys.path.insert(0, sys.argv[1])
from indicators import registry
from indicators.decisions import profile, shipped
from indicators.reference import docs as reference_docs
from indicators.workbench.case_runs import run_all
from pipelines.definitions import definitions
from pipelines.cli.reference_statistics import read
from pathlib import Path

catalogue = registry.catalogue()
weights = profile.load(shipped.PROFILE, catalogue)
pages = reference_docs.pages({{"{NAME}": catalogue["{NAME}"]}}, weights, read(Path(sys.argv[1])))
graph = definitions().resolve_asset_graph()
print(json.dumps({{
    "where": registry.__file__,
    "indicators": len(catalogue),
    "cases": [one.has_passed for one in run_all(catalogue["{NAME}"])],
    "status": weights.status("{NAME}"),
    "weights": sorted({{name for target in weights.targets for name in weights.weights(target)}} & {{"{NAME}"}}),
    "page": "indicators/{NAME}.md" in pages and "{NAME}" in pages["indicators/index.md"],
    "checks": sorted(key.name for key in graph.asset_check_keys if key.asset_key.path[-1] == "{NAME}"),
}}))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The packages as they are, copied with what has been compiled of them."""
    root = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package)
    (root / "docs").mkdir()
    return root


def files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*") if path.is_file()}


def python(root, *arguments):
    """A process that sees the copied packages only."""
    return subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_adding_an_indicator_touches_one_file_and_nothing_else_is_needed(tree):
    import json

    from indicators.registry import catalogue

    before = files(tree)
    command = "import sys; sys.path.insert(0, '.'); from pipelines.cli import main; main()"
    made = python(tree, "-B", "-c", command, "indicator", "new", NAME)
    assert made.returncode == 0, made.stderr
    path = tree / "indicators" / "catalogue" / f"{NAME}.py"
    added = {name for name, content in files(tree).items() if before.get(name) != content}
    assert added == {path.relative_to(tree).as_posix()}

    path.write_text(_filled_in(path.read_text(encoding="utf-8")), encoding="utf-8")
    told = python(tree, "-B", "-c", ASKED, str(tree))
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {
        "where": str(tree / "indicators" / "registry.py"),
        "indicators": len(catalogue()) + 1,
        "cases": [True] * 4,
        "status": "proposed",
        "weights": [],
        "page": True,
        "checks": ["as_usual"],
    }


def _filled_in(text):
    """The cases with the values that somebody has worked out."""
    for value in FILLED_IN.values():
        declared = text.index("cases=(")
        text = text[:declared] + text[declared:].replace("_TODO", value, 1)
    return text
