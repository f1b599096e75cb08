"""The description of the public data sets has what DCAT-AP-SE 3.0 demands, and every link within it leads somewhere."""

import json
import tomllib

import pytest

from tables.contracts import exported
from tables.exports.files import manifest_of, write
from tables.serving import Published
from tests.web.exports.world import DAY, RUN
from web.exports import public
from web.exports.catalogue import ABOUT, document

OWN = "https://register.example/data/dcat.jsonld"
#: Class → properties without which a description is not of the profile, and those that portals warn about.
MANDATORY = {
    "dcat:Catalog": {"dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license", "dcat:dataset"},
    "foaf:Agent": {"foaf:name"},
    "dcat:Dataset": {"dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:distribution",
                     "dcat:contactPoint", "dcat:theme", "dcterms:accessRights", "dcterms:accrualPeriodicity"},
    "dcat:Distribution": {"dcat:accessURL", "dcterms:license", "dcterms:format"},
    "vcard:Organization": {"vcard:fn", "vcard:hasEmail"},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(world):
    with Published(world, RUN) as published:
        return write(world, RUN, DAY, "public", public.frames(published, DAY))


@pytest.fixture(scope="module")
def graph(folder):
    told = json.loads(document(folder, OWN, lambda table, ending: f"https://register.example/data/{table}.{ending}"))
    assert set(told["@context"]) >= {"dcat", "dcterms", "foaf", "vcard"}
    return told["@graph"]


def test_every_node_has_what_the_profile_demands(graph):
    assert {node["@type"] for node in graph} == set(MANDATORY)
    for node in graph:
        assert MANDATORY[node["@type"]] <= set(node), node["@id"]
        assert all(node[name] for name in MANDATORY[node["@type"]]), node["@id"]


def test_texts_say_their_language(graph):
    for node in graph:
        for name in {"dcterms:title", "dcterms:description"} & set(node):
            assert node[name]["@language"] == "sv"


def test_links_within_the_description_lead_to_a_node(graph):
    nodes = {node["@id"] for node in graph}
    within = {"dcat:dataset", "dcat:distribution", "dcterms:publisher", "dcat:contactPoint"}
    for node in graph:
        for name in within & set(node):
            links = node[name] if isinstance(node[name], list) else [node[name]]
            assert {one["@id"] for one in links} <= nodes


def test_there_is_a_data_set_for_each_public_table_in_every_format(graph, folder):
    public_tables = {one.table for one in exported().values() if one.profile == "public"}
    told = tomllib.loads(ABOUT.read_text(encoding="utf-8"))
    assert set(manifest_of(folder)["tables"]) == public_tables == set(told["dataset"])
    downloads = {node["dcat:downloadURL"]["@id"] for node in graph if node["@type"] == "dcat:Distribution"}
    expected = {
        f"https://register.example/data/{one}.{end}" for one in public_tables for end in ("csv", "json", "parquet")
    }
    assert downloads == expected


def test_it_is_of_the_day_of_the_export_and_the_same_each_time(graph, folder):
    days = {node["dcterms:modified"]["@value"] for node in graph if "dcterms:modified" in node}
    assert days == {"2026-06-30"}
    assert document(folder, OWN, lambda *_: "x") == document(folder, OWN, lambda *_: "x")


def test_the_description_of_the_data_sets_is_free_as_the_profile_demands(graph):
    catalogue = next(node for node in graph if node["@type"] == "dcat:Catalog")
    assert catalogue["dcterms:license"]["@id"] == "http://creativecommons.org/publicdomain/zero/1.0/"
