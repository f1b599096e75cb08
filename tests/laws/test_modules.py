"""Laws on files: each says what belongs in it, is small enough to read, and has a real name."""

import ast

from tests.laws.source_tree import breaking, modules, nodes, tree

NAMES_WITHOUT_MEANING = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "lib"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def test_a_module_opens_by_saying_what_belongs_in_it():
    assert breaking(modules(), lambda path: not ast.get_docstring(tree(path))) == {}


def test_a_module_has_a_name_that_means_something():
    assert breaking(modules(), lambda path: NAMES_WITHOUT_MEANING & {*path.parts, path.stem}) == {}


def test_a_file_can_be_read_in_one_sitting():
    n_lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert breaking(modules(), lambda path: n_lines[path] > LONGEST_FILE and n_lines[path]) == {}


def _body_lines(node):
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    return node.end_lineno - statements[0].lineno + 1 if statements else 0


def _long_functions(path):
    lengths = [(node.name, _body_lines(node)) for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)]
    return [one for one in lengths if one[1] > LONGEST_FUNCTION]


def test_a_function_fits_on_a_screen():
    assert breaking(modules(), _long_functions) == {}
