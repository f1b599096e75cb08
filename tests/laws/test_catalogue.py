"""Laws on every indicator's declaration; what it computes is held by the laws on values."""

import re

import pytest

from indicators.registry import catalogue
from tables.code_lists import code_list, labels_of
from tests.laws.source_tree import ROOT
from tests.laws.test_forbidden_inputs import FORBIDDEN, NEVER_MEASURED

NAME = re.compile(r"(anm|cap|duty|fin|mkt|muni|net|per|reg|rep|stf|sup)_[a-z0-9_]+")

every_indicator_in_turn = pytest.mark.parametrize("each", catalogue().values(), ids=lambda each: each.name)


@every_indicator_in_turn
def test_its_name_says_family_and_subject(each):
    assert NAME.fullmatch(each.name)
    assert (ROOT / "indicators" / "catalogue" / f"{each.name}.py").exists()


@every_indicator_in_turn
def test_it_reads_only_columns_that_its_facts_have(each):
    for name, measure in each.measures.items():
        unknown = measure.columns() - set(measure.fact.columns())
        assert not unknown, f"{name}: {unknown}"


@every_indicator_in_turn
def test_it_reads_no_forbidden_column(each):
    read = {column for measure in each.measures.values() for column in measure.columns()}
    assert not [column for column in read if column in NEVER_MEASURED or FORBIDDEN.search(column)]


@every_indicator_in_turn
def test_its_conditions_name_codes_that_exist(each):
    for measure in each.measures.values():
        for column, values in measure.where.items():
            codes = measure.fact.notes(column)["codes"]
            assert codes is None or set(values) <= set(labels_of(codes)), f"{column}: {values}"


@every_indicator_in_turn
def test_its_law_and_its_limits_are_keys_of_code_lists(each):
    assert set(each.legal) <= set(labels_of("legal_refs"))
    assert set(each.limits) <= set(labels_of("limits"))


@every_indicator_in_turn
def test_it_has_a_reasonable_explanation_and_a_way_out(each):
    assert each.explanations
    assert each.cleared_by.endswith(".")


@every_indicator_in_turn
def test_each_of_its_cases_has_its_own_sentence(each):
    titles = [case.title for case in each.cases]
    assert len(titles) == len(set(titles))


def test_unknown_reasons_are_codes():
    used = {reason for each in catalogue().values() for _, reason, *_ in each.unknown}
    assert used <= set(code_list("missing_reasons")["code"])
