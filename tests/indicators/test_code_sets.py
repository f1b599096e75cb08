"""Sets of codes come from the code lists, and from nowhere else."""

import polars as pl
import pytest

from indicators.code_sets import codes_where


def test_the_circle_is_who_is_tested_for_a_permit_and_not_the_auditor():
    circle = codes_where("roles", "in_circle")
    assert "owner" in circle
    assert "auditor" not in circle


def test_rules_of_one_kind():
    scope = codes_where("register_rules", "kind", "scope")
    assert "places_over_permit" in scope
    assert "age_span_reversed" not in scope


def test_a_list_or_a_column_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        codes_where("no_such_list", "kind")
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        codes_where("roles", "no_such_column")
