"""Law: nothing that computes for real can see the made-up register, let alone the truth it was made from."""

import ast

import pytest

from tests.laws.source_tree import label, module_name, modules, nodes

MAKERS = "sources/synthetic/"
#: The commands that make a register up: the only production code that may know how.
MAY_MAKE = "pipelines/cli/"
REAL = [path for path in modules() if not label(path).startswith((MAKERS, MAY_MAKE))]


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names]


@pytest.mark.parametrize("path", REAL, ids=label)
def test_no_real_module_imports_the_made_up_register(path):
    names = [name for node in nodes(path, (ast.Import, ast.ImportFrom)) for name in _imported(node)]
    assert not [name for name in names if name.startswith("sources.synthetic")], module_name(path)


@pytest.mark.parametrize("path", REAL, ids=label)
def test_no_real_module_names_the_hidden_truth(path):
    texts = [node.value for node in nodes(path, ast.Constant) if isinstance(node.value, str)]
    assert not [text for text in texts if "-truth" in text or "truth/" in text]
