"""Sources: each delivery has one, with a legal ground, an owner and a day when its use is considered again."""

import dataclasses

import pytest

from sources.headings import known_headings, mapping_version, normalised
from sources.registry import SOURCES, registered
from tables.contracts import deliveries


def test_every_delivery_belongs_to_exactly_one_source():
    tables = [contract.table for source in SOURCES.values() for contract in source.deliveries]
    assert sorted(tables) == sorted(deliveries())


def test_two_sources_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two sources"):
        registered([*SOURCES.values(), SOURCES["reports"]])


def test_a_delivery_without_source_is_refused():
    with pytest.raises(ValueError, match="without a source"):
        registered([SOURCES["reports"]])


def test_a_source_without_legal_ground_is_refused():
    with pytest.raises(ValueError, match="legal references"):
        dataclasses.replace(SOURCES["reports"], legal_refs=())


def test_a_source_says_how_many_rows_to_expect_of_each_delivery():
    with pytest.raises(ValueError, match="expected rows"):
        dataclasses.replace(SOURCES["reports"], rows_per_year={})


@pytest.mark.parametrize("table", list(deliveries()))
def test_the_lookup_of_a_delivery_maps_to_its_own_columns_and_knows_all_of_them(table):
    contract = deliveries()[table]
    headings = known_headings(contract)
    assert set(headings.values()) == set(contract.delivered_columns())
    assert all(headings[normalised(name)] == name for name in contract.delivered_columns())


def test_each_delivery_has_its_own_version_of_the_mapping():
    assert len({mapping_version(contract) for contract in deliveries().values()}) == len(deliveries())
