"""Beneficial owners by the published shape: who they are, that there are some, and nothing that it does not say."""

import datetime as dt

import pytest

from sources.bolagsverket.owners.fetching import read
from sources.fetching.connector import SourceFault
from sources.fetching.registry import CONNECTORS
from sources.standin import World
from sources.standin.faults import Status
from tests.sources.bolagsverket.circle_fetching import (
    COMPANIES,
    FIRST,
    KEY,
    MODULES,
    PATHS,
    facts_of,
    fetching,
    held,
    person,
    pseudonym,
)

LATER = FIRST + dt.timedelta(days=28)


def owner(company, number, **changes):
    return {"identity": company, "holder": number, "first_name": "Planterad", "last_name": "Hemligsson", **changes}


def test_owners_come_and_go_and_a_company_with_some_has_registered_them(tmp_path):
    world = World.of(
        companies=[{"identity": each} for each in COMPANIES[:3]],
        owners=[
            owner(COMPANIES[0], person(1), valid_to=LATER),
            owner(COMPANIES[0], person(2), valid_from=LATER),
            owner(COMPANIES[1], None, is_anonymous=True),
        ],
    )
    with fetching("verkliga_huvudman", world, tmp_path, followed=COMPANIES[:3]) as source_of:
        assert [source_of.run(FIRST), source_of.run(LATER)] == [None, None]
        raw = source_of.raw()
    facts = facts_of(raw)
    assert held(facts, COMPANIES[0], FIRST) == {(pseudonym(person(1)), "beneficial_owner")}
    assert held(facts, COMPANIES[0], LATER) == {(pseudonym(person(2)), "beneficial_owner")}
    assert held(facts, COMPANIES[1], LATER) == set()
    states = dict(raw["company_answer"].select("operator_id", "state").iter_rows())
    assert states == {COMPANIES[0]: "value", COMPANIES[1]: "value", COMPANIES[2]: "empty"}
    assert "1 verkliga huvudmän är anonyma och följs inte" in source_of.parts[0].remarks


def test_that_nobody_is_listed_is_no_state_and_no_outage_ends_anything(tmp_path):
    """A company that need not register anybody looks the same as one that should have."""
    world = World.of(companies=[{"identity": COMPANIES[0]}], owners=[owner(COMPANIES[0], person(1))])
    with fetching("verkliga_huvudman", world, tmp_path, followed=COMPANIES[:1]) as source_of:
        source_of.run(FIRST)
        source_of.server.faults.add(PATHS["verkliga_huvudman"], Status(500))
        assert "500" in str(source_of.run(LATER))
        raw = source_of.raw()
    assert raw["company_event"]["kind"].to_list() == ["role_held"]
    assert raw["company_answer"]["value"].to_list() == ["registered"]


@pytest.mark.parametrize(
    "content",
    [[], {}, {"verkligHuvudman": None}, {"verkligHuvudman": [1]}, "x",
     {"verkligHuvudman": [], "identitet": {"identitetsbeteckning": "5560000092"}}],
)  # fmt: skip
def test_another_form_than_the_known_one_is_a_fault(content):
    with pytest.raises(SourceFault):
        read(content, COMPANIES[0], KEY, FIRST)


def test_representatives_own_nothing():
    named = {"personnamn": {"fornamn": "A"}, "identitet": {"identitetsbeteckning": person(1)}, "arAnonym": False}
    found = read({"verkligHuvudman": [], "foretradare": [named]}, COMPANIES[0], KEY, FIRST)
    assert (found.holdings, found.fields["owner_state"].state) == (set(), "empty")


@pytest.mark.parametrize("name", MODULES)
def test_it_is_off_from_the_start_with_reason_and_legal_note_and_needs_a_basis(name):
    connector = CONNECTORS[name]
    assert connector.needs_basis
    assert connector.off_because.startswith("Av från början")
    assert "Leveransfiler tas emot" in connector.off_because
    assert connector.load() is MODULES[name].fetch
    wanted = "den 1 juli 2026" if name == "verkliga_huvudman" else "avtal"
    assert wanted in connector.legal_note
