"""Answers against the vendor's own OpenAPI document and its recorded answers, where these are at hand.

The document forgets that a field may be null, and requires names that it does not define; both are taken for what they
are. Everything else it says holds: names, types, lengths, code lists of two and four words, formats of dates.
"""

import json
from pathlib import Path

import pytest
import requests
import yaml
from openapi_schema_validator import OAS30Validator, oas30_format_checker

from sources.standin import StandIn, World
from sources.standin.faults import Manner, SourceDown
from tests.sources.standin.asking import BANKRUPT, DAY, HEALTHY, PUBLIC, SOLE, UNKNOWN, VDM, entered, organisations

FOLDER = Path(__file__).parents[3] / "../shared/reference/data/bolagsverket-api"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the vendor's document is not at hand")
PATH = f"{VDM}/organisationer"
#: The same organisations as the recorded ones, as far as keys go.
HB, MISSING_AT_SCB = "9124001992", "5567223705"


@pytest.fixture(scope="module")
def schemas():
    document = yaml.safe_load((FOLDER / "vdm-v1-openapi.yaml").read_text(encoding="utf-8"))
    return _may_be_null(document["components"]["schemas"])


def _may_be_null(node):
    if isinstance(node, list):
        return [_may_be_null(each) for each in node]
    if not isinstance(node, dict):
        return node
    held = {name: _may_be_null(each) for name, each in node.items() if name not in {"example", "examples"}}
    if isinstance(held.get("properties"), dict):
        held["additionalProperties"] = False
        held["required"] = [name for name in held.get("required", []) if name in held["properties"]]
    if "type" in held:
        held["nullable"] = True
    if "enum" in held:
        held["enum"] = [*held["enum"], None]
    return {name: each for name, each in held.items() if each != []}


def _faults(schemas, name, answer):
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    found = OAS30Validator(schema, format_checker=oas30_format_checker).iter_errors(answer)
    return [f"{list(error.absolute_path)}: {error.message}" for error in found]


def _recorded(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("identity", [HEALTHY, BANKRUPT, SOLE, UNKNOWN, PUBLIC])
def test_answers_are_as_the_document_says(server, schemas, identity):
    assert _faults(schemas, "OrganisationerSvar", {"organisationer": organisations(server, identity)}) == []


@pytest.mark.parametrize(
    "fault",
    [
        SourceDown(("SCB",)),
        SourceDown(("Bolagsverket", "SCB"), "TIMEOUT"),
        Manner.SPEC_CODES,
        Manner.UNTRIMMED_TEXTS,
        Manner.BARE_LISTS,
        Manner.PADDED_LISTS,
    ],
    ids=str,
)
def test_so_are_those_with_errors_and_those_written_in_another_manner(server, schemas, fault):
    server.faults.add(PATH, fault)
    assert _faults(schemas, "OrganisationerSvar", {"organisationer": organisations(server, BANKRUPT)}) == []


@pytest.mark.parametrize("manner", [Manner.MISSPELT_KEYS, Manner.EPOCH_DATES, Manner.NO_TYPE], ids=lambda one: one.name)
def test_what_the_document_does_not_allow_is_seen(server, schemas, manner):
    server.faults.add(PATH, manner)
    assert _faults(schemas, "OrganisationerSvar", {"organisationer": organisations(server, BANKRUPT)})


@pytest.mark.parametrize(
    "name", ["test_env_9124001992_hb.json", "test_env_5567223705_ab_missing_at_scb.json", "spec_organisationer_*.json"]
)
def test_the_recorded_answers_are_too_but_for_what_is_known(schemas, name):
    for path in sorted(FOLDER.glob(name)):
        found = _faults(schemas, "OrganisationerSvar", _recorded(path.name))
        known = "'typ' is a required property", "pagandeAvveckling", "T00:00:00.000+00:00"
        assert [one for one in found if not any(words in one for words in known)] == [], path.name


def test_the_list_of_documents_and_errors_are_as_the_document_says(server, schemas):
    with entered(server) as session:
        listed = session.post(
            f"{server.url}{VDM}/dokumentlista", json={"identitetsbeteckning": HEALTHY}, timeout=5
        ).json()
        missing = session.get(f"{server.url}{VDM}/dokument/none", timeout=5).json()
    refused = requests.post(f"{server.url}{PATH}", json={}, timeout=5).json()
    assert listed["dokument"]
    assert _faults(schemas, "DokumentlistaSvar", listed) == []
    assert [_faults(schemas, "ApiError", one) for one in (missing, refused)] == [[], []]


def _keys(node):
    """The keys of an answer at every depth; elements of a list count as one."""
    if isinstance(node, dict):
        return {name: _keys(each) for name, each in node.items()}
    if isinstance(node, list):
        merged = {}
        for each in node:
            merged |= _keys(each) or {}
        return [merged]
    return None


def _null_or_same(ours, theirs):
    """Whether two answers have the same keys wherever both have a value."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(_null_or_same(ours[name], theirs[name]) for name in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return not (ours[0] and theirs[0]) or _null_or_same(ours[0], theirs[0])
    return True


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("test_env_9124001992_hb.json", {"identity": HB, "form": "HB", "juridical_form": "53", "sni": ["68204"]}),
        (
            "test_env_5567223705_ab_missing_at_scb.json",
            {"identity": MISSING_AT_SCB, "at_scb": False, "other_names": [{"name": "X", "kind": "SARS_FORNAMN"}]},
        ),
    ],
)
def test_an_equal_company_has_exactly_the_keys_of_the_recorded_answer(name, company):
    with StandIn(World.of(companies=[company]), DAY) as running:
        ours = {"organisationer": organisations(running, company["identity"])}
    assert _null_or_same(_keys(ours), _keys(_recorded(name)))
    assert _nulls(ours) == _nulls(_recorded(name))


def _nulls(answer):
    """Fields that are null as a whole, and those with an error of which kind."""
    (found,) = answer["organisationer"]
    return {
        name: each["fel"]["typ"] if isinstance(each, dict) and each.get("fel") else each is None
        for name, each in found.items()
    }


def test_the_recorded_list_of_documents_has_our_keys(server):
    with entered(server) as session:
        ours = session.post(f"{server.url}{VDM}/dokumentlista", json={"identitetsbeteckning": HEALTHY}, timeout=5)
    assert _keys(ours.json()) == _keys(_recorded("test_env_dokumentlista_5561890038.json"))
