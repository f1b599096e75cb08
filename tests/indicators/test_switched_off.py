"""An indicator without a recorded legal basis says nothing about anyone, whatever the facts say."""

from dataclasses import replace

import pytest

from indicators.registry import catalogue
from indicators.values import values
from indicators.workbench.worked_cases import as_of, entity_of, facts_of

STALE = replace(catalogue()["reg_stale_12m"], needs_basis=True)
CASE = next(case for case in STALE.cases if case.expect == 1.0)


def computed(**choices):
    return values(facts_of(CASE), [as_of(CASE)], only=[STALE], **choices)


def test_every_value_is_a_source_gap_until_the_basis_is_recorded():
    frame = computed()
    assert frame.height > 0
    assert set(frame["missing_reason"]) == {"source_gap"}
    for name in ("value", "y", "exposure", "z", "peer_group", "peer_level", "peer_n", "peer_median"):
        assert frame[name].null_count() == frame.height


def test_with_the_basis_it_is_computed_as_any_other():
    found = computed(switched_off=frozenset()).filter(entity_id=entity_of(STALE.level))
    assert found["value"].item() == 1.0


def test_an_indicator_that_needs_no_basis_is_never_switched_off_by_itself():
    plain = replace(STALE, needs_basis=False)
    found = values(facts_of(CASE), [as_of(CASE)], only=[plain]).filter(entity_id=entity_of(plain.level))
    assert found["value"].item() == 1.0


@pytest.mark.parametrize("each", [one for one in catalogue().values() if one.needs_basis], ids=lambda one: one.name)
def test_those_of_the_catalogue_are_off_in_every_case_of_theirs(each):
    for case in each.cases:
        frame = values(facts_of(case), [as_of(case)], only=[each], peers=case.peers)
        assert set(frame["missing_reason"]) == {"source_gap"}
        assert frame["value"].null_count() == frame.height
