"""The graph as a whole: it loads, it is what was reviewed, and every asset says what it is and whose it is."""

import pytest

from pipelines.definitions import definitions
from tables.contracts import deliveries, facts, published
from tests.pipelines.graph_text import SNAPSHOT, graph_text


@pytest.fixture(scope="module")
def graph():
    return definitions().resolve_asset_graph()


def test_the_graph_is_the_one_that_was_reviewed():
    assert graph_text() == SNAPSHOT.read_text(encoding="utf-8"), "read the difference; then write it with graph_text.py"


@pytest.mark.parametrize("contracts", [deliveries, facts, published])
def test_every_table_is_an_asset(graph, contracts):
    keys = {tuple(key.path) for key in graph.get_all_asset_keys()}
    assert {(contract.layer, contract.table) for contract in contracts().values()} <= keys


def test_every_asset_says_what_it_is_and_who_answers_for_it(graph):
    nodes = [graph.get(key) for key in graph.get_all_asset_keys()]
    assert all(len(node.description or "") > 20 and node.owners and node.group_name for node in nodes)


def test_every_table_shows_its_columns(graph):
    tables = [graph.get(key) for key in graph.get_all_asset_keys() if key.path[0] in {"raw", "core", "marts"}]
    assert all(node.metadata["dagster/column_schema"].columns for node in tables)


def test_every_table_that_is_computed_has_a_check_that_blocks(graph):
    blocking = {key.asset_key for key in graph.asset_check_keys if graph.get_check_spec(key).blocking}
    assert {key for key in graph.get_all_asset_keys() if key.path[0] in {"core", "marts"}} <= blocking


def test_publication_rests_on_everything_that_is_published(graph):
    publication = next(graph.get(key) for key in graph.get_all_asset_keys() if key.path[0] == "serving")
    expected = {(one.layer, one.table) for one in (*facts().values(), *published().values())}
    assert expected <= {tuple(key.path) for key in publication.parent_keys}
