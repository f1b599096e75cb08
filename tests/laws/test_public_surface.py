"""Law: what one package uses of another is spelled out in `public_surface.txt`, so that a change of it is a choice.

The surface of `tables`, `indicators` and `sources` is what other packages import from them. A name that appears or
disappears shows up as a difference here; write it into the file when it is meant.
"""

import ast
from pathlib import Path

from tests.laws.source_tree import label, modules, nodes

LOWER = ("indicators", "sources", "tables")
SPELLED_OUT = Path(__file__).with_name("public_surface.txt")


def _package(name):
    return name.split(".")[0]


def used_from_outside():
    """Every `module.name` of the lower packages that another package imports."""
    found = set()
    for path in modules():
        own = _package(label(path).replace("/", "."))
        for node in nodes(path, ast.ImportFrom):
            if node.module and _package(node.module) in LOWER and _package(node.module) != own:
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_what_packages_use_of_each_other_is_spelled_out():
    spelled_out = {line for line in SPELLED_OUT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    used = used_from_outside()
    assert {"new": sorted(used - spelled_out), "gone": sorted(spelled_out - used)} == {"new": [], "gone": []}


def test_nothing_private_is_used_from_outside():
    assert [name for name in used_from_outside() if "._" in name] == []


def test_nothing_is_imported_by_a_star():
    starred = [label(path) for path in modules() for node in nodes(path, ast.ImportFrom) if node.names[0].name == "*"]
    assert starred == []
