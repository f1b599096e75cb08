"""Laws on benchmarks: `make bench` can run each, and says what it measures."""

import ast

import pytest

from benchmarks import __main__ as benchmarks


@pytest.mark.parametrize("name", benchmarks.names())
def test_a_benchmark_can_be_run_and_says_what_it_measures(name):
    source = ast.parse((benchmarks.FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    functions = {node.name: node for node in source.body if isinstance(node, ast.FunctionDef)}
    assert ast.get_docstring(source)
    assert "run" in functions
    assert len(functions["run"].args.defaults) == len(functions["run"].args.args)


def test_a_result_is_printed_as_aligned_lines_with_blocks():
    shown = list(benchmarks.lines({"rows": 1234567, "whole": {"share": 0.123456}}))
    assert [line.split() for line in shown] == [["rows", "1", "234", "567"], ["whole"], ["share", "0.1235"]]


def test_dicts_with_the_same_keys_are_printed_as_a_table():
    shown = list(benchmarks.lines({"steps": {"land": {"s": 2.5, "mb": 300}, "score": {"s": 1.0, "mb": 700}}}))
    assert [line.split() for line in shown] == [["steps"], ["s", "mb"], ["land", "2.5", "300"], ["score", "1", "700"]]
