"""The stand-in is a vendor: nothing that asks or computes knows it, and it shares no reader with what it tests."""

import ast

import pytest

from tests.laws.source_tree import label, modules, nodes

OWN, MAY_START_IT = "sources/standin/", "pipelines/cli/"


def _imported(path):
    for node in nodes(path, (ast.Import, ast.ImportFrom)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    "path", [each for each in modules() if not label(each).startswith((OWN, MAY_START_IT))], ids=label
)
def test_nothing_that_asks_or_computes_knows_it(path):
    assert not [name for name in _imported(path) if name.startswith("sources.standin")]


@pytest.mark.parametrize("path", [each for each in modules() if label(each).startswith(OWN)], ids=label)
def test_it_shares_no_reader_with_what_it_is_to_test(path):
    readers = ("sources.bolagsverket", "sources.scb", "sources.kolada", "sources.facts", "sources.fetching.http")
    assert not [name for name in _imported(path) if name.startswith(readers)]
