"""Every worked case of every indicator gives the value that was worked out by hand."""

import math
from dataclasses import replace

import pytest

from indicators.definition import Case, Indicator, Missing, Unknown
from indicators.registry import catalogue
from indicators.workbench.case_runs import run

CASES = [
    pytest.param(indicator, case, id=f"{indicator.name}: {case.title}")
    for indicator in catalogue().values()
    for case in indicator.cases
]


@pytest.mark.parametrize(("indicator", "case"), CASES)
def test_the_engine_gives_what_was_worked_out_by_hand(indicator: Indicator, case: Case) -> None:
    outcome = run(indicator, case)
    assert outcome.has_passed, f"gave {outcome.value} ({outcome.missing_reason}, z {outcome.z}), not {case.expect}"


STALE = catalogue()["reg_stale_12m"]
HOLDS = next(case for case in STALE.cases if case.expect == 1.0)


@pytest.mark.parametrize(
    "wrong", [{"expect": 0.0}, {"expect": math.nan}, {"expect": Unknown(Missing.NOT_OBSERVED)}, {"expect_z": 9.0}]
)
def test_a_case_that_expects_something_else_fails(wrong) -> None:
    assert run(STALE, HOLDS).has_passed
    assert not run(STALE, replace(HOLDS, **wrong)).has_passed


def test_a_case_without_an_expected_value_is_not_filled_in() -> None:
    assert not run(STALE, replace(HOLDS, expect=math.nan)).is_filled_in
