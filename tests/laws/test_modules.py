"""Laws on files: each says what belongs in it, is small enough to read, and has a real name."""

import ast

import pytest

from tests.laws.source_tree import label, modules, nodes, tree

NAMES_WITHOUT_MEANING = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "lib"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


@pytest.mark.parametrize("path", modules(), ids=label)
def test_a_module_opens_by_saying_what_belongs_in_it(path):
    assert ast.get_docstring(tree(path)), f"{label(path)} has no docstring"


@pytest.mark.parametrize("path", modules(), ids=label)
def test_a_module_has_a_name_that_means_something(path):
    assert not NAMES_WITHOUT_MEANING & {*path.parts, path.stem}


@pytest.mark.parametrize("path", modules(), ids=label)
def test_a_file_can_be_read_in_one_sitting(path):
    n_lines = len(path.read_text(encoding="utf-8").splitlines())
    assert n_lines <= LONGEST_FILE, f"{label(path)} has {n_lines} lines"


def _body_lines(node):
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    return node.end_lineno - statements[0].lineno + 1 if statements else 0


@pytest.mark.parametrize("path", modules(), ids=label)
def test_a_function_fits_on_a_screen(path):
    lengths = {node.name: _body_lines(node) for node in nodes(path, (ast.FunctionDef, ast.AsyncFunctionDef))}
    assert not {name: n_lines for name, n_lines in lengths.items() if n_lines > LONGEST_FUNCTION}
