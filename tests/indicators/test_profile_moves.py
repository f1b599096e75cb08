"""Two profiles on the same values: who moves, by hand and as laws."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings

from indicators.decisions.life_cycle import Status
from indicators.scoring.score import scores
from indicators.workbench.profile_moves import Shift, decision_changes, moves
from tests.indicators.value_frames import CATALOGUE, Cell, Q, W, examples, population, profile, values

TIPS, FINDINGS = "rep_tip_rate_eb_12m", "sup_severity_points_36m"


def compared(before, after, cells, n=4, top=1):
    frame = population(n)
    return moves(values(frame, cells), frame, CATALOGUE, before, after, top, 1)


@pytest.fixture
def one_in_one_out():
    """The first has tips, the second findings; nobody else has anything."""
    cells = {
        (name, f"V{i:06d}"): Cell(3.0 if i == at else 0.0) for name, at in ((TIPS, 0), (FINDINGS, 1)) for i in range(4)
    }
    tips, findings = profile({Q: {TIPS: 3.0, FINDINGS: 1.0}}), profile({Q: {TIPS: 1.0, FINDINGS: 3.0}})
    # Each family may give at most the larger of 40 per cent and its part of two families: half of what is attainable.
    return compared(replace(tips, group_cap=1.0), replace(findings, group_cap=1.0), cells)


def test_who_enters_and_who_leaves_with_places_and_points(one_in_one_out):
    (found,) = one_in_one_out
    (entered,), (left,) = found.entered, found.left
    assert (entered.activity_id, entered.rank_before, entered.rank_after) == ("V000001", 2, 1)
    assert (entered.score_before, entered.score_after) == (25.0, 75.0)
    assert (left.activity_id, left.rank_before, left.rank_after) == ("V000000", 1, 2)
    assert (found.target, found.kept, found.top) == (Q, 0, 1)


def test_why_is_what_the_indicators_gave_before_and_after(one_in_one_out):
    ((entered,), (left,)) = one_in_one_out[0].entered, one_in_one_out[0].left
    assert entered.because == (Shift(FINDINGS, 25.0, 75.0),)
    assert left.because == (Shift(TIPS, 75.0, 25.0),)


def test_what_the_top_rests_on_is_told_before_and_after(one_in_one_out):
    assert one_in_one_out[0].rests_on == (Shift(FINDINGS, 0.0, 1.0), Shift(TIPS, 1.0, 0.0))


def test_what_was_decided_alike_is_no_reason():
    """More that weighs makes every share less; only what was decided differently is named."""
    cells = {(TIPS, "V000000"): Cell(3.0), (FINDINGS, "V000001"): Cell(2.0)}
    cells |= {
        (name, f"V{i:06d}"): cells.get((name, f"V{i:06d}"), Cell(0.0)) for name in (TIPS, FINDINGS) for i in range(4)
    }
    before, after = profile({Q: {TIPS: 1.0}}), profile({Q: {TIPS: 1.0, FINDINGS: 3.0}})
    (found,) = compared(replace(before, group_cap=1.0), replace(after, group_cap=1.0), cells)
    (left,) = found.left
    assert (left.activity_id, left.score_before, left.score_after) == ("V000000", 100.0, 25.0)
    assert left.because == (Shift(TIPS, 100.0, 25.0),)
    assert [shift.indicator for move in found.entered for shift in move.because] == [FINDINGS]


def test_what_was_decided_differently_is_told_per_target():
    before = profile({Q: {TIPS: 3.0, FINDINGS: 1.0}, W: {"per_refusals_60m": 2.0}})
    after = profile({Q: {TIPS: 3.0, FINDINGS: 2.0}, W: {"net_board_changes_24m": 2.0}})
    told = [(one.place, one.indicator) for one in decision_changes(before, after)]
    assert told == [(Q, FINDINGS), (W, "net_board_changes_24m"), (W, "per_refusals_60m")]
    assert decision_changes(before, before) == []


def test_an_indicator_put_on_trial_is_a_change_though_its_name_remains():
    before = profile({Q: {TIPS: 3.0}})
    (decision,) = before.targets[Q]
    after = replace(before, targets={Q: (replace(decision, status=Status.SHADOW, weight=0.0),)})
    assert [one.after.status for one in decision_changes(before, after)] == [Status.SHADOW]


@settings(max_examples=25, deadline=None)
@given(example=examples())
def test_the_same_profile_moves_nobody(example):
    frame = example.population
    for one in moves(example.values, frame, CATALOGUE, example.profile, example.profile, 3, 5):
        assert (one.entered, one.left) == ((), ())
        assert one.agreement is None or one.agreement == pytest.approx(1.0)


@settings(max_examples=15, deadline=None)
@given(example=examples())
def test_the_places_are_those_of_the_scores(example):
    """The comparison leaves out the draws and nothing else."""
    frame, nothing = example.population, profile({target: {TIPS: 1.0} for target in example.profile.targets})
    scored, _ = scores(example.values, frame, CATALOGUE, replace(example.profile, draws=20), 5)
    ranks = {
        (target, activity): rank
        for target, activity, rank in scored.select(pl.col("target").cast(pl.String), "activity_id", "rank").iter_rows()
    }
    for one in moves(example.values, frame, CATALOGUE, nothing, example.profile, frame.height, 5):
        for move in (*one.entered, *one.left):
            assert move.rank_after == ranks[one.target.value, move.activity_id]
