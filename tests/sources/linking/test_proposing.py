"""What is proposed of a small register, what never is, and that nothing follows from a proposal."""

import datetime as dt
import json

import polars as pl
import pytest

from sources.facts.deriving import derive_facts
from sources.facts.registry import FACT_RULES
from sources.facts.stubs import with_stub
from sources.linking.entities import entities
from tables import marts
from tests.laws.source_tree import breaking, imported, label, modules
from tests.sources.linking.register import DAY, KNOWN, OPERATORS, PERSON, TWIN, pairs, proposed, register


@pytest.fixture(scope="module")
def raw():
    return register()


@pytest.fixture(scope="module")
def found(raw):
    return proposed(raw)


@pytest.fixture(scope="module")
def stub(raw):
    return with_stub(raw["report"]).filter(pl.col("report_id") == "R1")["stub_id"].item()


def test_the_rows_follow_the_contract(found):
    assert marts.LinkProposal.validate(found, cast=True).height == found.height > 0


def test_an_operator_whose_number_nobody_knows_is_held_against_the_company(found):
    assert (KNOWN, TWIN) in pairs(found, "duplicate")


def test_an_unknown_actor_is_held_against_the_known_and_stands_to_the_left(found, stub):
    assert {(stub, KNOWN), (stub, TWIN)} == pairs(found, "unknown_actor")
    reports = found.filter(pl.col("kind") == "unknown_actor")["reports"].to_list()
    assert reports == [["R1"], ["R1"]]


def test_reports_are_held_against_activities_by_plain_facts(found):
    assert pairs(found, "report") == {("R3", "V3"), ("R5", "V3"), ("R6", "V3")}


def test_a_report_of_an_individual_and_a_protected_place_take_no_part(found):
    written = json.dumps(found.to_dicts(), default=str)
    assert "R8" not in written
    assert "R7" not in written
    assert "V2" not in written


def test_no_natural_person_takes_part(raw, found):
    facts = derive_facts(raw)
    taking_part = entities(facts["actor"], facts["company"], facts["activity_version"], raw["report"], DAY)
    assert PERSON not in taking_part["entity_id"]
    assert not taking_part.filter(pl.col("entity_name").str.contains("Testsson")).height
    assert "Testsson" not in json.dumps(found.to_dicts(), default=str)


def test_shared_and_protected_addresses_are_not_compared(raw):
    facts = derive_facts(raw)
    rows = entities(facts["actor"], facts["company"], facts["activity_version"], raw["report"], DAY)
    addresses = dict(rows.select("entity_id", "addresses").iter_rows())
    assert addresses["5560000035"] is None
    assert addresses[KNOWN] == ["storgatan 1 0180"]
    assert rows.filter(pl.col("entity_id") == "5560000035")["postal_code"].item() is None


def test_no_address_stands_in_a_proposal(found):
    assert "torgatan" not in json.dumps(found.to_dicts(), default=str).casefold()


def test_the_waterfall_adds_up_to_the_weight(found):
    for row in found.iter_rows(named=True):
        steps = json.loads(row["waterfall"])
        assert sum(step["bits"] for step in steps) == pytest.approx(row["match_weight"], abs=0.05)


def test_what_was_not_known_on_the_day_is_not_used(raw):
    found = proposed(raw, dt.date(2024, 12, 31))
    assert found.is_empty()


def test_later_deliveries_leave_what_was_proposed_before_as_it_was(raw, found):
    later = register(
        operator=OPERATORS + "    5560000050 | Granlunda Omsorg Ny AB | AB | private | 0180 | 2026-07-15\n"
    )
    assert proposed(later).equals(found)


def test_what_somebody_has_decided_is_not_proposed_again(raw, stub):
    decided = register(
        link="""
        link_id | report_id | activity_id | decided_by_role | decided_at | known_at
        L1      | R3        | V3          | utredare        | 2026-06-01 | 2026-06-01
    """,
        actor_relation=f"""
        operator_id | other_operator_id | relation   | valid_from | known_at
        {TWIN}      | {KNOWN}           | same_actor | 2025-01-01 | 2026-06-01
        {stub}      | {KNOWN}           | same_actor | 2026-05-02 | 2026-06-01
    """,
    )
    found = proposed(decided)
    assert ("R3", "V3") not in pairs(found, "report")
    assert not pairs(found, "duplicate")
    assert (stub, KNOWN) in pairs(found, "unknown_actor"), "a report that names it is still joined to nobody"


@pytest.mark.parametrize("rule", FACT_RULES, ids=lambda rule: rule.contract.table)
def test_no_fact_reads_a_proposal(rule):
    assert marts.LinkProposal not in rule.reads


def _proposals_known(path):
    return [name for name in imported(path) if name.startswith("sources.linking") or name.endswith("LinkProposal")]


def test_nothing_that_computes_knows_of_proposals():
    """A name proposes and never links: neither a fact nor a value can see what is proposed."""
    computing = [path for path in modules("sources", "indicators") if "linking" not in label(path)]
    assert breaking(computing, _proposals_known) == {}
