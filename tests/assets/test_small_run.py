"""What a run of the small register leaves in the orchestrator's books, for those who watch it there."""

import dagster as dg
import pytest

from assets.fetched import asset_key, fetchable
from indicators.registry import catalogue
from pipelines.definitions import definitions
from pipelines.execution import open_instance
from tables.contracts import every_contract
from tables.serving import Published, current


@pytest.fixture(scope="module")
def books(small_home):
    with open_instance(small_home.home) as instance:
        yield instance


def _metadata(books, *path):
    event = books.get_latest_materialization_event(dg.AssetKey(list(path)))
    return {name: value.value for name, value in event.asset_materialization.metadata.items()}


def test_every_asset_of_the_graph_was_materialised_but_sources_that_nobody_has_switched_on(books):
    graph = definitions().resolve_asset_graph()
    missing = {key for key in graph.get_all_asset_keys() if not books.get_latest_materialization_event(key)}
    assert missing == {asset_key(source) for source in fetchable()}


def test_row_counts_are_those_of_the_published_tables(books, small_home):
    with Published(small_home.home) as tables:
        for contract in every_contract():
            if contract.layer in {"core", "marts"}:
                shown = _metadata(books, contract.layer, contract.table)["dagster/row_count"]
                assert shown == tables.read(contract).height, contract.table


def test_every_indicator_shows_how_many_of_its_values_are_known(books, small_home):
    with Published(small_home.home) as tables:
        counted = tables.rows(
            "SELECT indicator_id, count(*) AS n, count(value) AS known FROM marts.indicator_value GROUP BY ALL"
        )
    found = {row["indicator_id"]: (row["n"], row["known"]) for row in counted.iter_rows(named=True)}
    shown = {name: _metadata(books, "indicators", name) for name in catalogue()}
    assert {name: (one["values"], one["known"]) for name, one in shown.items()} == found


def test_publication_shows_the_file_in_force(books, small_home):
    shown = _metadata(books, "serving", "published")
    in_force = current(small_home.home)
    where_it_was_made = small_home.made_in / in_force.relative_to(small_home.home)
    assert (shown["path"], shown["run_id"]) == (str(where_it_was_made), in_force.stem)


def test_pages_about_the_deliveries_are_there(small_home):
    assert (small_home.home / "data_docs" / "index.html").read_text(encoding="utf-8").startswith("<!")
