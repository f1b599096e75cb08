"""Law: nothing that computes for real can see the made-up register, let alone the truth it was made from."""

import ast

from tests.laws.source_tree import breaking, imported, label, modules, nodes

MAKERS = "sources/synthetic/"
#: The commands that make a register up: the only production code that may know how.
MAY_MAKE = "pipelines/cli/"
REAL = [path for path in modules() if not label(path).startswith((MAKERS, MAY_MAKE))]


def test_no_real_module_imports_the_made_up_register():
    found = breaking(REAL, lambda path: [name for name in imported(path) if name.startswith("sources.synthetic")])
    assert found == {}


def _truth_named(path):
    texts = [node.value for node in nodes(path, ast.Constant) if isinstance(node.value, str)]
    return [text for text in texts if "-truth" in text or "truth/" in text]


def test_no_real_module_names_the_hidden_truth():
    assert breaking(REAL, _truth_named) == {}
