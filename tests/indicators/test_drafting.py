"""A draft is computed like an indicator in a file, and no catalogue knows of it."""

from indicators.registry import catalogue
from indicators.workbench.case_runs import run
from indicators.workbench.drafting import VERSION, draft

STALE = catalogue()["reg_stale_12m"]


def test_a_draft_gives_what_the_file_with_the_same_definition_gives():
    same = draft("reg_again_12m", STALE.measures, STALE.formula, unit=STALE.unit, unknown=STALE.unknown)
    assert [run(same, case).value for case in STALE.cases] == [run(STALE, case).value for case in STALE.cases]
    assert [run(same, case).missing_reason for case in STALE.cases] == [
        run(STALE, case).missing_reason for case in STALE.cases
    ]


def test_another_formula_gives_something_else():
    other = draft("reg_again_12m", STALE.measures, lambda recent: recent + 0.5, unknown=STALE.unknown)
    assert run(other, STALE.cases[0]).value == 0.5


def test_a_draft_is_in_no_catalogue():
    one = draft("reg_again_12m", STALE.measures, STALE.formula)
    assert one.name not in catalogue()
    assert one.version == VERSION
