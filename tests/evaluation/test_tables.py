"""The tables of an evaluation keep the laws of contracts, and take what figures bring."""

import math

import pytest

from indicators.evaluation.estimators import NOTHING, share
from indicators.evaluation.figure_rows import Curves, Figures
from tables.contracts import create_statement
from tables.marts import EvaluationCurve, EvaluationFigure


@pytest.mark.parametrize("contract", [EvaluationFigure, EvaluationCurve])
def test_an_evaluations_table_is_described_and_has_a_form_in_the_warehouse(contract):
    texts = {name: column.description or "" for name, column in contract.columns().items()}
    assert not {name: text for name, text in texts.items() if not text.endswith(".") or text[0].islower()}
    assert contract.grain.startswith("one ")
    assert all(f'"{name}"' in create_statement(contract) for name in contract.columns())


def test_what_cannot_be_estimated_is_null_and_never_nan():
    into, curves = Figures("Q", "Q"), Curves("Q", "Q")
    into.add("precision_at_k", NOTHING, method="version_1", stratum="duty", k=5)
    into.add("lift", math.inf, method="version_1", stratum="duty")
    curves.add("lift", 0.5, NOTHING, order=1, method="random", stratum="duty")
    assert into.frame()["value"].to_list() == [None, None]
    assert curves.frame()["y"].to_list() == [None]


def test_an_estimate_brings_its_limits_and_number():
    into = Figures("Q", "Q", "other_owners")
    into.add("hit_rate", share(12, 60), stratum="inspected", group_kind="origin", group="random")
    row = into.frame().row(0, named=True)
    assert (row["value"], row["n"], row["variant"], row["method"]) == (0.2, 60, "other_owners", "none")
    assert (round(row["low"], 2), round(row["high"], 2)) == (0.12, 0.32)
