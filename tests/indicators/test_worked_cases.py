"""Every worked case of every indicator gives the value that was worked out by hand."""

import pytest

from indicators.definition import Case, Indicator, Unknown
from indicators.registry import catalogue
from indicators.values import values
from indicators.worked_cases import as_of, entity_of, facts_of

CASES = [
    pytest.param(indicator, case, id=f"{indicator.name}: {case.title}")
    for indicator in catalogue().values()
    for case in indicator.cases
]


@pytest.mark.parametrize(("indicator", "case"), CASES)
def test_the_engine_gives_what_was_worked_out_by_hand(indicator: Indicator, case: Case) -> None:
    frame = values(facts_of(case), [as_of(case)], only=[indicator], peers=case.peers)
    row = frame.filter(entity_id=entity_of(indicator.level), level=indicator.level.value).row(0, named=True)
    if isinstance(case.expect, Unknown):
        assert (row["value"], row["missing_reason"]) == (None, case.expect.reason.value)
    else:
        assert row["value"] == pytest.approx(case.expect, abs=1e-12)
        assert row["missing_reason"] is None
