"""Which lists an input holds back follows from what is declared, and which list is read then from what was read."""

import datetime as dt

import pytest

from indicators import registry
from indicators.decisions import profile
from indicators.definition import Target
from indicators.scoring import in_force
from indicators.scoring.holding import facts_behind, is_held
from sources.facts.lineage import read_from
from tables.contracts import deliveries, facts

MAY, JUNE, JULY = (dt.date(2026, month, 1) for month in (5, 6, 7))


@pytest.fixture(scope="module")
def weights():
    return profile.load("v1", registry.catalogue())


def needed(weights, target):
    return facts_behind(Target(target), weights, registry.catalogue())


@pytest.mark.parametrize("target", ["Q", "W", "R"])
@pytest.mark.parametrize("table", ["operator", "activity_version"])
def test_every_list_needs_who_there_is_to_list(weights, target, table):
    assert is_held(needed(weights, target), frozenset({table}), read_from())


@pytest.mark.parametrize(
    ("table", "targets"), [("report", "QW"), ("finding", "Q"), ("notification", "R"), ("tax_debt", "")]
)
def test_a_table_holds_back_the_lists_with_weight_on_it_and_no_other(weights, table, targets):
    held = [one for one in "QWR" if is_held(needed(weights, one), frozenset({table}), read_from())]
    assert "".join(held) == targets


def test_every_indicator_with_weight_is_held_by_each_table_that_its_facts_are_read_from(weights):
    catalogue = registry.catalogue()
    for target in Target:
        for name in weights.weights(target):
            for measure in catalogue[name].measures.values():
                for table in read_from().get(measure.fact.table, ()):
                    assert is_held(needed(weights, target), frozenset({table}), read_from()), (target, name, table)


def test_all_that_is_read_is_declared():
    assert set(read_from()) <= set(facts())
    assert set().union(*read_from().values()) <= set(deliveries())


def test_the_causes_are_told_with_what_to_do_and_only_where_they_matter(weights):
    causes = [(frozenset({"notification"}), "en fil är inte inläst", "Rätta den."), (frozenset({"link"}), "x", "Y.")]
    held = in_force.held_back(causes[:1], weights, registry.catalogue(), read_from())
    assert held == {"R": "en fil är inte inläst. Rätta den."}


def test_many_causes_are_counted_after_the_first_three(weights):
    causes = [(frozenset({"notification"}), f"fel {number}", "Rätta.") for number in range(5)]
    held = in_force.held_back(causes, weights, registry.catalogue(), read_from())
    assert held["R"].endswith("fel 2. Rätta. Och 2 till; se körningens kontroller.")


def rows(days, held, read):
    found = in_force.lists_in_force(days, held, read)
    columns = ["as_of", "target", "is_held", "list_as_of", "list_run_id", "days_old", "because"]
    return {row[:2]: row[2:] for row in found.select(columns).iter_rows()}


def test_a_held_list_is_the_latest_that_was_read_up_to_the_day():
    read = [("Q", MAY, "a"), ("Q", JUNE, "b"), ("W", JUNE, "b")]
    found = rows([MAY, JULY], {"Q": "därför"}, read)
    assert found[MAY, "Q"] == (True, MAY, "a", 0, "därför")
    assert found[JULY, "Q"] == (True, JUNE, "b", 30, "därför")
    assert found[JULY, "W"] == (False, JULY, None, 0, None)


def test_where_no_list_was_read_there_is_none_and_that_is_said():
    found = in_force.lists_in_force([MAY], {"Q": "därför"}, [("Q", JUNE, "b"), ("W", MAY, "a")])
    assert rows([MAY], {"Q": "därför"}, [("Q", JUNE, "b")])[MAY, "Q"] == (True, None, None, None, "därför")
    assert "ingen tidigare finns. därför" in in_force.told(found)


def test_the_sentence_has_the_day_the_age_and_the_cause():
    said = in_force.sentence("Q", JULY, JUNE, "Filen är trasig.")
    assert said == (
        "Listan Q (vårdens kvalitet) är från 2026-06-01 (30 dagar gammal): den per 2026-07-01 hålls inne. "
        "Filen är trasig."
    )
    assert "(samma dag)" in in_force.sentence("Q", JULY, JULY, "x")
