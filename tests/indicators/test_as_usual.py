"""Checks of an indicator against the run before: what is told, what is let pass, and that the figures agree."""

import datetime as dt

import polars as pl
import pytest

from indicators import as_usual
from indicators.as_usual import COVERAGE, DRIFT, JUMP, RANGE, figures, findings
from indicators.definition import Direction, Estimate, Shrinkage, Unit
from tables.serving import Published
from tests.indicators.value_frames import indicator

DAY = dt.date(2026, 6, 30)


def values(name, numbers, missing="not_observed", day=DAY):
    return pl.DataFrame(
        {
            "as_of": [day] * len(numbers),
            "indicator_id": [name] * len(numbers),
            "value": pl.Series(numbers, dtype=pl.Float64),
            "missing_reason": [None if one is not None else missing for one in numbers],
        }
    )


def checked(now, before=None, one=None):
    one = one or indicator("rep_example")
    earlier = None if before is None else figures(values(one.name, before), DAY)
    found = findings({one.name: one}, figures(values(one.name, now), DAY), earlier)
    return {finding.check: finding for finding in found[one.name]}


SAME = [float(i) for i in range(100)]


def test_the_first_run_has_nothing_to_be_held_against():
    assert all(finding.has_passed for finding in checked(SAME).values())


def test_the_same_values_as_before_are_as_usual():
    assert all(finding.has_passed and not finding.said for finding in checked(SAME, SAME).values())


def test_an_indicator_that_is_known_more_seldom_than_before_is_told():
    now = [None if i < 11 else float(i) for i in range(100)]
    finding = checked(now, SAME)[COVERAGE]
    assert (finding.has_passed, finding.said) == (False, "känd för 89 %, mot 100 % i körningen före")
    assert checked([None if i < 10 else float(i) for i in range(100)], SAME)[COVERAGE].has_passed


def test_units_that_it_does_not_apply_to_say_nothing_of_how_often_it_is_known():
    one = indicator("rep_example")
    now = figures(values(one.name, [None] * 90 + [1.0] * 10, missing="not_applicable"), DAY)
    finding = findings({one.name: one}, now, figures(values(one.name, SAME), DAY))[one.name][0]
    assert (finding.check, finding.has_passed) == (COVERAGE, True)


def test_a_middle_that_has_moved_is_told():
    finding = checked([value + 26 for value in SAME], SAME)[JUMP]
    assert (finding.has_passed, finding.said) == (False, "medianen är 75,5, mot 49,5 i körningen före")
    assert checked([value + 24 for value in SAME], SAME)[JUMP].has_passed


def test_a_share_above_zero_that_has_moved_is_told():
    rare, common = [0.0] * 90 + [1.0] * 10, [0.0] * 79 + [1.0] * 21
    flag = indicator("rep_example", unit=Unit.FLAG, direction=Direction.FLAG)
    finding = checked(common, rare, flag)[JUMP]
    assert (finding.has_passed, finding.said) == (False, "21 % över noll, mot 10 % i körningen före")
    assert checked([0.0] * 80 + [1.0] * 20, rare, flag)[JUMP].has_passed


def test_few_values_never_count_as_moved():
    assert checked([9.0] * 29, [0.0] * 100)[JUMP].has_passed


@pytest.mark.parametrize(
    ("unit", "value", "holds"),
    [
        (Unit.FLAG, 1.0, True),
        (Unit.FLAG, 1.5, False),
        (Unit.STATE, 2.0, True),
        (Unit.STATE, 3.0, False),
        (Unit.COUNT, -1.0, False),
        (Unit.DAYS, 4000.0, True),
        (Unit.LOG_RATIO, -1.2, True),
        (Unit.PERCENTILE, 1.01, False),
        (Unit.SHARE, -0.4, True),
    ],
)
def test_a_value_must_be_one_that_the_unit_allows(unit, value, holds):
    finding = checked([value, 0.0], one=indicator("rep_example", unit=unit, top=2.0))[RANGE]
    assert (finding.has_passed, bool(finding.said)) == (holds, not holds)


def test_a_shrunk_share_lies_between_nothing_and_all():
    shrunk = Estimate(Shrinkage.BETA_BINOMIAL, counted="y", out_of="n", fallback=(1.0, 9.0))
    one = indicator("rep_example", unit=Unit.SHARE, estimate=shrunk)
    assert not checked([1.2], one=one)[RANGE].has_passed
    assert checked([0.2], one=one)[RANGE].has_passed


def test_an_indicator_without_any_value_is_checked_too():
    one = indicator("rep_example")
    found = findings({one.name: one}, figures(values("rep_other", SAME), DAY), None)
    assert [(finding.check, finding.has_passed) for finding in found[one.name]] == [
        (COVERAGE, True),
        (RANGE, True),
        (JUMP, True),
        (DRIFT, True),
    ]


def test_published_figures_are_those_of_the_values_on_the_latest_day(small_home):
    with Published(small_home.home) as published:
        everything = published.rows("SELECT as_of, indicator_id, value, missing_reason FROM marts.indicator_value")
        found = as_usual.published_figures(published)
    expected = figures(everything, small_home.days[-1])
    assert found.select(pl.exclude("lower", "median", "upper")).equals(
        expected.select(pl.exclude("lower", "median", "upper"))
    )
    for name in ("lower", "median", "upper"):
        assert (found[name] - expected[name]).abs().fill_null(0.0).max() < 1e-9


def test_a_distribution_that_has_drifted_is_told_and_much_of_it_more_strongly():
    one = indicator("rep_example")
    now = figures(values(one.name, SAME), DAY)

    def told(index):
        return findings({one.name: one}, now, now, {one.name: index})[one.name][3]

    assert (told(0.1).has_passed, told(0.1).figures) == (True, {"drift": 0.1})
    assert "fördelar sig annorlunda" in told(0.12).said
    assert "stabilitetsindex 0,31" in told(0.31).said
    assert "mycket annorlunda" in told(0.31).said
