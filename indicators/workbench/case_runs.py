"""Worked cases, run: each gives the value that was worked out by hand, or says what it gave instead."""

import math
from dataclasses import dataclass

from indicators.definition import Case, Indicator, Unknown
from indicators.values import values
from indicators.workbench.worked_cases import as_of, entity_of, facts_of

#: How far a computed value may lie from the one worked out by hand; only the last bits of a division may differ.
TOLERANCE = 1e-12
#: Standardised values are worked out by hand to three decimals.
Z_TOLERANCE = 5e-3


@dataclass(frozen=True)
class CaseRun:
    """What a case gave.

    Attributes:
        value: the computed value, nothing when it is unknown.
        missing_reason: why it is unknown.
        z: the standardised value, where there is one.
        is_filled_in: whether an expected value has been written at all; a new indicator's cases wait for theirs.
    """

    case: Case
    value: float | None
    missing_reason: str | None
    z: float | None

    @property
    def is_filled_in(self) -> bool:
        """Whether somebody has written what the case shall give."""
        return isinstance(self.case.expect, Unknown) or not math.isnan(self.case.expect)

    @property
    def has_passed(self) -> bool:
        """Whether value, reason and, where the case says one, standardised value are the expected."""
        return self.is_filled_in and self._gave_the_value() and self._gave_the_z()

    def _gave_the_value(self) -> bool:
        expected = self.case.expect
        if isinstance(expected, Unknown):
            return self.value is None and self.missing_reason == expected.reason.value
        near = max(TOLERANCE, TOLERANCE * abs(expected))
        return self.value is not None and self.missing_reason is None and abs(self.value - expected) <= near

    def _gave_the_z(self) -> bool:
        if self.case.expect_z is None:
            return True
        return self.z is not None and abs(self.z - self.case.expect_z) <= Z_TOLERANCE


def run(indicator: Indicator, case: Case) -> CaseRun:
    """Compute one case the way a run of the program would; an indicator without a legal basis is computed too.

    Raises:
        ValueError: the case names a table or a column that does not exist.
    """
    frame = values(
        facts_of(case), [as_of(case)], only=[indicator], peers=case.peers, switched_off=frozenset()
    )  # fmt: skip
    own = frame.filter(entity_id=entity_of(indicator.level), level=indicator.level.value)
    row = own.row(0, named=True)
    return CaseRun(case, row["value"], row["missing_reason"], row["z"])


def run_all(indicator: Indicator) -> list[CaseRun]:
    """Every case of an indicator, in the order of its file."""
    return [run(indicator, case) for case in indicator.cases]
